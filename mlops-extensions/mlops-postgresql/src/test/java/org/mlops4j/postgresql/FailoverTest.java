// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.PipelineWorker;
import org.mlops4j.testkit.crash.ChildJvm;

/**
 * Two machines work on one database. The owner of some runs dies, or is stopped and goes on later: the other machine
 * takes over once the lease has run out, and whatever the first one writes afterwards is refused.
 */
class FailoverTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The lease is 15 seconds and an idle machine takes over within 17; the others may be busy. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(45);

    @TempDir
    private Path scratch;

    @Test
    void theOtherMachineTakesOverAndWhoWakesUpIsRefused() throws Exception {
        whoWakesUpIsRefused(Duration.ZERO);
    }

    @Test
    @Tag("stress")
    void whoWakesUpAfterAMinuteIsRefused() throws Exception {
        whoWakesUpIsRefused(Duration.ofMinutes(1));
    }

    private void whoWakesUpIsRefused(Duration atLeastStopped) throws Exception {
        assumeTrue(ChildJvm.canStartElsewhere(), "needs a Linux that lets this user have a space of process numbers");
        try (Mlops second = SleepingPipeline.open(TestServer.open(scratch), scratch.resolve("second"), "second");
                ChildJvm first = elsewhere()) {
            awaitAsleep(first);
            first.signal("STOP");
            long stopped = System.nanoTime();
            List<PipelineRun> done = workUntilDone(second, "stopped");
            Duration rest = atLeastStopped.minusNanos(System.nanoTime() - stopped);
            second.metadata().await(Long.MAX_VALUE, rest.isNegative() ? Duration.ZERO : rest);
            first.signal("CONT");
            first.enter("");

            for (int i = 0; i < SleepingPipeline.RUNS; i++) {
                assertThat(first.nextLine()).startsWith("refused: ").contains("taken over");
            }
            assertThat(first.waitFor()).isZero();
            assertThat(second.pipelines().runs("p")).isEqualTo(done);
            for (PipelineRun run : done) {
                assertThat(second.metadata()
                                .read(reader -> reader.find(SleepingPipeline.EFFECT, run.id()))
                                .orElseThrow()
                                .body())
                        .isEqualTo(Document.of("second"));
            }
            assertThat(second.audit().verify()).isPositive();
        }
    }

    @Test
    void theOtherMachineTakesOverFromADeadOne() throws Exception {
        assumeTrue(ChildJvm.canStartElsewhere(), "needs a Linux that lets this user have a space of process numbers");
        try (Mlops second = SleepingPipeline.open(TestServer.open(scratch), scratch.resolve("second"), "second");
                ChildJvm first = elsewhere()) {
            awaitAsleep(first);
            first.kill();
            workUntilDone(second, "killed");
        }
    }

    private ChildJvm elsewhere() throws IOException {
        return ChildJvm.startElsewhere(
                SleepingPipeline.class,
                TestServer.url(),
                TestServer.schema(scratch),
                scratch.resolve("first").toString());
    }

    private static void awaitAsleep(ChildJvm first) throws IOException {
        for (int i = 0; i < SleepingPipeline.RUNS; i++) {
            first.awaitLine("asleep");
        }
    }

    private static List<PipelineRun> workUntilDone(Mlops mlops, String how) throws InterruptedException {
        long start = System.nanoTime();
        PipelineWorker worker =
                mlops.pipelines().work(SleepingPipeline.pipeline("second", FailoverTest::nobodySleepsHere));
        try {
            List<PipelineRun> runs = mlops.pipelines().runs("p");
            long seen = 0;
            while (!runs.stream().allMatch(run -> run.status().isFinal())
                    && System.nanoTime() - start < PATIENCE.toNanos()) {
                seen = mlops.metadata().await(seen, Duration.ofSeconds(1));
                runs = mlops.pipelines().runs("p");
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            System.out.println("taken over from a process that was " + how + " after " + taken.toMillis() + " ms");
            assertThat(runs).hasSize(SleepingPipeline.RUNS).allSatisfy(FailoverTest::assertTakenOver);
            assertThat(taken).isLessThan(TAKEN_OVER);
            return runs;
        } finally {
            worker.close();
        }
    }

    private static Object nobodySleepsHere() {
        throw new AssertionError("the first try was elsewhere");
    }

    private static void assertTakenOver(PipelineRun run) {
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.stage("data").orElseThrow().output()).isEqualTo(Document.of("first"));
        assertThat(run.stage("train").orElseThrow().output()).isEqualTo(Document.of("second at try 2"));
    }
}
