// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.testkit.crash.ChildJvm;

class SeveralProcessesTest {

    private static final int TIMES = 200;

    @TempDir
    private Path scratch;

    @Test
    void processesThatOpenAnEmptyDatabaseAtOnceLoseNoIncrement() throws IOException, InterruptedException {
        try (ChildJvm first = child(TIMES);
                ChildJvm second = child(TIMES)) {
            assertThat(first.nextLine()).isEqualTo("open");
            assertThat(second.nextLine()).isEqualTo("open");
            first.enter("");
            second.enter("");
            try (PostgresStores ours = TestServer.open(scratch)) {
                IncrementingWriter.increment(ours.metadata(), TIMES);
                assertThat(first.waitFor()).isZero();
                assertThat(second.waitFor()).isZero();
                long count = ours.metadata()
                        .read(r -> r.find("counter", "1").orElseThrow().body().whole());
                assertThat(count).isEqualTo(3L * TIMES);
                List<Change> changes = ours.metadata().read(r -> r.changes(0, 10_000));
                assertThat(changes)
                        .extracting(Change::sequence)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 3L * TIMES).boxed().toList());
            }
        }
    }

    @Test
    void aWaitIsEndedByACommitOfAnotherProcessLongBeforeTheNextPoll()
            throws IOException, InterruptedException, ExecutionException {
        int commits = 9;
        try (PostgresStores ours = TestServer.open(scratch);
                ChildJvm child = child(commits)) {
            assertThat(child.nextLine()).isEqualTo("open");
            // So that it listens already.
            assertThat(ours.metadata().await(0, Duration.ofMillis(1_500))).isZero();
            long start = System.nanoTime();
            CompletableFuture<Long> seen = CompletableFuture.supplyAsync(() -> waitFor(ours, commits));
            child.enter("");
            assertThat(seen.get()).isEqualTo(commits);
            // Each commit is a wait; with polls alone the last would come a second after the first at the earliest.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
            assertThat(child.waitFor()).isZero();
        }
    }

    private static long waitFor(PostgresStores stores, long commits) {
        try {
            long last = 0;
            while (last < commits) {
                last = stores.metadata().await(last, Duration.ofSeconds(30));
            }
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private ChildJvm child(int times) throws IOException {
        return ChildJvm.start(IncrementingWriter.class, TestServer.url(), TestServer.schema(scratch), "" + times);
    }
}
