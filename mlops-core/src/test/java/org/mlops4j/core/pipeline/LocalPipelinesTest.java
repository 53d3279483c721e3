// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.Race;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.search.Page;

class LocalPipelinesTest {

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

    private PipelineRun start(Pipeline pipeline) {
        return mlops.pipelines().start(pipeline, Document.nothing());
    }

    private PipelineRun approveAs(String actor, String run) {
        return mlops.as(Actor.of(actor)).pipelines().approve(run, "looks right");
    }

    @Test
    void stagesSeeTheOutputsOfThoseBeforeAndNoOthers() {
        Pipeline pipeline = Pipeline.named("p")
                .step("nothing", step -> Document.nothing())
                .step("two", step -> Document.list(step.output("nothing"), step.parameters()))
                .step("three", step -> step.output("four"))
                .build();

        PipelineRun run = mlops.pipelines().start(pipeline, Document.of("parameters"));

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.stage("nothing").orElseThrow().finished()).isTrue();
        assertThat(run.stage("two").orElseThrow().output())
                .isEqualTo(Document.list(Document.nothing(), Document.of("parameters")));
        assertThat(run.stage("three").orElseThrow().error()).contains("no stage 'four' has finished");
        assertThat(mlops.pipelines().find(run.id())).contains(run);
    }

    @Test
    void aFailedStepIsTriedAgainByResumeAndFinishedOnesAreNot() {
        AtomicInteger first = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean(true);
        Pipeline pipeline = Pipeline.named("p")
                .step("first", step -> Document.of(first.incrementAndGet()))
                .step("second", step -> {
                    if (broken.get()) {
                        throw new IOException("no disk");
                    }
                    return step.output("first");
                })
                .build();

        PipelineRun failed = start(pipeline);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.stage("second").orElseThrow().error()).isEqualTo("java.io.IOException: no disk");
        broken.set(false);
        PipelineRun done = mlops.pipelines().resume(pipeline, failed.id());

        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.stage("second").orElseThrow().attempt()).isEqualTo(2);
        assertThat(done.stage("second").orElseThrow().error()).isNull();
        assertThat(first).hasValue(1);
        assertThat(mlops.pipelines().resume(pipeline, failed.id())).isEqualTo(done);
    }

    @Test
    void aStepThatGivesNullFails() {
        PipelineRun run = start(Pipeline.named("p").step("one", step -> null).build());
        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.stage("one").orElseThrow().error()).contains("Document.nothing()");
    }

    @Test
    void anErrorIsStoredAndThrownOn() {
        Pipeline pipeline = Pipeline.named("p")
                .step("one", step -> {
                    throw new StackOverflowError("deep");
                })
                .build();
        assertThatThrownBy(() -> start(pipeline)).isInstanceOf(StackOverflowError.class);
        assertThat(mlops.pipelines().runs("p")).extracting(PipelineRun::status).containsExactly(Status.FAILED);
    }

    @Test
    void anInterruptedStepFailsAndTheFlagStays() {
        Pipeline pipeline = Pipeline.named("p")
                .step("one", step -> {
                    throw new InterruptedException();
                })
                .build();
        PipelineRun run = start(pipeline);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aGateThatDoesNotPassEndsTheRunWithItsVerdict() {
        AtomicInteger promoted = new AtomicInteger();
        Document evidence = Document.object().with("auc", 0.61).with("champion", Double.NaN);
        for (Verdict verdict : List.of(
                Verdict.fail("worse", evidence), new Verdict(Verdict.Outcome.INCONCLUSIVE, "too few rows", evidence))) {
            Pipeline pipeline = Pipeline.named("p")
                    .gate("not-worse", step -> verdict)
                    .step("promote", step -> Document.of(promoted.incrementAndGet()))
                    .build();
            PipelineRun run = start(pipeline);

            assertThat(run.status()).isEqualTo(Status.REJECTED);
            assertThat(Verdict.from(run.stage("not-worse").orElseThrow().output()))
                    .isEqualTo(verdict);
            assertThat(mlops.pipelines().resume(pipeline, run.id())).isEqualTo(run);
        }
        assertThat(promoted).hasValue(0);
        Pipeline lucky = Pipeline.named("p")
                .gate("no-champion", s -> new Verdict(Verdict.Outcome.RUBBER_STAMPED, "none yet", Document.nothing()))
                .build();
        assertThat(start(lucky).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void anApprovalHoldsNoThreadSurvivesReopeningAndNeedsOtherPeople() {
        Pipeline pipeline = Pipeline.named("p")
                .step("train", step -> Document.of("v1"))
                .approval("sign-off", ApprovalPolicy.of(2))
                .step(
                        "promote",
                        step -> Document.of(step.output("sign-off").list().size()))
                .build();
        PipelineRun waiting = start(pipeline);
        assertThat(waiting.status()).isEqualTo(Status.WAITING);
        mlops.close();
        open();

        assertThatThrownBy(() -> approveAs("ana", waiting.id()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("started pipeline run");
        approveAs("ben", waiting.id());
        assertThatThrownBy(() -> approveAs("ben", waiting.id()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("already");
        long entries = mlops.audit().verify();
        assertThat(mlops.pipelines().resume(pipeline, waiting.id()).status()).isEqualTo(Status.WAITING);
        assertThat(mlops.audit().verify()).isEqualTo(entries);

        approveAs("cleo", waiting.id());
        PipelineRun done = mlops.pipelines().resume(pipeline, waiting.id());

        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.stage("promote").orElseThrow().output()).isEqualTo(Document.of(2));
        assertThat(done.stage("sign-off").orElseThrow().output().list())
                .extracting(a -> a.get("actor").text())
                .containsExactly("ben", "cleo");
        assertThatThrownBy(() -> approveAs("dora", waiting.id()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("SUCCEEDED");
        assertThat(mlops.audit().verify()).isPositive();
    }

    @Test
    void anApprovalByARoleWaitsForWhoHasIt() {
        Pipeline pipeline = Pipeline.named("p")
                .approval("sign-off", ApprovalPolicy.of(1).by("ml-lead"))
                .build();
        PipelineRun waiting = start(pipeline);
        assertThatThrownBy(() -> approveAs("ben", waiting.id()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("has not the role")
                .hasMessageContaining("1 approval by ml-lead");
        mlops.governance().roles().grant("ml-lead", Actor.of("ben"), "");
        approveAs("ben", waiting.id());
        assertThat(mlops.pipelines().resume(pipeline, waiting.id()).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aPipelineWithOtherStagesOrAnEasierPolicyIsNotResumed() {
        PipelineRun waiting =
                start(Pipeline.named("p").approval("a", ApprovalPolicy.of(2)).build());
        for (Pipeline other : List.of(
                Pipeline.named("p").approval("b", ApprovalPolicy.of(2)).build(),
                Pipeline.named("p").approval("a", ApprovalPolicy.of(1)).build(),
                Pipeline.named("p").step("a", step -> Document.nothing()).build(),
                Pipeline.named("q").approval("a", ApprovalPolicy.of(2)).build())) {
            assertThatThrownBy(() -> mlops.pipelines().resume(other, waiting.id()))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining(waiting.id());
        }
        assertThatThrownBy(() -> mlops.pipelines()
                        .resume(
                                Pipeline.named("p")
                                        .approval("a", ApprovalPolicy.of(2))
                                        .build(),
                                "p-9"))
                .isInstanceOf(NotFoundException.class);
        assertThat(mlops.pipelines().find("../p\0")).isEmpty();
    }

    @Test
    void aRunInTheHandsOfAThreadIsNotTakenFromIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("p")
                .step("slow", step -> {
                    inside.countDown();
                    goOn.await();
                    return Document.nothing();
                })
                .build();
        try (Mlops other = Mlops.open(directory)) {
            Thread thread = new Thread(() -> start(pipeline));
            thread.start();
            inside.await();
            for (Mlops handle : List.of(mlops, mlops.as(Actor.of("ben")), other)) {
                assertThatThrownBy(() -> handle.pipelines().resume(pipeline, "p-1"))
                        .isInstanceOf(ConflictException.class);
            }
            goOn.countDown();
            thread.join();
            assertThat(other.pipelines().find("p-1").orElseThrow().status()).isEqualTo(Status.SUCCEEDED);
        }
    }

    @Test
    void ofManyWhoResumeOneRunExactlyOneDoesTheWork() throws Exception {
        AtomicInteger work = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean(true);
        Pipeline pipeline = Pipeline.named("p")
                .step("one", step -> {
                    if (broken.get()) {
                        throw new IllegalStateException("not yet");
                    }
                    return Document.of(work.incrementAndGet());
                })
                .build();
        try (Mlops other = Mlops.open(directory)) {
            for (int round = 1; round <= 10; round++) {
                broken.set(true);
                PipelineRun failed = start(pipeline);
                broken.set(false);
                List<Callable<Boolean>> works = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    Mlops handle = i % 2 == 0 ? mlops : other;
                    works.add(() -> resumes(handle, pipeline, failed.id()));
                }
                assertThat(Race.run(works)).contains(true);
                assertThat(work).as("round %d", round).hasValue(round);
            }
        }
    }

    private static boolean resumes(Mlops handle, Pipeline pipeline, String run) {
        try {
            return handle.pipelines().resume(pipeline, run).status() == Status.SUCCEEDED;
        } catch (ConflictException e) {
            return false;
        }
    }

    @Test
    void runsAreListedNewestFirst() {
        Pipeline pipeline =
                Pipeline.named("p").step("one", step -> Document.nothing()).build();
        for (int i = 0; i < 11; i++) {
            start(pipeline);
        }
        assertThat(mlops.pipelines().runs("p"))
                .extracting(PipelineRun::id)
                .startsWith("p-11", "p-10", "p-9")
                .hasSize(11);
        assertThat(mlops.pipelines().runs("q")).isEmpty();
    }

    @Test
    void runsComeInPagesThatNewRunsDoNotMove() {
        Pipeline pipeline =
                Pipeline.named("p").step("one", step -> Document.nothing()).build();
        for (int i = 0; i < 11; i++) {
            start(pipeline);
        }
        Page<PipelineRun> first = mlops.pipelines().runs("p", 6, null);
        start(pipeline);
        Page<PipelineRun> second = mlops.pipelines().runs("p", 6, first.next());
        assertThat(first.items())
                .extracting(PipelineRun::id)
                .containsExactly("p-11", "p-10", "p-9", "p-8", "p-7", "p-6");
        assertThat(second.items()).extracting(PipelineRun::id).containsExactly("p-5", "p-4", "p-3", "p-2", "p-1");
        assertThat(second.next()).isNull();
        assertThat(mlops.pipelines().runs("p", 12, null).next()).isNull();
        assertThatThrownBy(() -> mlops.pipelines().runs("p", 0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mlops.pipelines().runs("p", 5, "p-6"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'p-6'");
    }
}
