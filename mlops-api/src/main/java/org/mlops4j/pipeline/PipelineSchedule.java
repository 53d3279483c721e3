// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * When runs of a pipeline are started.
 *
 * @param pipeline the name of the pipeline
 * @param schedule when
 * @param missed what becomes of runs whose times passed while nobody worked on the pipeline
 * @param parameters what the runs are started with; the field {@code scheduled_for} is added, the instant at which the
 *     run was due
 * @param author who set the schedule, and is the author of its runs
 * @param next when the next run is due, {@code null} if none is
 */
public record PipelineSchedule(
        String pipeline,
        Schedule schedule,
        Missed missed,
        Document.Fields parameters,
        Actor author,
        @Nullable Instant next) {

    /** Checks that the parts are there. */
    public PipelineSchedule {
        requireNonNull(pipeline, "pipeline");
        requireNonNull(schedule, "schedule");
        requireNonNull(missed, "missed");
        requireNonNull(parameters, "parameters");
        requireNonNull(author, "author");
    }
}
