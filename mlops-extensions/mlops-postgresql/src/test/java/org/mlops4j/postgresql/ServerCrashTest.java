// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;

/** Kills the server under running writers: what was acknowledged is there, and the same stores work on. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServerCrashTest {

    private static final int ROUNDS = Integer.getInteger("mlops.crash.server.rounds", 1);
    private static final int WRITERS = 3;
    private static final int TURNS = 20;

    @TempDir
    private Path scratch;

    private final AtomicLong turns = new AtomicLong();
    private final Set<Long> begun = new ConcurrentSkipListSet<>();
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final Set<String> failures = new ConcurrentSkipListSet<>();

    @Test
    void whatWasAcknowledgedIsThereAndTheStoresWorkAgain() throws Exception {
        Path data = scratch.resolve("data");
        EmbeddedPostgres server = start(data, 0);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (HikariDataSource pool =
                        TestServer.pool(server.getJdbcUrl("postgres", "postgres"), 10, Duration.ofSeconds(1));
                PostgresStores stores = PostgresStores.open(pool)) {
            Turns.prepare(stores);
            for (int round = 0; round < ROUNDS; round++) {
                AtomicBoolean stop = new AtomicBoolean();
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    writers.add(threads.submit(() -> writeUntil(stop, stores)));
                }
                awaitTurns(acknowledged.size() + TURNS);
                kill(data);
                server.close();
                server = start(data, server.getPort());
                awaitTurns(acknowledged.size() + TURNS);
                stop.set(true);
                for (Future<?> writer : writers) {
                    writer.get();
                }
                Turns.verify(stores, acknowledged, begun);
            }
        } finally {
            threads.shutdownNow();
            server.close();
        }
        assertThat(failures).as("the kills must hit writes").isNotEmpty();
    }

    private void writeUntil(AtomicBoolean stop, PostgresStores stores) {
        while (!stop.get()) {
            long turn = turns.incrementAndGet();
            begun.add(turn);
            try {
                Turns.write(stores, turn);
                acknowledged.add(turn);
            } catch (StorageException | OutcomeUnknownException e) {
                failures.add(message(e));
            }
        }
    }

    private static String message(MlopsException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    private void awaitTurns(int count) {
        while (acknowledged.size() < count) {
            Thread.onSpinWait();
        }
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return TestServer.server()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static void kill(Path data) throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            while (process.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }
}
