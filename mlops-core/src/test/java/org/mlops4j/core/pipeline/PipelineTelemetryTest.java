// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.core.telemetry.RecordingTelemetry;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;

class PipelineTelemetryTest {

    private static final StepOptions TWO_TRIES = StepOptions.defaults()
            .retry(RetryPolicy.attempts(2)
                    .resting(Duration.ofMinutes(1), Duration.ofHours(1))
                    .jitter(0));

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    @Test
    void everyTryOfAStepAndAGateIsToldAndNothingThatWasSkipped() {
        RecordingTelemetry telemetry = new RecordingTelemetry();
        store.reopen(builder -> builder.telemetry(telemetry));
        Pipeline pipeline = Pipeline.named("p")
                .step("data", step -> {
                    store.clock().advance(Duration.ofSeconds(3));
                    return Document.of(1);
                })
                .step("never", StepOptions.defaults().when(context -> false), step -> Document.of(1))
                .step("train", TWO_TRIES, step -> {
                    if (step.attempt() == 1) {
                        throw new IOException("no connection");
                    }
                    return Document.of(2);
                })
                .gate("good", step -> Verdict.pass("well", Document.nothing()))
                .gate("better", step -> Verdict.fail("not so", Document.nothing()))
                .build();
        store.mlops().pipelines().start(pipeline, Document.nothing());
        store.clock().advance(Duration.ofMinutes(1));
        store.mlops().pipelines().resume(pipeline, "p-1");
        assertThat(telemetry.told("step"))
                .containsExactly(
                        "step p p-1 data 1 SUCCEEDED PT3S",
                        "step p p-1 train 1 FAILED PT0S",
                        "step p p-1 train 2 SUCCEEDED PT0S",
                        "step p p-1 good 1 SUCCEEDED PT0S",
                        "step p p-1 better 1 REFUSED PT0S");
    }
}
