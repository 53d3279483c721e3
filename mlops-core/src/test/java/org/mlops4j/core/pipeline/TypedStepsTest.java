// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;

class TypedStepsTest {

    record Sources(String from) {}

    record Data(long rows, @Nullable String note) {}

    record Training(Data data, int depth, Optional<Double> rate) {}

    record Trained(int version, double auc) {}

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private static Pipeline pipeline() {
        return Pipeline.named("retrain")
                .step(
                        "data",
                        Sources.class,
                        (sources, step) -> new Data(sources.from().length(), null))
                .step(
                        "train",
                        Training.class,
                        (training, step) ->
                                new Trained(training.depth(), training.data().rows() / 10.0))
                .gate("good", step -> {
                    Trained trained = step.output("train", Trained.class);
                    return trained.auc() > 0.4
                            ? Verdict.pass("version " + trained.version(), Document.nothing())
                            : Verdict.fail("too bad", Document.nothing());
                })
                .build();
    }

    @Test
    void recordsGoFromStepToStepAndParametersFillTheRest() {
        Document parameters = Document.object().with("from", "events").with("depth", 6);

        PipelineRun run = store.mlops().pipelines().start(pipeline(), parameters);

        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stage("data").orElseThrow().output())
                .isEqualTo(Document.object().with("rows", 6));
        assertThat(run.stage("train").orElseThrow().output())
                .isEqualTo(Document.object().with("version", 6).with("auc", 0.6));
    }

    @Test
    void aMissingParameterFailsTheStepByName() {
        PipelineRun run =
                store.mlops().pipelines().start(pipeline(), Document.object().with("from", "events"));

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.stage("train").orElseThrow().error())
                .contains("component 'depth' of record Training: there is no such field");
    }

    @Test
    void whatWasSkippedIsNull() {
        record Report(@Nullable Data data, Optional<Data> again) {}
        Pipeline pipeline = Pipeline.named("report")
                .step("data", StepOptions.defaults().when(step -> false), step -> Document.of(1))
                .step("report", Report.class, (report, step) -> {
                    assertThat(report.data()).isNull();
                    assertThat(report.again()).isEmpty();
                    return new Data(0, "nothing to report");
                })
                .build();

        assertThat(store.mlops().pipelines().start(pipeline, Document.nothing()).status())
                .isEqualTo(Status.SUCCEEDED);
    }
}
