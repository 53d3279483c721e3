// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.PipelineWorker;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.spi.MetadataReader;

class WorkerTest {

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).actor(Actor.of("ana")).open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private PipelineRun await(String run, Status status) throws InterruptedException {
        while (true) {
            long change = mlops.metadata().read(MetadataReader::lastChange);
            PipelineRun now = mlops.pipelines().find(run).orElseThrow();
            if (now.status() == status) {
                return now;
            }
            assertThat(mlops.metadata().await(change, Duration.ofMinutes(1)))
                    .as("%s", now)
                    .isGreaterThan(change);
        }
    }

    @Test
    void aWorkerCarriesOnWhatWasApprovedAndWhatRested() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        StepOptions twice = StepOptions.defaults()
                .retry(RetryPolicy.attempts(2).resting(Duration.ofMillis(1), Duration.ofMillis(1)));
        Pipeline pipeline = Pipeline.named("p")
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("promote", twice, step -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IOException("no connection");
                    }
                    return Document.nothing();
                })
                .build();
        try (PipelineWorker worker = mlops.pipelines().work(pipeline)) {
            assertThat(worker).isNotNull();
            PipelineRun waiting = mlops.pipelines().start(pipeline, Document.nothing());
            assertThat(waiting.status()).isEqualTo(Status.WAITING);
            mlops.as(Actor.of("ben")).pipelines().approve(waiting.id(), "looks right");
            assertThat(await(waiting.id(), Status.SUCCEEDED)
                            .stage("promote")
                            .orElseThrow()
                            .attempt())
                    .isEqualTo(2);
        }
    }

    @Test
    void aClosedWorkerLaysItsRunDownForTheNext() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Pipeline endless = Pipeline.named("p")
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("train", step -> {
                    inside.countDown();
                    new CountDownLatch(1).await();
                    return Document.nothing();
                })
                .build();
        Pipeline quick = Pipeline.named("p")
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("train", step -> Document.of(step.attempt()))
                .build();
        PipelineRun waiting = mlops.pipelines().start(endless, Document.nothing());
        mlops.as(Actor.of("ben")).pipelines().approve(waiting.id(), "looks right");

        PipelineWorker worker = mlops.pipelines().work(endless);
        inside.await();
        worker.close();
        worker.close();

        PipelineRun laidDown = mlops.pipelines().find(waiting.id()).orElseThrow();
        assertThat(laidDown.status()).isEqualTo(Status.WAITING);
        assertThat(laidDown.stage("train").orElseThrow().state()).isEqualTo(State.WAITING);
        assertThat(laidDown.stage("train").orElseThrow().error()).isEqualTo("the worker was closed");
        try (PipelineWorker next = mlops.pipelines().work(quick)) {
            assertThat(next).isNotNull();
            assertThat(await(waiting.id(), Status.SUCCEEDED)
                            .stage("train")
                            .orElseThrow()
                            .output())
                    .isEqualTo(Document.of(2));
        }
    }

    @Test
    void noThreadOutlivesTheStore() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(2)
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("train", StepOptions.defaults().timeout(Duration.ofHours(1)), step -> {
                    inside.countDown();
                    new CountDownLatch(1).await();
                    return Document.nothing();
                })
                .build();
        mlops.pipelines().start(pipeline, Document.nothing());
        mlops.as(Actor.of("ben")).pipelines().approve("p-1", "looks right");
        mlops.pipelines().work(pipeline);
        inside.await();

        mlops.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("mlops4j"));
        Mlops closed = mlops;
        assertThatThrownBy(closed::pipelines).isInstanceOf(IllegalStateException.class);
        open();
        assertThat(mlops.pipelines().find("p-1").orElseThrow().status()).isEqualTo(Status.WAITING);
    }
}
