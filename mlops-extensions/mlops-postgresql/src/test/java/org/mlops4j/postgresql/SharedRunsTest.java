// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.testkit.crash.ChildJvm;

/** Several processes work on many runs in one database at the same time. */
class SharedRunsTest {

    private static final int RUNS = 16;

    @TempDir
    private Path scratch;

    @Test
    @Timeout(180)
    void eachRunIsCarriedOnByOneOfThem() throws Exception {
        try (Mlops mlops = SleepingPipeline.open(TestServer.open(scratch), scratch.resolve("main"), "ana")) {
            Mlops reviewer = mlops.as(Actor.of("ben"));
            for (int i = 0; i < RUNS; i++) {
                PipelineRun run = mlops.pipelines().start(SharedPipeline.pipeline(), Document.nothing());
                reviewer.pipelines().approve(run.id(), "go");
            }
            List<List<String>> done = workTogether(mlops);
            List<String> all = done.stream().flatMap(List::stream).toList();
            assertThat(all).hasSize(2 * RUNS).doesNotHaveDuplicates();
            assertThat(done)
                    .as("what each did")
                    .allSatisfy(one -> assertThat(one).isNotEmpty());
            assertThat(mlops.audit().verify()).isPositive();
        }
    }

    /** {@return the steps that each process did} */
    private List<List<String>> workTogether(Mlops mlops) throws Exception {
        try (ChildJvm one = worker("one");
                ChildJvm other = worker("other")) {
            List<ChildJvm> workers = List.of(one, other);
            for (ChildJvm worker : workers) {
                worker.awaitLine("ready");
            }
            for (ChildJvm worker : workers) {
                worker.enter("begin");
            }
            awaitAllDone(mlops);
            List<List<String>> done = new ArrayList<>();
            for (ChildJvm worker : workers) {
                worker.enter("end");
                done.add(lines(worker));
            }
            return done;
        }
    }

    private ChildJvm worker(String name) throws IOException {
        return ChildJvm.start(
                SharedPipeline.class,
                TestServer.url(),
                TestServer.schema(scratch),
                scratch.resolve(name).toString(),
                name);
    }

    private static void awaitAllDone(Mlops mlops) throws InterruptedException {
        long seen = 0;
        while (!mlops.pipelines().runs("shared").stream().allMatch(run -> run.status() == Status.SUCCEEDED)) {
            seen = mlops.metadata().await(seen, Duration.ofSeconds(1));
        }
    }

    private static List<String> lines(ChildJvm worker) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = worker.nextLine(); line != null; line = worker.nextLine()) {
            lines.add(line);
        }
        return lines;
    }
}
