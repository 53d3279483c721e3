// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredDocument;

/** What threads that use one {@link MetadataStore} at once see of each other; part of {@link MetadataStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class MetadataIsolationContract {

    static final int WRITERS = 8;
    static final int WRITES = 25;

    private static final int HISTORIES = 20;

    @TempDir
    Path scratch;

    MetadataStore store;

    /** {@return a store that keeps its content under a directory; opened again there, it has what it had} */
    protected abstract MetadataStore open(Path scratch);

    @BeforeEach
    final void openTheStore() {
        store = open(scratch);
    }

    @AfterEach
    final void closeTheStore() {
        store.close();
    }

    @Test
    void whateverRunsAtOnceSomeSerialOrderExplainsIt() throws InterruptedException {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            History history = new History();
            Random random = new Random(seed);
            AtomicInteger threads = new AtomicInteger();
            String kind = "register" + seed;
            try (Crew crew = new Crew(4)) {
                List<Random> randoms = IntStream.range(0, 4)
                        .mapToObj(i -> new Random(random.nextLong()))
                        .toList();
                crew.goTogether(4, () -> {
                    int thread = threads.getAndIncrement();
                    new RandomTransactions(store, kind, history, thread).run(randoms.get(thread), 6);
                });
            }
            assertThat(history.serialOrder()).as("seed %s, %s", seed, history).isPresent();
        }
    }

    @Test
    void aSlowReaderOfTheChangesMissesAndRepeatsNothing() throws InterruptedException {
        try (Crew crew = new Crew(4)) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String id = "w" + writer;
                writers.add(crew.go(() -> {
                    for (int i = 0; i < WRITES; i++) {
                        store.write(w -> {
                            w.put("run", id, Document.of(1), Map.of());
                            return w.put("run", id + "'", Document.of(1), Map.of());
                        });
                    }
                    return 0;
                }));
            }
            List<Change> followed = new ArrayList<>();
            while (followed.size() < 8 * WRITES) {
                long after = followed.isEmpty()
                        ? 0
                        : followed.get(followed.size() - 1).sequence();
                long last = store.await(after, Duration.ofSeconds(5));
                List<Change> page = store.read(r -> r.changes(after, 3));
                assertThat(page).as("after %s of %s", after, last).isNotEmpty().hasSizeLessThanOrEqualTo(3);
                followed.addAll(page);
            }
            writers.forEach(Crew::result);
            assertThat(followed).isEqualTo(changes());
            assertThat(followed).extracting(Change::sequence).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void pagesHaveEveryDocumentThatStaysOnceWhateverComesAndGoes() throws InterruptedException {
        store.write(w -> {
            IntStream.range(0, 60)
                    .forEach(i -> w.put("run", "stays%02d".formatted(i), Document.of(1), Map.of("n", Document.of(i))));
            return w;
        });
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        try (Crew crew = new Crew(1)) {
            Future<Integer> coming = crew.go(() -> {
                int rounds = 0;
                for (; read.getCount() > 0; rounds++) {
                    Document n = Document.of(rounds % 60 - 0.5);
                    String id = "comes" + rounds % 7;
                    store.write(w -> w.put("run", id, Document.of(1), Map.of("n", n)));
                    store.write(w -> w.delete("run", id));
                    came.countDown();
                }
                return rounds;
            });
            came.await();
            for (int round = 0; round < 5; round++) {
                List<String> stay = new ArrayList<>();
                MetadataQuery query = MetadataQuery.of("run").ascending("n").limit(4);
                for (List<StoredDocument> page = query(query); !page.isEmpty(); page = query(query)) {
                    page.stream()
                            .map(StoredDocument::id)
                            .filter(id -> id.startsWith("stays"))
                            .forEach(stay::add);
                    query = query.after(page.get(page.size() - 1));
                }
                assertThat(stay).hasSize(60).isSorted().doesNotHaveDuplicates();
            }
            read.countDown();
            assertThat(Crew.result(coming)).isPositive();
        }
    }

    @Test
    void awaitWakesEveryoneWhoWaits() throws InterruptedException {
        try (Crew crew = new Crew(5)) {
            CountDownLatch waiting = new CountDownLatch(5);
            List<Future<Long>> waiters = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiters.add(crew.go(() -> {
                    waiting.countDown();
                    return store.await(1, Duration.ofSeconds(30));
                }));
            }
            waiting.await();
            put("run", "1");
            assertThat(waiters).noneMatch(Future::isDone);
            put("run", "2");
            assertThat(waiters)
                    .allSatisfy(waiter -> assertThat(Crew.result(waiter)).isEqualTo(2));
        }
    }

    @Test
    void whoIsInACallWhileTheStoreClosesFinishesOrIsTold() throws InterruptedException {
        List<Integer> answered = Crew.closeDuring(
                store::close,
                () -> put("run", "w0"),
                () -> put("run", "w1"),
                () -> isThere("run", "w0"),
                () -> store.verify(),
                () -> await(0));
        store = open(scratch);
        for (int i = 0; i < 2; i++) {
            assertThat(find("run", "w" + i).version()).isEqualTo((long) answered.get(i));
        }
    }

    @Test
    void aReaderSeesOneStateWhateverIsCommittedMeanwhile() throws InterruptedException {
        put("run", "1");
        try (Crew crew = new Crew(1)) {
            store.read(r -> {
                assertThat(r.find("run", "1")).isPresent();
                Crew.result(crew.go(() -> {
                    put("run", "2");
                    return delete("run", "1");
                }));
                assertThat(r.find("run", "1")).isPresent();
                assertThat(r.find("run", "2")).isEmpty();
                assertThat(r.changes(0, 10)).hasSize(1);
                return r;
            });
        }
        assertThat(isThere("run", "1")).isFalse();
    }

    @Test
    void noIncrementIsLostUnderConcurrentWriters() throws InterruptedException {
        try (Crew crew = new Crew(WRITERS)) {
            crew.goTogether(WRITERS, () -> {
                for (int i = 0; i < WRITES; i++) {
                    store.write(w -> {
                        long now = w.find("counter", "1")
                                .map(d -> d.body().whole())
                                .orElse(0L);
                        return w.put("counter", "1", Document.of(now + 1), Map.of("now", Document.of(now + 1)));
                    });
                }
            });
        }
        StoredDocument counter = find("counter", "1");
        assertThat(counter.body().whole()).isEqualTo(WRITERS * WRITES);
        assertThat(counter.version()).isEqualTo(WRITERS * WRITES);
    }

    @Test
    void twoWritersThatReadBeforeTheyWriteAreSerialized() throws InterruptedException {
        // Each may take the shift only while the other is on call; the weaker "snapshot isolation" lets both go.
        for (int round = 0; round < 20; round++) {
            put("doctor", "a");
            put("doctor", "b");
            try (Crew crew = new Crew(2)) {
                Future<Boolean> a = crew.go(() -> leave("a", "b"));
                Future<Boolean> b = crew.go(() -> leave("b", "a"));
                assertThat(Crew.result(a) ^ Crew.result(b)).isTrue();
            }
        }
    }

    @Test
    void readersSeeWholeTransactionsOnly() throws InterruptedException {
        try (Crew crew = new Crew(4)) {
            CountDownLatch written = new CountDownLatch(1);
            Future<Integer> writer = crew.go(() -> {
                for (int i = 0; i < 100; i++) {
                    Document value = Document.of(i);
                    store.write(w -> {
                        w.put("pair", "left", value, Map.of());
                        return w.put("pair", "right", value, Map.of());
                    });
                }
                written.countDown();
                return 0;
            });
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(crew.go(() -> {
                    int reads = 0;
                    while (written.getCount() > 0 || reads == 0) {
                        boolean same = store.<Boolean>read(r -> r.find("pair", "left")
                                .map(StoredDocument::body)
                                .equals(r.find("pair", "right").map(StoredDocument::body)));
                        assertThat(same).isTrue();
                        reads++;
                    }
                    return reads;
                }));
            }
            Crew.result(writer);
            readers.forEach(reader -> assertThat(Crew.result(reader)).isPositive());
        }
    }

    @Test
    void changesAreOneGaplessSequenceUnderConcurrentWriters() throws InterruptedException {
        try (Crew crew = new Crew(WRITERS)) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String id = "w" + writer;
                writers.add(crew.go(() -> {
                    for (int i = 0; i < WRITES; i++) {
                        put("run", id);
                        assertThatThrownBy(() -> store.write(w -> {
                                    w.put("run", "undone", Document.of(1), Map.of());
                                    throw new IllegalStateException("undo");
                                }))
                                .hasMessage("undo");
                        delete("run", id);
                    }
                    return 0;
                }));
            }
            writers.forEach(Crew::result);
        }
        List<Change> changes = changes();
        assertThat(changes)
                .extracting(Change::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2L * WRITERS * WRITES).boxed().toList());
        assertThat(changes).extracting(Change::id).doesNotContain("undone");
        for (int writer = 0; writer < WRITERS; writer++) {
            String id = "w" + writer;
            assertThat(changes.stream().filter(c -> c.id().equals(id)).map(Change::deleted))
                    .containsExactlyElementsOf(IntStream.range(0, 2 * WRITES)
                            .mapToObj(i -> i % 2 == 1)
                            .toList());
        }
    }

    @Test
    void aWriterThatFailsUndoesNothingOfOthers() throws InterruptedException {
        try (Crew crew = new Crew(WRITERS)) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                boolean fails = writer % 2 == 0;
                String id = "w" + writer;
                writers.add(crew.go(() -> {
                    for (int i = 0; i < WRITES; i++) {
                        long value = i;
                        if (fails) {
                            assertThatThrownBy(() -> store.write(w -> {
                                        w.put("run", id, Document.of(value), Map.of());
                                        throw new IllegalStateException("undo");
                                    }))
                                    .hasMessage("undo");
                        } else {
                            store.write(w -> w.put("run", id, Document.of(value), Map.of()));
                            assertThat(find("run", id).body().whole()).isEqualTo(value);
                        }
                    }
                    return 0;
                }));
            }
            writers.forEach(Crew::result);
        }
        for (int writer = 0; writer < WRITERS; writer++) {
            assertThat(isThere("run", "w" + writer)).isEqualTo(writer % 2 == 1);
        }
        assertThat(changes()).hasSize(WRITERS / 2 * WRITES);
    }

    private boolean leave(String self, String other) {
        return store.write(w -> w.find("doctor", other).isPresent() && w.delete("doctor", self));
    }

    private long await(long after) {
        try {
            return store.await(after, Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("nobody has interrupted the waiting thread", e);
        }
    }

    private List<StoredDocument> query(MetadataQuery query) {
        return store.read(r -> r.query(query));
    }

    final StoredDocument put(String kind, String id) {
        return store.write(w -> w.put(kind, id, Document.of("body"), Map.of("id", Document.of("x"))));
    }

    final boolean delete(String kind, String id) {
        return store.write(w -> w.delete(kind, id));
    }

    final boolean isThere(String kind, String id) {
        return store.read(r -> r.find(kind, id).isPresent());
    }

    final long version(String kind, String id) {
        return store.read(r -> r.version(kind, id));
    }

    final StoredDocument find(String kind, String id) {
        return store.read(r -> r.find(kind, id).orElseThrow());
    }

    final List<Change> changes() {
        return store.read(r -> r.changes(0, 1_000_000));
    }
}
