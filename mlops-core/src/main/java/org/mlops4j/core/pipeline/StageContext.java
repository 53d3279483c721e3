// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.progress.Progress;
import org.mlops4j.spi.MetadataWriter;

/**
 * What a stage sees: its run, and the outputs of the stages that it waited for.
 *
 * @param stored the run
 * @param stage the name of the stage
 * @param attempt the number of the try
 * @param outputs by stage; whatever else has finished is not among them, so timing changes nothing
 * @param shown where progress is shown
 * @param notes what the stage says of its result
 * @param rerun the id of the reproduction, {@code null} in an ordinary run
 */
record StageContext(
        StoredRun stored,
        String stage,
        int attempt,
        Map<String, Document> outputs,
        Progress shown,
        StageNotes notes,
        @Nullable String rerun)
        implements StepContext {

    /** {@return what an item of a stage sees} */
    StageContext item(int place) {
        return new StageContext(stored, stage + "/" + place, attempt, outputs, shown, new StageNotes(), rerun);
    }

    @Override
    public Optional<String> findReproduced() {
        return rerun == null ? Optional.empty() : Optional.of(stored.id());
    }

    @Override
    public long seed(String purpose) {
        long seed = StageSeed.of(stored, stage, Name.requireKey("purpose", purpose));
        note("seed." + purpose, Document.of(seed));
        return seed;
    }

    @Override
    public void note(String factor, Document value) {
        notes.put(factor, value);
    }

    @Override
    public void commit(Consumer<? super MetadataWriter> change) {
        notes.changes().add(change);
    }

    @Override
    public String run() {
        return stored.id();
    }

    @Override
    public Actor author() {
        return stored.author();
    }

    @Override
    public Document parameters() {
        return stored.parameters();
    }

    @Override
    public Document output(String wanted) {
        return find(wanted)
                .orElseThrow(() -> new NotFoundException(
                        "no stage '" + wanted + "' has finished before '" + stage + "' in run '" + run() + "'"));
    }

    @Override
    public Optional<Document> find(String wanted) {
        return Optional.ofNullable(outputs.get(wanted));
    }

    @Override
    public String idempotencyKey() {
        return (rerun == null ? stored.id() : rerun) + "/" + stage;
    }

    @Override
    public Progress progress() {
        return (what, total) -> shown.start(idempotencyKey() + ": " + what, total);
    }
}
