// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.OnlineStore.Entry;

/** Kills the server under running writers. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServerCrashTest {

    private static final int ROUNDS = Integer.getInteger("mlops.crash.server.rounds", 3);
    private static final int WRITERS = 3;
    private static final int TURNS = 100;

    @TempDir
    private Path scratch;

    private final AtomicLong turns = new AtomicLong();
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final Set<String> failures = new ConcurrentSkipListSet<>();

    @Test
    void whatWasAcknowledgedIsThereAndTheStoreWorksAgain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (RedisProcess server = RedisProcess.start(scratch, RedisProcess.DURABLE);
                RedisOnlineStore store = server.open()) {
            for (int round = 0; round < ROUNDS; round++) {
                AtomicBoolean stop = new AtomicBoolean();
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    writers.add(threads.submit(() -> writeUntil(stop, store)));
                }
                awaitTurns(acknowledged.size() + TURNS);
                server.kill();
                server.startAgain();
                awaitTurns(acknowledged.size() + TURNS);
                stop.set(true);
                for (Future<?> writer : writers) {
                    writer.get();
                }
                verify(store);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(failures).as("the kills must hit writes").isNotEmpty();
    }

    @Test
    void aServerThatComesBackWithoutWhatItAcknowledgedIsRefused() {
        try (RedisProcess server = RedisProcess.start(scratch)) {
            try (RedisOnlineStore store = server.open()) {
                store.put("view", List.of(new Entry("a", 1, "s", null)));
                server.kill();
                server.startAgain();
                assertThatThrownBy(() -> store.get("view", List.of("a"), Instant.EPOCH))
                        .isInstanceOf(CorruptException.class)
                        .hasMessageContaining("open it again");
                assertThatThrownBy(() -> store.put("view", List.of(new Entry("a", 2, "s", null))))
                        .isInstanceOf(CorruptException.class);
                assertThat(store.put("other", List.of(new Entry("a", 1, "s", null))))
                        .isEqualTo(1);
            }
            try (RedisOnlineStore store = server.open()) {
                assertThat(store.get("view", List.of("a"), Instant.EPOCH)).isEmpty();
                assertThat(store.put("view", List.of(new Entry("a", 2, "s", null))))
                        .isEqualTo(1);
            }
        }
    }

    private void writeUntil(AtomicBoolean stop, RedisOnlineStore store) {
        while (!stop.get()) {
            long turn = turns.incrementAndGet();
            try {
                store.put("view", pair(turn));
                acknowledged.add(turn);
            } catch (StorageException | OutcomeUnknownException e) {
                failures.add(e.getClass().getSimpleName());
            }
        }
    }

    private void awaitTurns(int count) {
        while (acknowledged.size() < count) {
            Thread.onSpinWait();
        }
    }

    private void verify(RedisOnlineStore store) {
        assertThat(store.verify().damage()).isEmpty();
        for (long turn = 1; turn <= turns.get(); turn++) {
            List<String> keys = pair(turn).stream().map(Entry::key).toList();
            Map<String, Entry> found = store.get("view", keys, Instant.EPOCH);
            if (acknowledged.contains(turn)) {
                assertThat(found.values()).as("turn %d", turn).containsExactlyInAnyOrderElementsOf(pair(turn));
            } else {
                assertThat(found.size()).as("turn %d", turn).isIn(0, 2);
            }
        }
    }

    private static List<Entry> pair(long turn) {
        return List.of(new Entry("left" + turn, turn, "s", null), new Entry("right" + turn, turn, "s", null));
    }
}
