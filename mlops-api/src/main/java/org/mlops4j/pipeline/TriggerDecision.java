// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * What a trigger decided, and why. Stored when the decision changes, not each time that it is made.
 *
 * @param pipeline the name of the pipeline
 * @param cause the name of the cause
 * @param outcome what was decided
 * @param reason one sentence for a person
 * @param time when
 * @param run the run that was started, {@code null} if none was
 */
public record TriggerDecision(
        String pipeline,
        String cause,
        Outcome outcome,
        String reason,
        Instant time,
        @Nullable String run) {

    /** Checks that the parts are there. */
    public TriggerDecision {
        requireNonNull(pipeline, "pipeline");
        requireNonNull(cause, "cause");
        requireNonNull(outcome, "outcome");
        requireNonNull(reason, "reason");
        requireNonNull(time, "time");
    }

    /** {@return the decision whose {@link #toDocument()} this is} */
    public static TriggerDecision from(Document document) {
        return new TriggerDecision(
                document.get("pipeline").text(),
                document.get("cause").text(),
                document.get("outcome").constant(Outcome.class),
                document.get("reason").text(),
                document.get("time").instant(),
                document.find("run").map(Document::text).orElse(null));
    }

    /** {@return the form in which decisions are stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("pipeline", pipeline)
                .with("cause", cause)
                .with("outcome", Document.of(outcome))
                .with("reason", reason)
                .with("time", time)
                .withOptional("run", run);
    }

    /** What a trigger can decide. */
    public enum Outcome {
        /** A run was started. */
        STARTED,
        /** The cause is there; a person has to look first, because runs were rejected again and again. */
        BREAKER_OPEN,
        /** The cause is there; not in this time. */
        FROZEN,
        /** The cause is there; another run is under way. */
        UNDER_WAY,
        /** The cause is there; not so soon after the last run. */
        COOLING_DOWN,
        /** The cause is there; there were enough runs. */
        OVER_BUDGET,
        /** The cause went away before a run could start. */
        GONE
    }
}
