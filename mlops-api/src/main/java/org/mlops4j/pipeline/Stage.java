// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ApprovalPolicy;

/** A part of a pipeline, with what it does: plain Java of the user, as a lambda or a method. */
public sealed interface Stage {

    /** {@return the name, unique within the pipeline} */
    String name();

    /**
     * {@return the names of the stages that must have ended before; those that they wait for in turn go without saying}
     */
    List<String> after();

    /**
     * Work that gives a document.
     *
     * @param name unique within the pipeline
     * @param after the stages that must have ended before
     * @param options how it is done
     * @param work what to do
     */
    record Step(String name, List<String> after, StepOptions options, Work work) implements Stage {}

    /**
     * Work on each item of a list. A finished item is a stored row and is not done again; the output is the list of
     * their outputs.
     *
     * @param name unique within the pipeline
     * @param after the stages that must have ended before
     * @param options how it is done: all items together are one try
     * @param items what to work on
     * @param work what to do with an item
     */
    record Each(String name, List<String> after, StepOptions options, Items items, ItemWork work) implements Stage {}

    /**
     * A judgement that lets the run go on or ends it.
     *
     * @param name unique within the pipeline
     * @param after the stages that must have ended before
     * @param options how it is done
     * @param judge what to ask
     */
    record Gate(String name, List<String> after, StepOptions options, Judge judge) implements Stage {}

    /**
     * A wait for what happens elsewhere: a file that arrives, labels, the end of a rollout. Between two looks the run
     * is stored and holds no thread. All looks together are one try.
     *
     * @param name unique within the pipeline
     * @param after the stages that must have ended before
     * @param options how it is done; a timeout is that of a look
     * @param every how long after a look comes the next one
     * @param look at what it waits for
     */
    record Wait(String name, List<String> after, StepOptions options, Duration every, Look look) implements Stage {}

    /**
     * A wait for people. The run is stored and holds no thread meanwhile.
     *
     * @param name unique within the pipeline
     * @param after the stages that must have ended before
     * @param policy who has to approve; the author is who started the run
     */
    record Approval(String name, List<String> after, ApprovalPolicy policy) implements Stage {}

    /** What a step does. May be called again after a crash in the middle of it: at least once. */
    @FunctionalInterface
    interface Work {

        /**
         * {@return the result} An exception fails the run, unless the stage is to be tried again; it can be resumed.
         */
        Document run(StepContext step) throws Exception;
    }

    /**
     * What a step does with a record.
     *
     * @param <I> the type of its input
     */
    @FunctionalInterface
    interface RecordWork<I> {

        /**
         * {@return the result, as {@link Work#run} does}
         *
         * @param input outputs of stages before and parameters, by the names of its components
         */
        Record run(I input, StepContext step) throws Exception;
    }

    /** What the items of a stage are. Asked again at each try; a finished item counts if it is still in its place. */
    @FunctionalInterface
    interface Items {

        /** {@return the items; their outputs together must fit into one document} */
        List<? extends Document> of(StepContext step) throws Exception;
    }

    /** What a stage does with an item. May be called again after a crash in the middle of it: at least once. */
    @FunctionalInterface
    interface ItemWork {

        /**
         * {@return the result}
         *
         * @param step with an idempotency key of its own for each item
         */
        Document run(StepContext step, Document item) throws Exception;
    }

    /** What a wait looks at. */
    @FunctionalInterface
    interface Look {

        /** {@return the result, if it is there; else there will be another look} */
        Optional<Document> look(StepContext step) throws Exception;
    }

    /** What a gate asks. May be called again after a crash in the middle of it. */
    @FunctionalInterface
    interface Judge {

        /** {@return the verdict; only {@link Verdict.Outcome#PASS} and RUBBER_STAMPED let the run go on} */
        Verdict judge(StepContext step) throws Exception;
    }
}
