// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.lease.OwnersElsewhere;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.testkit.time.VirtualClock;

/** Two machines on one store: who falls silent loses its runs, and cannot write when it wakes up. */
class TakeoverTest {

    @TempDir
    Path directory;

    private final VirtualClock clock = VirtualClock.at("2026-03-03T12:00:00Z");
    private final OwnersElsewhere owners = new OwnersElsewhere();
    private final List<EmbeddedStores> stores = new ArrayList<>();
    private final CountDownLatch asleep = new CountDownLatch(1);
    private final CountDownLatch awake = new CountDownLatch(1);

    @AfterEach
    void close() {
        stores.forEach(EmbeddedStores::close);
    }

    private Pipelines machine(String name) {
        EmbeddedStores opened = EmbeddedStores.open(directory);
        stores.add(opened);
        return machine(name, opened, new Claims(owners.on(name, opened.metadata())));
    }

    private Pipelines machine(String name, EmbeddedStores opened, Claims claims) {
        return PipelineProcess.on(opened, opened.metadata(), RunClocks.of(clock))
                .pipelines(claims, Actor.of(name));
    }

    /** The step falls asleep the first time, and cannot be interrupted, as in a process that is stopped. */
    private Pipeline pipeline(String who) {
        return Pipeline.named("p")
                .step("data", step -> Document.of(who))
                .step("train", step -> {
                    if (step.attempt() == 1) {
                        asleep.countDown();
                        awake.await();
                    }
                    return Document.of(who + " at try " + step.attempt());
                })
                .build();
    }

    private FutureTask<PipelineRun> fallAsleep(Pipelines machine, String who) throws InterruptedException {
        FutureTask<PipelineRun> sleeping = new FutureTask<>(() -> machine.start(pipeline(who), Document.nothing()));
        new Thread(sleeping).start();
        asleep.await();
        return sleeping;
    }

    @Test
    void anotherMachineTakesOverAfterTheLeaseAndTheSleeperCannotWrite() throws Exception {
        Pipelines first = machine("first");
        Pipelines second = machine("second");
        FutureTask<PipelineRun> sleeping = fallAsleep(first, "first");

        assertThatThrownBy(() -> second.resume(pipeline("second"), "p-1")).isInstanceOf(ConflictException.class);
        owners.silence(14);
        assertThat(second.resumeAll(pipeline("second"))).isEmpty();
        owners.silence(1);
        PipelineRun done = second.resumeAll(pipeline("second")).get(0);
        awake.countDown();

        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.stage("data").orElseThrow().output()).isEqualTo(Document.of("first"));
        assertThat(done.stage("train").orElseThrow().output()).isEqualTo(Document.of("second at try 2"));
        assertThatThrownBy(sleeping::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("taken over");
        assertThat(second.find("p-1")).contains(done);
    }

    @Test
    void aClockThatGoesBackTakesNobodysRunAway() throws Exception {
        Pipelines first = machine("first");
        Pipelines second = machine("second");
        FutureTask<PipelineRun> sleeping = fallAsleep(first, "first");
        for (int days : new int[] {-3, 30}) {
            clock.advance(Duration.ofDays(days));
            assertThat(second.resumeAll(pipeline("second"))).as("%d days", days).isEmpty();
        }
        awake.countDown();
        assertThat(sleeping.get().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void whatWasCancelledElsewhereIsInterruptedAtTheNextLook() throws Exception {
        EmbeddedStores opened = EmbeddedStores.open(directory);
        stores.add(opened);
        Claims claims = new Claims(owners.on("first", opened.metadata()));
        Pipelines first = machine("first", opened, claims);
        FutureTask<PipelineRun> working = fallAsleep(first, "first");

        PipelineRun cancelled = machine("second").cancel("p-1", "no longer wanted");
        claims.interruptLost();

        assertThat(working.get()).isEqualTo(cancelled);
        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void aStageThatTakesItsProcessWithItEachTimeIsGivenUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<FutureTask<List<PipelineRun>>> dead = new ArrayList<>();
        for (int death = 1; death <= 5; death++) {
            CountDownLatch inside = new CountDownLatch(1);
            Pipeline deadly = Pipeline.named("p")
                    .step("train", step -> {
                        inside.countDown();
                        end.await();
                        return Document.nothing();
                    })
                    .build();
            Pipelines machine = machine("machine " + death);
            machine.resumeAll(deadly);
            owners.silence(15);
            FutureTask<List<PipelineRun>> task =
                    new FutureTask<>(() -> machine.find("p-1").isEmpty()
                            ? List.of(machine.start(deadly, Document.nothing()))
                            : machine.resumeAll(deadly));
            new Thread(task).start();
            inside.await();
            dead.add(task);
        }
        Pipeline harmless =
                Pipeline.named("p").step("train", step -> Document.of("well")).build();
        Pipelines last = machine("last machine");
        last.resumeAll(harmless);
        owners.silence(15);

        PipelineRun run = last.resumeAll(harmless).get(0);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.stage("train").orElseThrow().state()).isEqualTo(State.FAILED);
        assertThat(run.stage("train").orElseThrow().error()).isEqualTo("the process died in it 5 times in a row");
        assertThat(last.resume(harmless, "p-1").status()).isEqualTo(Status.SUCCEEDED);
        end.countDown();
        assertThatThrownBy(dead.remove(0)::get).cause().isInstanceOf(ConflictException.class);
        for (FutureTask<List<PipelineRun>> task : dead) {
            assertThat(task.get()).isEmpty();
        }
    }
}
