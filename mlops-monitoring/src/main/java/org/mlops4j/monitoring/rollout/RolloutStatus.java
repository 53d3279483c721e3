// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Verdict;

/**
 * How a rollout stood when it was looked at.
 *
 * @param phase whether it goes on
 * @param stage the name of the stage that goes on, or in which it ended
 * @param since when the stage began
 * @param reason one sentence for a person: why it stands as it does
 * @param evidence the numbers of the stage
 */
public record RolloutStatus(RolloutPhase phase, String stage, Instant since, String reason, Document evidence) {

    /** Checks that the parts are there. */
    public RolloutStatus {
        requireNonNull(phase, "phase");
        requireNonNull(stage, "stage");
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
        requireNonNull(evidence, "evidence");
    }

    /** {@return PASS if it succeeded, FAIL if it was rolled back, else INCONCLUSIVE} */
    public Verdict verdict() {
        Verdict.Outcome outcome = switch (phase) {
            case SUCCEEDED -> Verdict.Outcome.PASS;
            case ROLLED_BACK -> Verdict.Outcome.FAIL;
            case RUNNING, PAUSED -> Verdict.Outcome.INCONCLUSIVE;
        };
        return new Verdict(outcome, reason, evidence);
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("phase", Document.of(phase))
                .with("stage", stage)
                .with("since", since)
                .with("reason", reason)
                .with("evidence", evidence);
    }
}
