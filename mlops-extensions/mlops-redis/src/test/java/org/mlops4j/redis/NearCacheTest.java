// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.spi.OnlineStore.Entry;

class NearCacheTest {

    private static final Duration AGE = Duration.ofSeconds(5);

    @TempDir
    private Path scratch;

    private final AtomicLong nanoTime = new AtomicLong();
    private RedisOnlineStore cached;
    private RedisOnlineStore other;

    @BeforeEach
    void open() {
        cached = TestServer.store(scratch)
                .nearCache(100, AGE)
                .nanoTime(nanoTime::get)
                .open();
        other = TestServer.store(scratch).open();
        other.put("view", List.of(entry("a", 1), entry("b", 1)));
    }

    @AfterEach
    void close() {
        cached.close();
        other.close();
    }

    @Test
    void whatOthersStoreIsSeenWhenTheCacheIsOldEnough() {
        assertThat(orders("a", "absent")).containsExactly(Map.entry("a", 1L));
        other.put("view", List.of(entry("a", 2), entry("absent", 2)));
        nanoTime.addAndGet(AGE.toNanos() - 1);
        assertThat(orders("a", "absent")).containsExactly(Map.entry("a", 1L));
        nanoTime.incrementAndGet();
        assertThat(orders("a", "absent")).containsOnly(Map.entry("a", 2L), Map.entry("absent", 2L));
    }

    @Test
    void whatWasStoredHereIsSeenAtOnce() {
        assertThat(orders("a")).containsEntry("a", 1L);
        cached.put("view", List.of(entry("a", 2)));
        assertThat(orders("a")).containsEntry("a", 2L);
    }

    @Test
    void aLookUpIsOfOneStateEvenWhereHalfOfItIsCached() {
        assertThat(orders("a")).containsEntry("a", 1L);
        other.put("view", List.of(entry("a", 2), entry("b", 2)));
        assertThat(orders("a")).containsEntry("a", 1L);
        assertThat(orders("a", "b")).containsOnly(Map.entry("a", 2L), Map.entry("b", 2L));
    }

    @Test
    void anOldCacheThatIsStillRightIsKept() {
        assertThat(orders("a", "b")).hasSize(2);
        nanoTime.addAndGet(AGE.toNanos());
        assertThat(orders("a", "b")).hasSize(2);
        other.put("view", List.of(entry("a", 2)));
        nanoTime.addAndGet(AGE.toNanos() - 1);
        assertThat(orders("a", "b")).containsOnly(Map.entry("a", 1L), Map.entry("b", 1L));
    }

    @Test
    void anEntryExpiresInTheCacheToo() {
        other.put("view", List.of(new Entry("a", 2, "s", Instant.EPOCH.plusNanos(10))));
        assertThat(cached.get("view", List.of("a"), Instant.EPOCH.plusNanos(9))).hasSize(1);
        assertThat(cached.get("view", List.of("a"), Instant.EPOCH.plusNanos(10)))
                .isEmpty();
    }

    private Map<String, Long> orders(String... keys) {
        Map<String, Long> orders = new TreeMap<>();
        cached.get("view", List.of(keys), Instant.EPOCH).forEach((key, entry) -> orders.put(key, entry.order()));
        return orders;
    }

    private static Entry entry(String key, long order) {
        return new Entry(key, order, "s", null);
    }
}
