// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.registry.ApprovalPolicy;

class BranchesTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private PipelineRun start(Pipeline pipeline) {
        return store.mlops().pipelines().start(pipeline, Document.nothing());
    }

    private static StepOptions after(String... stages) {
        return StepOptions.defaults().after(stages);
    }

    @Test
    void branchesRunSideBySideAndAJoinSeesThemAll() {
        CyclicBarrier both = new CyclicBarrier(2);
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(2)
                .step("data", step -> Document.of(10))
                .step("small", after("data"), step -> {
                    both.await(1, TimeUnit.MINUTES);
                    return Document.of(step.output("data").whole() + 1);
                })
                .step("large", after("data"), step -> {
                    both.await(1, TimeUnit.MINUTES);
                    return Document.of(step.output("data").whole() + 2);
                })
                .step("best", step -> Document.list(step.output("data"), step.output("small"), step.output("large")))
                .build();

        PipelineRun run = start(pipeline);

        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stage("best").orElseThrow().output())
                .isEqualTo(Document.list(Document.of(10), Document.of(11), Document.of(12)));
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("mlops4j-pipeline"))
                .allSatisfy(thread -> {
                    // It has nothing to do any more, but may not be gone yet.
                    thread.join(Duration.ofMinutes(1).toMillis());
                    assertThat(thread.isAlive()).isFalse();
                });
    }

    @Test
    void ofStagesThatCouldBeginThoseOfGreaterPriorityDoInTheOrderOfThePipelineIfEqual() {
        List<String> begun = new ArrayList<>();
        Pipeline.Builder builder = Pipeline.named("p");
        for (String stage : List.of("report:-1", "data:0", "train:7", "backfill:0", "evaluate:7")) {
            String name = stage.substring(0, stage.indexOf(':'));
            int priority = Integer.parseInt(stage.substring(name.length() + 1));
            builder.step(name, after().priority(priority), step -> {
                begun.add(name);
                return Document.nothing();
            });
        }

        start(builder.build());

        assertThat(begun).containsExactly("train", "evaluate", "data", "backfill", "report");
    }

    @Test
    void noMoreStagesAreAtWorkThanThePipelineLets() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Pipeline.Builder builder = Pipeline.named("p").concurrency(3);
        for (int i = 0; i < 20; i++) {
            builder.step("step-" + i, after(), step -> {
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                atWork.decrementAndGet();
                return Document.nothing();
            });
        }
        PipelineRun run = start(builder.build());
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stages()).hasSize(20).allMatch(PipelineRun.StageRecord::finished);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aStageSeesOnlyWhatItWaitedFor() {
        Pipeline pipeline = Pipeline.named("p")
                .step("one", step -> Document.of(1))
                .step("two", after(), step -> step.output("one"))
                .build();
        assertThat(start(pipeline).stage("two").orElseThrow().error()).contains("no stage 'one' has finished");
    }

    @Test
    void whenABranchFailsTheOthersEndAndNothingElseBegins() {
        CountDownLatch failed = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(2)
                .step("bad", after(), step -> {
                    failed.countDown();
                    throw new IOException("no disk");
                })
                .step("good", after(), step -> {
                    failed.await();
                    return Document.of("kept");
                })
                .step("join", step -> Document.nothing())
                .step("alone", after("good"), step -> Document.nothing())
                .build();

        PipelineRun run = start(pipeline);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.stage("bad").orElseThrow().state()).isEqualTo(State.FAILED);
        assertThat(run.stage("good").orElseThrow().output()).isEqualTo(Document.of("kept"));
        assertThat(run.stage("join")).isEmpty();
    }

    @Test
    void aBranchThatRestsDoesNotHoldTheOthers() {
        AtomicInteger calls = new AtomicInteger();
        Pipeline pipeline = Pipeline.named("p")
                .step("flaky", after().retry(RetryPolicy.attempts(2)), step -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IOException("no connection");
                    }
                    return Document.of("at last");
                })
                .step("steady", after(), step -> Document.of("done"))
                .build();

        PipelineRun waiting = start(pipeline);
        assertThat(waiting.status()).isEqualTo(Status.WAITING);
        assertThat(waiting.stage("steady").orElseThrow().finished()).isTrue();
        store.clock().advance(Duration.ofSeconds(1));
        assertThat(store.mlops().pipelines().resumeAll(pipeline))
                .extracting(PipelineRun::status)
                .containsExactly(Status.SUCCEEDED);
    }

    @Test
    void anApprovalThatComesWhileAnotherStageIsAtWorkIsNotLost() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch approved = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(2)
                .step("train", step -> Document.of("model"))
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("report", after("train"), step -> {
                    inside.countDown();
                    approved.await();
                    return Document.nothing();
                })
                .build();
        PipelineRun[] end = new PipelineRun[1];
        Thread owner = new Thread(() -> end[0] = start(pipeline));
        owner.start();
        inside.await();
        store.mlops().as(Actor.of("ben")).pipelines().approve("p-1", "looks right");
        approved.countDown();
        owner.join();
        assertThat(end[0].status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aStageCannotWaitForOneThatIsNotThere() {
        Pipeline.Builder builder = Pipeline.named("p").step("one", step -> Document.nothing());
        assertThatThrownBy(() -> builder.step("two", after("three"), step -> Document.nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'two'")
                .hasMessageContaining("'three'");
    }
}
