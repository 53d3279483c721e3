// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineDrawing;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.StepOptions;

class WaitTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final List<Instant> looks = new ArrayList<>();
    private Optional<Document> arrived = Optional.empty();

    private Optional<Document> look(StepContext step) throws IOException {
        looks.add(store.clock().instant());
        assertThat(step.output("data")).isEqualTo(Document.of(1));
        return arrived;
    }

    private Pipeline pipeline(int concurrency) {
        return Pipeline.named("p")
                .concurrency(concurrency)
                .step("data", step -> Document.of(1))
                .await("labels", HOUR, this::look)
                .step("train", step -> step.output("labels"))
                .build();
    }

    private PipelineRun later(Pipeline pipeline, Duration time) {
        store.clock().advance(time);
        store.mlops().pipelines().resumeAll(pipeline);
        return store.mlops().pipelines().find("p-1").orElseThrow();
    }

    @Test
    void aWaitLooksAgainAndAgainHoldsNoThreadAndSurvivesTheProcess() {
        Pipeline pipeline = pipeline(1);
        Instant began = store.clock().instant();
        PipelineRun waiting = store.mlops().pipelines().start(pipeline, Document.nothing());
        assertThat(waiting.status()).isEqualTo(Status.WAITING);
        assertThat(waiting.due()).isEqualTo(began.plus(HOUR));

        store.reopen();
        assertThat(later(pipeline, Duration.ofMinutes(59)).due()).isEqualTo(began.plus(HOUR));
        assertThat(later(pipeline, Duration.ofMinutes(1)).due()).isEqualTo(began.plus(HOUR.multipliedBy(2)));
        assertThat(looks).containsExactly(began, began.plus(HOUR));
        assertThat(PipelineDrawing.of(
                                pipeline, store.mlops().pipelines().find("p-1").orElseThrow())
                        .toText())
                .contains("waiting until " + began.plus(HOUR.multipliedBy(2)));

        arrived = Optional.of(Document.of("labels"));
        PipelineRun done = later(pipeline, HOUR);
        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.stage("train").orElseThrow().output()).isEqualTo(Document.of("labels"));
        StageRecord wait = done.stage("labels").orElseThrow();
        assertThat(wait.attempts()).hasSize(1);
        assertThat(wait.attempts().get(0).started()).isEqualTo(began);
        assertThat(wait.attempts().get(0).ended()).isEqualTo(began.plus(HOUR.multipliedBy(2)));
        assertThat(looks).hasSize(3);
    }

    @Test
    void aClockThatGoesBackMakesAWaitLongerAndNeverLooksTwice() {
        Pipeline pipeline = pipeline(1);
        Instant began = store.clock().instant();
        store.mlops().pipelines().start(pipeline, Document.nothing());
        for (int i = 0; i < 3; i++) {
            assertThat(later(pipeline, Duration.ofDays(-1)).due()).isEqualTo(began.plus(HOUR));
        }
        assertThat(looks).containsExactly(began);
        arrived = Optional.of(Document.of("labels"));
        PipelineRun done = later(pipeline, Duration.ofDays(3).plus(HOUR));
        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(looks).containsExactly(began, began.plus(HOUR));
    }

    @Test
    void otherStagesGoOnBesideAWait() {
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(2)
                .step("data", step -> Document.of(1))
                .await("labels", HOUR, this::look)
                .step("report", StepOptions.defaults().after("data"), step -> Document.of("report"))
                .step("train", step -> step.output("labels"))
                .build();

        PipelineRun waiting = store.mlops().pipelines().start(pipeline, Document.nothing());
        assertThat(waiting.status()).isEqualTo(Status.WAITING);
        assertThat(waiting.stage("report").orElseThrow().state()).isEqualTo(State.FINISHED);

        arrived = Optional.of(Document.nothing());
        assertThat(later(pipeline, HOUR).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(looks).hasSize(2);
    }

    @Test
    void aLookThatFailsIsTriedAgainAsOftenAsItMay() {
        RetryPolicy twice = RetryPolicy.attempts(2).resting(HOUR, HOUR).jitter(0);
        Pipeline pipeline = Pipeline.named("p")
                .await("file", StepOptions.defaults().retry(twice), HOUR, step -> {
                    looks.add(store.clock().instant());
                    if (looks.size() == 2) {
                        throw new IOException("the share is away");
                    }
                    return looks.size() < 4 ? Optional.empty() : Optional.of(Document.of("here"));
                })
                .build();

        store.mlops().pipelines().start(pipeline, Document.nothing());
        StageRecord failed = later(pipeline, HOUR).stage("file").orElseThrow();
        assertThat(failed.error()).contains("the share is away");
        assertThat(failed.state()).isEqualTo(State.WAITING);
        assertThat(later(pipeline, HOUR).status()).isEqualTo(Status.WAITING);
        PipelineRun done = later(pipeline, HOUR);
        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.stage("file").orElseThrow().attempts()).hasSize(2);
    }

    @Test
    void aRunThatWaitsCanBeCancelled() {
        Pipeline pipeline = pipeline(1);
        store.mlops().pipelines().start(pipeline, Document.nothing());

        store.mlops().pipelines().cancel("p-1", "the labels will never come");

        assertThat(later(pipeline, HOUR).status()).isEqualTo(Status.CANCELLED);
        assertThat(looks).hasSize(1);
    }

    @Test
    void aWaitThatNeverRestsIsRefused() {
        assertThatThrownBy(() -> Pipeline.named("p").await("labels", Duration.ZERO, step -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'labels'");
    }
}
