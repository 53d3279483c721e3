// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
 * Two machines work on one database. The owner of a run dies, or is stopped and goes on later: the other machine takes
 * over once the lease has run out, and what the first one writes afterwards is refused.
 */
class FailoverTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
            first.awaitLine("asleep");
            first.signal("STOP");
            long stopped = System.nanoTime();
            PipelineRun done = workUntilDone(second, "stopped");
            Duration rest = atLeastStopped.minusNanos(System.nanoTime() - stopped);
            second.metadata().await(Long.MAX_VALUE, rest.isNegative() ? Duration.ZERO : rest);
            first.signal("CONT");
            first.enter("");

            assertThat(first.nextLine()).startsWith("refused: ").contains("taken over");
            assertThat(first.waitFor()).isZero();
            assertThat(second.pipelines().find("p-1")).contains(done);
            assertThat(second.audit().verify()).isPositive();
        }
    }

    @Test
    void theOtherMachineTakesOverFromADeadOne() throws Exception {
        assumeTrue(ChildJvm.canStartElsewhere(), "needs a Linux that lets this user have a space of process numbers");
        try (Mlops second = SleepingPipeline.open(TestServer.open(scratch), scratch.resolve("second"), "second");
                ChildJvm first = elsewhere()) {
            first.awaitLine("asleep");
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

    private static PipelineRun workUntilDone(Mlops mlops, String how) throws InterruptedException {
        long start = System.nanoTime();
        PipelineWorker worker = mlops.pipelines().work(SleepingPipeline.pipeline("second"));
        try {
            PipelineRun run = find(mlops);
            long seen = 0;
            while (!run.status().isFinal() && System.nanoTime() - start < PATIENCE.toNanos()) {
                seen = mlops.metadata().await(seen, Duration.ofSeconds(1));
                run = find(mlops);
            }
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            System.out.println("taken over from a process that was " + how + " after " + millis + " ms");
            assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(run.stage("data").orElseThrow().output()).isEqualTo(Document.of("first"));
            assertThat(run.stage("train").orElseThrow().output()).isEqualTo(Document.of("second at try 2"));
            return run;
        } finally {
            worker.close();
        }
    }

    private static PipelineRun find(Mlops mlops) {
        return mlops.pipelines().find("p-1").orElseThrow();
    }
}
