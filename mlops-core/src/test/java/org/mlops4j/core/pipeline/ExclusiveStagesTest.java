// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.Race;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.StepOptions;

/** Stages that have something for themselves: one training at a time, over runs, pipelines and processes. */
@Timeout(60)
class ExclusiveStagesTest {

    private static final String[] NOBODY = {};
    private static final StepOptions TRAINING = StepOptions.defaults().exclusive("training");

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private final Pipeline slow = Pipeline.named("slow")
            .step("train", TRAINING, step -> {
                inside.countDown();
                goOn.await();
                return Document.of("slow");
            })
            .build();

    private static Pipeline quick(String name) {
        return Pipeline.named(name)
                .step("data", step -> Document.of(1))
                .step("train", TRAINING, step -> Document.of("quick"))
                .step("promote", step -> step.output("train"))
                .build();
    }

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    private PipelineRun find(String run) {
        return pipelines().find(run).orElseThrow();
    }

    /** {@return the thread in which the slow run is at work} */
    private Thread training() throws InterruptedException {
        Thread thread = new Thread(() -> pipelines().start(slow, Document.nothing()));
        thread.start();
        inside.await();
        return thread;
    }

    @Test
    void aRunWaitsForWhatAnotherHasAndGoesOnOnceItIsFree() throws Exception {
        Thread training = training();
        PipelineRun waiting = pipelines().start(quick("q"), Document.nothing());
        assertThat(waiting.status()).isEqualTo(Status.WAITING);
        assertThat(waiting.due()).isNull();
        assertThat(waiting.stage("train").orElseThrow().state()).isEqualTo(State.WAITING);
        assertThat(waiting.stage("train").orElseThrow().attempts()).isEmpty();
        long entries = store.mlops().audit().verify();
        assertThat(pipelines().resumeAll(quick("q"))).isEmpty();
        assertThat(pipelines().resume(quick("q"), waiting.id())).isEqualTo(waiting);
        assertThat(store.mlops().audit().verify()).as("waiting writes nothing").isEqualTo(entries);

        goOn.countDown();
        training.join();
        assertThat(find(waiting.id()).due()).as("can go on").isNotNull();
        PipelineRun done = pipelines().resumeAll(quick("q")).get(0);
        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.stage("train").orElseThrow().attempt()).isOne();
        assertThat(store.mlops().audit().verify()).isPositive();
    }

    @Test
    void aRunThatIsCancelledLetsTheOthersHaveIt() throws Exception {
        Thread training = training();
        PipelineRun waiting = pipelines().start(quick("q"), Document.nothing());
        pipelines().cancel("slow-1", "takes too long");
        training.join();
        assertThat(pipelines().resume(quick("q"), waiting.id()).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aStageThatFailsLetsTheOthersHaveIt() {
        Pipeline failing = Pipeline.named("f")
                .step("train", TRAINING, step -> {
                    assertThat(pipelines().start(quick("q"), Document.nothing()).status())
                            .isEqualTo(Status.WAITING);
                    throw new IllegalStateException("no memory");
                })
                .build();
        assertThat(pipelines().start(failing, Document.nothing()).status()).isEqualTo(Status.FAILED);
        assertThat(pipelines().resumeAll(quick("q")))
                .extracting(PipelineRun::status)
                .containsExactly(Status.SUCCEEDED);
    }

    @Test
    void twoStagesOfOneRunTakeTurns() {
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Pipeline.Builder builder = Pipeline.named("p").concurrency(4);
        for (int i = 0; i < 4; i++) {
            builder.step("train-" + i, TRAINING.after(NOBODY), step -> {
                most.accumulateAndGet(together.incrementAndGet(), Math::max);
                together.decrementAndGet();
                return Document.nothing();
            });
        }
        PipelineRun run = pipelines().start(builder.build(), Document.nothing());
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(most).hasValue(1);
    }

    @Test
    void ofManyRunsInManyProcessesOneIsAtWorkAtATimeAndNoneIsForgotten() throws Exception {
        AtomicInteger together = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        List<Pipeline> pipelines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pipelines.add(Pipeline.named("p" + i)
                    .concurrency(1 + i % 2)
                    .step("data", StepOptions.defaults().after(NOBODY), step -> Document.of(1))
                    .step("train", TRAINING.after(NOBODY), step -> {
                        seen.add(together.incrementAndGet());
                        together.decrementAndGet();
                        return Document.nothing();
                    })
                    .build());
        }
        try (Mlops other = Mlops.builder()
                .directory(store.directory())
                .clock(store.clock())
                .open()) {
            List<Callable<Status>> runs = new ArrayList<>();
            for (int i = 0; i < 18; i++) {
                Mlops handle = i % 2 == 0 ? store.mlops() : other;
                Pipeline pipeline = pipelines.get(i % 6);
                runs.add(() ->
                        handle.pipelines().start(pipeline, Document.nothing()).status());
            }
            assertThat(Race.run(runs)).containsOnly(Status.SUCCEEDED, Status.WAITING);
            for (int round = 0; round < 18; round++) {
                other.pipelines().resumeAll(pipelines.toArray(Pipeline[]::new));
            }
        }
        assertThat(seen).hasSize(18).containsOnly(1);
        for (Pipeline pipeline : pipelines) {
            assertThat(pipelines().runs(pipeline.name()))
                    .allSatisfy(run -> assertThat(run.status()).isEqualTo(Status.SUCCEEDED));
        }
    }

    @Test
    void aWaitHasNothingForItself() {
        Pipeline.Builder builder = Pipeline.named("p");
        assertThatThrownBy(() -> builder.await("labels", TRAINING, Duration.ofHours(1), step -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'training'");
    }
}
