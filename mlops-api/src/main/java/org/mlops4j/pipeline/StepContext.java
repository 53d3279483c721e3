// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.mlops4j.data.Document;
import org.mlops4j.data.RecordDocument;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Actor;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataWriter;

/** What a step or gate sees of its run. */
public interface StepContext {

    /** {@return the id of the run} */
    String run();

    /** {@return who started the run} */
    Actor author();

    /** {@return the parameters that the run was started with} */
    Document parameters();

    /**
     * {@return the result of an earlier step, or the stored verdict of an earlier gate}
     *
     * @throws org.mlops4j.error.NotFoundException if no such stage has finished, as when it was skipped
     */
    Document output(String stage);

    /** {@return the result of an earlier stage, empty if it was skipped or has not finished} */
    Optional<Document> find(String stage);

    /**
     * {@return the result of an earlier stage as a record}
     *
     * @throws org.mlops4j.error.NotFoundException if no such stage has finished
     * @throws org.mlops4j.error.InvalidException if the result does not fit, see {@link RecordDocument#read}
     */
    default <R extends Record> R output(String stage, Class<R> type) {
        return RecordDocument.read(output(stage), type);
    }

    /**
     * {@return what is known before this stage as a record: each component is the output of the stage of that name, or
     * else the parameter of that name}
     *
     * @throws org.mlops4j.error.InvalidException if one is missing that cannot be null, or does not fit
     */
    default <R extends Record> R input(Class<R> type) {
        SortedMap<String, Document> known = new TreeMap<>();
        if (parameters() instanceof Document.Fields parameters) {
            known.putAll(parameters.fields());
        }
        for (RecordComponent component : type.getRecordComponents()) {
            find(component.getName()).ifPresent(output -> known.put(component.getName(), output));
        }
        return RecordDocument.read(Document.object(known), type);
    }

    /**
     * {@return the id of the run that is being reproduced, if this is no ordinary run} A step may look at it to leave
     * out what is not to happen twice, see {@link StepOptions#once()} for a whole step.
     */
    Optional<String> findReproduced();

    /**
     * {@return a seed for one purpose of this stage, which is noted} It depends on the name of the pipeline, the
     * parameter {@code seed} if there is one, the stage, the place of the item in a list, and the purpose: so it is the
     * same at each try, and in each run with the same parameters. Give it to libraries that draw by themselves.
     *
     * @param purpose such as {@code split}, by the rule of {@link org.mlops4j.data.Name#requireKey}
     */
    long seed(String purpose);

    /**
     * {@return a new generator with the {@link #seed}} The same numbers on every release of Java. Threads share none of
     * it: give each part of the work a generator of its own by {@code split()}, in an order that does not depend on
     * threads.
     */
    default RandomGenerator.SplittableGenerator random(String purpose) {
        return new SplittableRandom(seed(purpose));
    }

    /**
     * Notes something that the result depends on and that neither the parameters nor the outputs of other stages tell,
     * such as a seed from elsewhere, the version of a native library or the number of threads of a pool. It is stored
     * with the result; a reproduction names it if it is another. Of several values of a factor, the last counts.
     *
     * @param factor by the rule of {@link org.mlops4j.data.Name#requireKey}; no secret
     */
    void note(String factor, Document value);

    /**
     * Notes the data that the result depends on, as factor {@code data.} and the name: by the digest of every value, in
     * the order of the rows.
     */
    default void data(String name, Table table) {
        note("data." + name, Document.of(table.digest().hex()));
    }

    /**
     * Notes the version that this stage registered, one a model. So the version leads to this run, and a reproduction
     * compares the two models rather than the numbers of their versions.
     */
    default void made(ModelVersion version) {
        note(StageOrigins.MODEL + version.model(), Document.of(version.id()));
    }

    /**
     * Changes the store in the transaction that notes the result of this stage, or of this item of a list: both happen
     * or neither, once. A process that died before it, or that another has taken the run over from, changes nothing.
     * Dropped if the try fails, if a wait finds nothing yet, and in a reproduction; not done again for a run that takes
     * the result from the {@link StepOptions#cached() cache}.
     *
     * @param change as for {@link org.mlops4j.spi.MetadataStore#write}; several are done in the order of the calls, and
     *     one that throws fails the stage as a whole
     */
    void commit(Consumer<? super MetadataWriter> change);

    /** {@return the number of this try, 1 for the first} */
    int attempt();

    /** {@return where the stage shows people how far it is; its run and name are put in front} */
    Progress progress();

    /**
     * {@return the same text at every attempt of this stage in this run and at no other} Give it to services outside,
     * so that they recognise a repeated call, and to {@link org.mlops4j.registry.ModelPackage#idempotencyKey} when the
     * stage registers a version.
     */
    String idempotencyKey();
}
