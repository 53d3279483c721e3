// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.progress.Progress;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.spi.Telemetry.Outcome;

/**
 * Who is told how runs go.
 *
 * @param progress shows people how far steps are
 * @param telemetry takes how they ended
 */
public record Audience(Progress progress, Telemetry telemetry) {

    /** Checks that both are there. */
    public Audience {
        requireNonNull(progress, "progress");
        requireNonNull(telemetry, "telemetry");
    }

    /** {@return nobody} */
    public static Audience nobody() {
        return new Audience(Progress.silent(), Telemetry.none());
    }

    /** Tells that the last try of a stage is over. */
    void ended(StoredRun run, Stage stage, StageRecord record) {
        Attempt last = record.lastAttempt().orElse(null);
        // A stage that was skipped has no try.
        Optional<Duration> took = last == null ? Optional.empty() : last.took();
        if (last != null && took.isPresent()) {
            telemetry.stepEnded(new Telemetry.StepAttempt(
                    run.pipeline(),
                    run.id(),
                    record.name(),
                    last.number(),
                    outcome(stage, record),
                    last.started(),
                    took.get()));
        }
    }

    private static Outcome outcome(Stage stage, StageRecord record) {
        if (record.state() != State.FINISHED) {
            return Outcome.FAILED;
        }
        boolean refused = stage instanceof Stage.Gate
                && record.output() != null
                && !Verdict.from(record.output()).passes();
        return refused ? Outcome.REFUSED : Outcome.SUCCEEDED;
    }
}
