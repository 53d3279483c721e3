// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.spi.OnlineStore.Entry;

/** Two stores, as two processes have them, write the same keys in orders of their own. */
class TwoWritersTest {

    private static final int KEYS = 20;
    private static final int ORDERS = 50;

    @TempDir
    private Path scratch;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theNewestStateOfEachKeyStays(long seed) {
        try (RedisOnlineStore one = TestServer.store(scratch).open();
                RedisOnlineStore two = TestServer.store(scratch).open()) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> write(two, seed));
            write(one, ~seed);
            other.join();
            List<String> keys =
                    IntStream.range(0, KEYS).mapToObj(key -> "k" + key).toList();
            Map<String, Entry> found = one.get("view", keys, Instant.EPOCH);
            assertThat(found).hasSize(KEYS).isEqualTo(two.get("view", keys, Instant.EPOCH));
            assertThat(found.values())
                    .allSatisfy(entry -> assertThat(entry.order()).isEqualTo(Long.MAX_VALUE));
        }
    }

    /** Orders of both signs that differ in the last bits only, where a double would hold them for equal. */
    private static void write(RedisOnlineStore store, long seed) {
        List<Entry> entries = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            for (int i = 0; i < ORDERS; i++) {
                long order = i % 2 == 0 ? Long.MAX_VALUE - i : Long.MIN_VALUE + i;
                entries.add(new Entry("k" + key, order, "state " + order, null));
            }
        }
        Collections.shuffle(entries, new Random(seed));
        for (int from = 0; from < entries.size(); from += 7) {
            store.put("view", entries.subList(from, Math.min(entries.size(), from + 7)));
        }
    }
}
