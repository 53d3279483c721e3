// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * A run of a pipeline as it was when it was read.
 *
 * @param id unique in the store
 * @param pipeline the name of the pipeline
 * @param status how it stands
 * @param author who started it
 * @param parameters what it was started with
 * @param started when
 * @param stages the stages that have begun, in order
 */
public record PipelineRun(
        String id,
        String pipeline,
        Status status,
        Actor author,
        Document parameters,
        Instant started,
        List<StageRecord> stages) {

    /** Copies the stages. */
    public PipelineRun {
        stages = List.copyOf(stages);
    }

    /** {@return the record of a stage, if it has begun} */
    public Optional<StageRecord> stage(String name) {
        return stages.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** How a run stands. */
    public enum Status {
        /** Going on, or cut off by the death of its process. */
        RUNNING,
        /** Waiting for an approval. */
        WAITING,
        /** All stages finished. */
        SUCCEEDED,
        /** A step threw; can be resumed. */
        FAILED,
        /** A gate did not let it pass. */
        REJECTED
    }

    /**
     * A stage that has begun.
     *
     * @param name the stage
     * @param attempt 1 for the first try
     * @param started when the last try began
     * @param ended when it finished, {@code null} before
     * @param output the result, the verdict or the approvals; {@code null} before
     * @param error why the last try failed, or {@code null}
     */
    public record StageRecord(
            String name,
            int attempt,
            Instant started,
            @Nullable Instant ended,
            @Nullable Document output,
            @Nullable String error) {

        /** {@return whether it finished} */
        public boolean finished() {
            return output != null;
        }
    }
}
