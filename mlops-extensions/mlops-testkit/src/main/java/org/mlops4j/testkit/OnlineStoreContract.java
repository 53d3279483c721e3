// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.OnlineStore.Entry;

/** What every {@link OnlineStore} must do. */
public abstract class OnlineStoreContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    @TempDir
    private Path scratch;

    private OnlineStore store;

    /** For subclasses. */
    protected OnlineStoreContract() {}

    /** {@return a store that keeps its content under a directory; opened again there, it has what it had} */
    protected abstract OnlineStore open(Path scratch);

    @BeforeEach
    final void openTheStore() {
        store = open(scratch);
    }

    @AfterEach
    final void closeTheStore() {
        store.close();
    }

    @Test
    void entriesAreFoundAsTheyWerePut() {
        List<Entry> entries = List.of(
                new Entry("ORD", 1, "{\"a\":1}", null),
                new Entry("ü ' ; -- \uD83D\uDE00", Long.MIN_VALUE, "", NOON),
                new Entry("k".repeat(1_000), Long.MAX_VALUE, "s".repeat(1_000_000), null));
        assertThat(store.put("view", entries)).isEqualTo(3);
        Map<String, Entry> found =
                store.get("view", entries.stream().map(Entry::key).toList(), NOON.minusNanos(1));
        assertThat(found.values()).containsExactlyInAnyOrderElementsOf(entries);
        assertThat(found).allSatisfy((key, entry) -> assertThat(entry.key()).isEqualTo(key));
    }

    @Test
    void keysWithoutAnEntryAreAbsent() {
        store.put("view", List.of(new Entry("a", 1, "s", null)));
        assertThat(store.get("view", List.of("a", "b", "a"), NOON)).containsOnlyKeys("a");
        assertThat(store.get("other", List.of("a"), NOON)).isEmpty();
        assertThat(store.get("view", List.of(), NOON)).isEmpty();
        assertThat(store.put("view", List.of())).isZero();
    }

    @Test
    void manyKeysMayBeLookedUpAtOnce() {
        List<Entry> entries = IntStream.range(0, 1_000)
                .mapToObj(i -> new Entry("k" + i, i, "s" + i, null))
                .toList();
        store.put("view", entries);
        List<String> keys = new ArrayList<>(entries.stream().map(Entry::key).toList());
        Collections.shuffle(keys, new Random(3));
        assertThat(store.get("view", keys, NOON)).containsOnlyKeys(keys);
        assertThat(store.get("view", keys, NOON).values()).containsExactlyInAnyOrderElementsOf(entries);
        for (int size : List.of(1, 2, 3, 5, 255, 256, 257, 513)) {
            assertThat(store.get("view", keys.subList(0, size), NOON)).hasSize(size);
        }
    }

    @Test
    void anOlderStateNeverReplacesANewerOne() {
        assertThat(store.put("view", List.of(new Entry("a", 5, "five", null)))).isEqualTo(1);
        assertThat(store.put("view", List.of(new Entry("a", 4, "four", null)))).isZero();
        assertThat(state("a")).isEqualTo("five");
        assertThat(store.put("view", List.of(new Entry("a", 6, "six", null)))).isEqualTo(1);
        assertThat(state("a")).isEqualTo("six");
    }

    @Test
    void aStateOfTheSameOrderIsReplaced() {
        store.put("view", List.of(new Entry("a", 5, "first", null)));
        assertThat(store.put("view", List.of(new Entry("a", 5, "second", NOON))))
                .isEqualTo(1);
        assertThat(state("a")).isEqualTo("second");
    }

    @Test
    void withinOneBatchTheGreatestOrderWins() {
        int stored = store.put(
                "view",
                List.of(
                        new Entry("a", 2, "two", null),
                        new Entry("a", 3, "three", null),
                        new Entry("a", 1, "one", null),
                        new Entry("b", -1, "b", null)));
        assertThat(stored).isEqualTo(3);
        assertThat(state("a")).isEqualTo("three");
    }

    @Test
    void anEntryIsLiveUntilTheInstantItExpires() {
        store.put("view", List.of(new Entry("a", 1, "s", NOON)));
        assertThat(store.get("view", List.of("a"), NOON.minusNanos(1))).hasSize(1);
        assertThat(store.get("view", List.of("a"), NOON)).isEmpty();
        assertThat(store.get("view", List.of("a"), NOON.plusNanos(1))).isEmpty();
    }

    @Test
    void anExpiredEntryStillKeepsOlderOnesOut() {
        store.put("view", List.of(new Entry("a", 5, "expired", NOON)));
        assertThat(store.put("view", List.of(new Entry("a", 4, "older", null)))).isZero();
        assertThat(store.get("view", List.of("a"), NOON)).isEmpty();
    }

    @Test
    void expiredEntriesAreRemovedAndLiveOnesKept() {
        store.put(
                "view",
                List.of(
                        new Entry("expired", 1, "s", NOON),
                        new Entry("live", 1, "s", NOON.plusNanos(1)),
                        new Entry("for ever", 1, "s", null)));
        store.removeExpired(NOON);
        assertThat(store.get("view", List.of("expired", "live", "for ever"), NOON))
                .containsOnlyKeys("live", "for ever");
        assertThat(store.removeExpired(NOON)).isZero();
    }

    @Test
    void aViewThatIsRemovedIsEmptyAndOthersAreNot() {
        store.put("view", List.of(new Entry("a", 5, "s", null), new Entry("b", 1, "s", NOON)));
        store.put("other", List.of(new Entry("a", 5, "kept", null)));
        assertThat(store.remove("view")).isEqualTo(2);
        assertThat(store.get("view", List.of("a", "b"), Instant.EPOCH)).isEmpty();
        assertThat(store.get("other", List.of("a"), NOON)).containsEntry("a", new Entry("a", 5, "kept", null));
        assertThat(store.remove("view")).isZero();
        assertThat(store.remove("none")).isZero();
        // Nothing that is gone keeps anything out.
        store.put("view", List.of(new Entry("a", 1, "older", null)));
        assertThat(store.get("view", List.of("a"), NOON)).containsEntry("a", new Entry("a", 1, "older", null));
    }

    @Test
    void aVerificationReadsEveryEntry() {
        store.put("view", pair(1));
        assertThat(store.verify().damage()).isEmpty();
        assertThat(store.verify().checked()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aBatchWithABadEntryStoresNothing() {
        for (String key : List.of("", "k".repeat(1_001), "a\nb")) {
            List<Entry> batch = List.of(new Entry("good", 1, "s", null), new Entry(key, 1, "s", null));
            assertThatThrownBy(() -> store.put("view", batch)).isInstanceOf(InvalidException.class);
        }
        assertThat(store.get("view", List.of("good"), NOON)).isEmpty();
        assertThatThrownBy(() -> store.put("../view", List.of())).isInstanceOf(InvalidException.class);
    }

    @Test
    void whateverTheOrderOfArrivalTheNewestStateStays() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> entries.add(new Entry("k" + i % 7, i, "s" + i, null)));
        Collections.shuffle(entries, new Random(5));
        AtomicInteger next = new AtomicInteger();
        try (Crew crew = new Crew(8)) {
            crew.goTogether(8, () -> {
                for (int i = next.getAndIncrement(); i < entries.size(); i = next.getAndIncrement()) {
                    store.put("view", List.of(entries.get(i)));
                }
            });
        }
        for (int i = 393; i < 400; i++) {
            assertThat(state("k" + i % 7)).isEqualTo("s" + i);
        }
    }

    @Test
    void aReaderSeesABatchAsAWhole() throws InterruptedException {
        store.put("view", pair(0));
        try (Crew crew = new Crew(2)) {
            var writer = crew.go(() -> {
                for (int i = 1; i <= 200; i++) {
                    store.put("view", pair(i));
                }
                return 0;
            });
            while (!writer.isDone()) {
                Crew.giveWay();
                Map<String, Entry> found = store.get("view", List.of("left", "right"), NOON);
                assertThat(found).containsOnlyKeys("left", "right");
                assertThat(found.values().stream().map(Entry::order).distinct()).hasSize(1);
            }
            Crew.result(writer);
        }
    }

    @Test
    void ordersAreComparedOverTheirWholeRange() {
        store.put("view", List.of(new Entry("a", 1L << 32, "large", null)));
        assertThat(store.put("view", List.of(new Entry("a", 1, "small", null)))).isZero();
        store.put("view", List.of(new Entry("b", Long.MAX_VALUE, "greatest", null)));
        assertThat(store.put("view", List.of(new Entry("b", Long.MIN_VALUE, "least", null))))
                .isZero();
        assertThat(store.put("view", List.of(new Entry("a", Long.MAX_VALUE, "greatest", null))))
                .isEqualTo(1);
    }

    @Test
    void keysThatDifferInOneCharacterAreApart() {
        List<String> keys = List.of("model", "Model", "model ", " model", "mödel", "mo\u0308del", "m%6fdel");
        store.put("view", keys.stream().map(key -> new Entry(key, 1, key, null)).toList());
        assertThat(store.get("view", keys, NOON))
                .hasSize(keys.size())
                .allSatisfy((key, entry) -> assertThat(entry.state()).isEqualTo(key));
        assertThat(store.get("View", keys, NOON)).isEmpty();
    }

    @Test
    void thousandsOfKeysAreFoundAtOnce() {
        List<Entry> entries = IntStream.range(0, 5_000)
                .mapToObj(i -> new Entry("key " + i, i, "state " + i, null))
                .toList();
        assertThat(store.put("view", entries)).isEqualTo(5_000);
        List<String> keys =
                IntStream.range(-2_000, 5_000).mapToObj(i -> "key " + i).toList();
        assertThat(store.get("view", keys, NOON).values()).containsExactlyInAnyOrderElementsOf(entries);
    }

    @Test
    void whoIsInACallWhileTheStoreClosesFinishesOrIsTold() throws InterruptedException {
        List<Integer> answered = Crew.closeDuring(
                store::close,
                () -> store.put("view", pair(1)),
                () -> store.get("view", List.of("left"), NOON),
                () -> store.removeExpired(NOON));
        store = open(scratch);
        assertThat(answered).allMatch(times -> times > 0);
        assertThat(state("left")).isEqualTo("s");
    }

    @Test
    void reopenedItHasEverything() {
        Entry entry = new Entry("a", 5, "s", NOON);
        store.put("view", List.of(entry));
        store.close();
        store = open(scratch);
        assertThat(store.get("view", List.of("a"), Instant.EPOCH)).containsEntry("a", entry);
        assertThat(store.put("view", List.of(new Entry("a", 4, "older", null)))).isZero();
    }

    @Test
    void closedItRefusesEveryCall() {
        store.close();
        store.close();
        assertThatThrownBy(() -> store.get("view", List.of("a"), NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.put("view", pair(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.remove("view")).isInstanceOf(IllegalStateException.class);
    }

    private String state(String key) {
        Map<String, Entry> found = store.get("view", List.of(key), Instant.EPOCH);
        return found.values().iterator().next().state();
    }

    private static List<Entry> pair(long order) {
        return List.of(new Entry("left", order, "s", null), new Entry("right", order, "s", null));
    }
}
