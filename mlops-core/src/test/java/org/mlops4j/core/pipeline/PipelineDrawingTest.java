// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.diff.Change;
import org.mlops4j.diff.Changes;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineDrawing;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;

/** The clock stands at noon of 2026-03-03, UTC. */
class PipelineDrawingTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final Pipeline pipeline = Pipeline.named("retrain")
            .step("data", step -> step.parameters())
            .step("small", step -> Document.object().with("auc", 0.7))
            .step("large", after("data").retry(RetryPolicy.attempts(2).jitter(0)), step -> {
                if (step.attempt() == 1) {
                    throw new IOException("no connection\nto the host");
                }
                return Document.object().with("auc", 0.8);
            })
            .gate("better", step -> Verdict.pass("better", Document.nothing()))
            .approval("sign-off", ApprovalPolicy.of(1))
            .build();

    private static StepOptions after(String... stages) {
        return StepOptions.defaults().after(stages);
    }

    @Test
    void aPipelineIsDrawnAsTextAndAsMermaid() {
        assertThat(PipelineDrawing.of(pipeline).toText()).isEqualTo("""
                        retrain
                          step      data
                          step      small
                          step      large     after data
                          gate      better    after small and large
                          approval  sign-off
                        """);
        assertThat(PipelineDrawing.of(pipeline).toMermaid()).isEqualTo("""
                        flowchart TD
                            s0["data"]
                            s1["small"]
                            s2["large"]
                            s3{"better"}
                            s4(["sign-off"])
                            s0 --> s1
                            s0 --> s2
                            s1 --> s3
                            s2 --> s3
                            s3 --> s4
                        """);
    }

    @Test
    void aRunIsDrawnWithHowItsStagesStand() {
        PipelineRun run = store.mlops().pipelines().start(pipeline, Document.object());
        assertThat(PipelineDrawing.of(pipeline, run).toText()).isEqualTo("""
                        retrain-1  WAITING
                          step      data      finished
                          step      small     finished
                          step      large     waiting until 2026-03-03T12:00:01Z, after data, java.io.IOException: no connection
                          gate      better    after small and large
                          approval  sign-off
                        """);
        store.clock().advance(Duration.ofSeconds(1));
        run = store.mlops().pipelines().resume(pipeline, run.id());
        assertThat(PipelineDrawing.of(pipeline, run).toMermaid())
                .contains("s2[\"large: finished at try 2\"]")
                .contains("s4([\"sign-off: waiting\"])");
        PipelineRun drawn = run;
        Pipeline other =
                Pipeline.named("other").step("a", step -> Document.nothing()).build();
        assertThatThrownBy(() -> PipelineDrawing.of(other, drawn)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsAreComparedByStatusParametersAndOutputs() {
        Pipeline two = Pipeline.named("p")
                .step(
                        "train",
                        step -> Document.object()
                                .with("rows", 1_000)
                                .with("depth", step.parameters().get("depth")))
                .gate(
                        "good",
                        step -> Verdict.fail("depth " + step.output("train").get("depth"), Document.nothing()))
                .build();
        PipelineRun first =
                store.mlops().pipelines().start(two, Document.object().with("depth", 6));
        PipelineRun second = store.mlops()
                .pipelines()
                .start(two, Document.object().with("depth", 7).with("eta", 0.1));

        Changes<Document> changes = first.changesTo(second);

        assertThat(changes.added()).containsOnlyKeys("parameters.eta");
        assertThat(changes.removed()).isEmpty();
        assertThat(changes.changed())
                .containsOnlyKeys("parameters.depth", "good.reason", "train.depth")
                .containsEntry("train.depth", new Change<>(Document.of(6), Document.of(7)));
        assertThat(first.changesTo(first).isEmpty()).isTrue();
    }
}
