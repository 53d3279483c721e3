// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.error.RejectedException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;

class RetryTest {

    private static final RetryPolicy THREE_TRIES = RetryPolicy.attempts(3)
            .resting(Duration.ofMinutes(1), Duration.ofHours(1))
            .jitter(0);

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final AtomicInteger calls = new AtomicInteger();

    private PipelineRun start(Pipeline pipeline) {
        return store.mlops().pipelines().start(pipeline, Document.nothing());
    }

    private PipelineRun resume(Pipeline pipeline) {
        return store.mlops().pipelines().resume(pipeline, "p-1");
    }

    private Pipeline failing(int times) {
        return Pipeline.named("p")
                .step("data", step -> Document.of(1))
                .step("train", StepOptions.defaults().retry(THREE_TRIES), step -> {
                    if (calls.incrementAndGet() <= times) {
                        throw new IOException("no connection " + step.attempt());
                    }
                    return Document.of(step.attempt());
                })
                .build();
    }

    @Test
    void aStepThatFailsRestsInTheStoreAndIsTriedAgainWhenItsTimeHasCome() {
        Pipeline pipeline = failing(2);
        Instant began = store.clock().instant();

        PipelineRun waiting = start(pipeline);
        assertThat(waiting.status()).isEqualTo(Status.WAITING);
        assertThat(waiting.due()).isEqualTo(began.plusSeconds(60));
        store.reopen();
        assertThat(resume(pipeline)).isEqualTo(waiting);
        assertThat(calls).hasValue(1);

        store.clock().advance(Duration.ofMinutes(1));
        assertThat(resume(pipeline).due()).isEqualTo(began.plusSeconds(60 + 120));
        store.clock().advance(Duration.ofMinutes(2));
        PipelineRun done = resume(pipeline);

        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.due()).isNull();
        StageRecord train = done.stage("train").orElseThrow();
        assertThat(train.output()).isEqualTo(Document.of(3));
        assertThat(train.attempts())
                .allSatisfy(attempt -> assertThat(attempt.cpu()).isNotNull())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("cpu")
                .containsExactly(
                        new Attempt(1, began, began, "java.io.IOException: no connection 1"),
                        new Attempt(
                                2,
                                began.plusSeconds(60),
                                began.plusSeconds(60),
                                "java.io.IOException: no connection 2"),
                        new Attempt(3, began.plusSeconds(180), began.plusSeconds(180), null));
        assertThat(store.mlops().audit().verify()).isPositive();
    }

    @Test
    void aClockThatGoesBackTriesNothingAgainBeforeItsTime() {
        Pipeline pipeline = failing(1);
        PipelineRun waiting = start(pipeline);
        for (int i = 0; i < 3; i++) {
            store.clock().advance(Duration.ofDays(-1));
            assertThat(store.mlops().pipelines().resumeAll(pipeline)).isEmpty();
        }
        assertThat(store.mlops().pipelines().find("p-1")).contains(waiting);
        assertThat(calls).hasValue(1);
        store.clock().advance(Duration.ofDays(3).plusMinutes(1));
        assertThat(resume(pipeline).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(calls).hasValue(2);
    }

    @Test
    void whenAllTriesFailedTheRunHasFailedAndResumingItBeginsAnewRound() {
        Pipeline pipeline = failing(4);
        start(pipeline);
        for (int hour = 0; hour < 2; hour++) {
            store.clock().advance(Duration.ofHours(1));
            resume(pipeline);
        }
        assertThat(store.mlops().pipelines().find("p-1").orElseThrow().status()).isEqualTo(Status.FAILED);
        assertThat(store.mlops().pipelines().resumeAll(pipeline)).isEmpty();

        assertThat(resume(pipeline).status()).isEqualTo(Status.WAITING);
        store.clock().advance(Duration.ofHours(1));
        assertThat(resume(pipeline).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(calls).hasValue(5);
    }

    @Test
    void aGateThatThrowsIsTriedAgainAndOneThatSaysNoIsNot() {
        Pipeline pipeline = Pipeline.named("p")
                .gate("good", StepOptions.defaults().retry(THREE_TRIES), step -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IOException("no connection");
                    }
                    return Verdict.fail("worse", Document.nothing());
                })
                .build();
        assertThat(start(pipeline).status()).isEqualTo(Status.WAITING);
        store.clock().advance(Duration.ofMinutes(1));
        assertThat(resume(pipeline).status()).isEqualTo(Status.REJECTED);
        assertThat(calls).hasValue(2);
    }

    @Test
    void aStepThatTakesTooLongIsInterruptedAndTheErrorNamesItAndItsLimit() {
        Pipeline pipeline = Pipeline.named("p")
                .step("train", StepOptions.defaults().timeout(Duration.ofMillis(20)), RetryTest::forEver)
                .build();

        PipelineRun run = start(pipeline);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.stage("train").orElseThrow().error())
                .isEqualTo("step 'train' ran longer than its limit of PT0.02S and was interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aResultThatComesAfterTheLimitDoesNotCount() {
        Pipeline pipeline = Pipeline.named("p")
                .step(
                        "train",
                        StepOptions.defaults().timeout(Duration.ofMillis(20)).retry(THREE_TRIES),
                        step -> {
                            if (step.attempt() > 1) {
                                return Document.of("in time");
                            }
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            return Document.of("too late");
                        })
                .build();

        PipelineRun run = start(pipeline);
        assertThat(run.status()).isEqualTo(Status.WAITING);
        store.clock().advance(Duration.ofMinutes(1));
        assertThat(resume(pipeline).stage("train").orElseThrow().output()).isEqualTo(Document.of("in time"));
    }

    @Test
    void aStepSeesItsConditionAndIsSkippedIfThatDoesNotHold() {
        Pipeline pipeline = Pipeline.named("p")
                .step("data", step -> Document.of(7))
                .step(
                        "clean",
                        StepOptions.defaults().when(step -> step.output("data").whole() > 100),
                        step -> Document.of(calls.incrementAndGet()))
                .step("train", step -> step.find("clean").orElse(step.output("data")))
                .build();

        PipelineRun run = start(pipeline);

        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stage("clean").orElseThrow().state()).isEqualTo(State.SKIPPED);
        assertThat(run.stage("train").orElseThrow().output()).isEqualTo(Document.of(7));
        assertThat(calls).hasValue(0);
    }

    @Test
    void aRunThatIsCancelledInterruptsItsStepAndStoresNothingMore() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("p")
                .step("train", step -> {
                    inside.countDown();
                    return forEver(step);
                })
                .step("promote", step -> Document.of(calls.incrementAndGet()))
                .build();
        PipelineRun[] seen = new PipelineRun[1];
        Thread owner = new Thread(() -> seen[0] = start(pipeline));
        owner.start();
        inside.await();

        PipelineRun cancelled = store.mlops().pipelines().cancel("p-1", "wrong data");
        owner.join();

        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
        assertThat(seen[0]).isEqualTo(cancelled);
        assertThat(resume(pipeline)).isEqualTo(cancelled);
        assertThat(calls).hasValue(0);
        assertThatThrownBy(() -> store.mlops().pipelines().cancel("p-1", "again"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("CANCELLED");
        assertThat(store.mlops().audit().about("p-1"))
                .filteredOn(entry -> entry.action().equals("pipeline.cancel"))
                .singleElement()
                .matches(entry -> entry.reason().equals("wrong data"));
    }

    @Test
    void codeOfAnotherVersionDoesNotGoOnWithARun() {
        Pipeline old = Pipeline.named("p")
                .step("train", StepOptions.defaults().version("3").retry(THREE_TRIES), step -> {
                    throw new IOException("no connection");
                })
                .build();
        Pipeline changed = Pipeline.named("p")
                .step("train", StepOptions.defaults().version("4"), step -> Document.of(4))
                .build();
        start(old);
        store.clock().advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> resume(changed))
                .hasMessageContaining("version 3")
                .hasMessageContaining("version 4");
        assertThat(store.mlops().pipelines().resumeAll(changed)).isEmpty();
        assertThat(store.mlops().pipelines().resumeAll(old)).hasSize(1);
    }

    private static Document forEver(StepContext step) throws InterruptedException {
        new CountDownLatch(1).await();
        return Document.nothing();
    }
}
