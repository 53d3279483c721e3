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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/**
 * What every {@link MetadataStore} must do. Extend it and say how your store is opened; the tests of queries are in
 * {@link MetadataQueryContract}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class MetadataStoreContract {

    private static final int WRITERS = 8;
    private static final int WRITES = 25;

    @TempDir
    private Path scratch;

    private MetadataStore store;

    /** For subclasses. */
    protected MetadataStoreContract() {}

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
    void aDocumentIsFoundAsItWasPut() {
        Document body = Document.object()
                .with("text", "ü \u0000 \uD83D\uDE00 \"'\\")
                .with("whole", Long.MIN_VALUE)
                .with("real", 1.0)
                .with("minus zero", -0.0)
                .with("nan", Double.NaN)
                .with("list", Document.list(Document.of(true), Document.nothing(), Document.object()));
        Map<String, Document> attributes =
                Map.of("name", Document.of("x"), "auc", Document.of(-0.0), "n", Document.of(Long.MAX_VALUE));
        StoredDocument put = store.write(w -> w.put("run", "id / with ' \" ; -- and ü", body, attributes));
        StoredDocument found = find("run", "id / with ' \" ; -- and ü");
        assertThat(found).isEqualTo(put);
        assertThat(found.body()).isEqualTo(body);
        assertThat(found.body().digest()).isEqualTo(body.digest());
        assertThat(found.attributes()).isEqualTo(attributes);
    }

    @Test
    void whatWasNotPutIsNotFound() {
        put("run", "1");
        assertThat(isThere("run", "2")).isFalse();
        assertThat(isThere("other", "1")).isFalse();
    }

    @Test
    void aDocumentOfFourMebibytesIsAccepted() {
        Document large = Document.of("ü".repeat(2 << 20));
        store.write(w -> w.put("run", "large", large, Map.of()));
        assertThat(find("run", "large").body()).isEqualTo(large);
    }

    @Test
    void idsOfAThousandCharactersAreAcceptedAndOthersRefused() {
        put("run", "i".repeat(1_000));
        for (String id : List.of("", "i".repeat(1_001), "a\nb", "a\u0000b")) {
            assertThatThrownBy(() -> put("run", id))
                    .as("id of length %s", id.length())
                    .isInstanceOf(InvalidException.class);
        }
        for (String kind : List.of("", "a b", "../x", "a/b")) {
            assertThatThrownBy(() -> put(kind, "1")).as(kind).isInstanceOf(InvalidException.class);
        }
        assertThat(changes()).hasSize(1);
    }

    @Test
    void versionsCountThePutsAndAreNeverUsedAgain() {
        assertThat(put("run", "1").version()).isEqualTo(1);
        assertThat(put("run", "1").version()).isEqualTo(2);
        assertThat(put("run", "2").version()).isEqualTo(1);
        assertThat(delete("run", "1")).isTrue();
        assertThat(delete("run", "1")).isFalse();
        assertThat(put("run", "1").version()).isEqualTo(3);
        assertThat(find("run", "1").version()).isEqualTo(3);
        assertThat(delete("run", "1")).isTrue();
        assertThat(put("run", "1").version()).isEqualTo(4);
    }

    @Test
    void aTransactionReadsItsOwnWrites() {
        put("run", "old");
        store.write(w -> {
            w.put("run", "new", Document.of(1), Map.of("a", Document.of("x")));
            w.delete("run", "old");
            assertThat(w.find("run", "new")).isPresent();
            assertThat(w.find("run", "old")).isEmpty();
            assertThat(w.query(MetadataQuery.of("run").whereEqual("a", "x"))).hasSize(1);
            assertThat(w.changes(1, 10)).hasSize(2);
            return w;
        });
    }

    @Test
    void anExceptionOfTheWorkUndoesEverything() {
        put("run", "1");
        IllegalArgumentException thrown = new IllegalArgumentException("stop");
        assertThatThrownBy(() -> store.write(w -> {
                    w.put("run", "1", Document.of("changed"), Map.of("a", Document.of(1)));
                    w.put("run", "2", Document.of("new"), Map.of());
                    w.delete("run", "1");
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(find("run", "1").version()).isEqualTo(1);
        assertThat(isThere("run", "2")).isFalse();
        assertThat(changes()).hasSize(1);
        assertThat(put("run", "1").version()).isEqualTo(2);
    }

    @Test
    void evenAnErrorOfTheWorkUndoesEverything() {
        assertThatThrownBy(() -> store.write(w -> {
                    w.put("run", "1", Document.of(1), Map.of());
                    throw new AssertionError("stop");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(isThere("run", "1")).isFalse();
        put("run", "2");
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
    void kindsAreThoseOfTheDocumentsThatAreThere() {
        put("run", "1");
        put("alias", "1");
        put("run", "2");
        put("Run", "1");
        delete("alias", "1");
        List<String> kinds = store.read(MetadataReader::kinds);
        assertThat(kinds).containsExactly("Run", "run");
    }

    @Test
    void changesComeInPages() {
        IntStream.range(0, 5).forEach(i -> put("run", "r" + i));
        delete("run", "r2");
        List<Change> page = store.read(r -> r.changes(3, 2));
        assertThat(page).containsExactly(new Change(4, "run", "r3", false), new Change(5, "run", "r4", false));
        List<Change> last = store.read(r -> r.changes(5, 2));
        assertThat(last).containsExactly(new Change(6, "run", "r2", true));
        assertThat(changes()).hasSize(6);
        long number = store.read(MetadataReader::lastChange);
        assertThat(number).isEqualTo(6);
    }

    @Test
    void aStoreWithoutDocumentsHasNoChange() {
        long number = store.read(MetadataReader::lastChange);
        assertThat(number).isZero();
        assertThat(changes()).isEmpty();
    }

    @Test
    void aVerificationReadsEveryDocument() {
        IntStream.range(0, 20).forEach(i -> put("run", "r" + i));
        delete("run", "r3");
        assertThat(store.verify().damage()).isEmpty();
        assertThat(store.verify().checked()).isGreaterThanOrEqualTo(19);
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

    @Test
    void awaitReturnsAtOnceIfThereIsSomething() throws InterruptedException {
        assertThat(store.await(0, Duration.ZERO)).isZero();
        put("run", "1");
        put("run", "2");
        assertThat(store.await(0, Duration.ofDays(1_000_000))).isEqualTo(2);
        assertThat(store.await(1, Duration.ZERO)).isEqualTo(2);
        assertThat(store.await(2, Duration.ofMillis(20))).isEqualTo(2);
    }

    @Test
    void awaitIsWokenByACommit() throws InterruptedException {
        try (Crew crew = new Crew(1)) {
            Future<Long> waiting = crew.go(() -> store.await(0, Duration.ofSeconds(30)));
            put("run", "1");
            assertThat(Crew.result(waiting)).isEqualTo(1);
        }
    }

    @Test
    void awaitEndsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> store.await(0, Duration.ofSeconds(30))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        put("run", "1");
    }

    @Test
    void anInterruptedThreadMayStillWrite() {
        Thread.currentThread().interrupt();
        try {
            put("run", "1");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(isThere("run", "1")).isTrue();
    }

    @Test
    void readersAndWritersAreOfNoUseAfterTheirCall() {
        List<MetadataReader> readers = new ArrayList<>();
        List<MetadataWriter> writers = new ArrayList<>();
        store.read(readers::add);
        store.write(writers::add);
        assertThatThrownBy(() -> readers.get(0).find("run", "1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writers.get(0).put("run", "1", Document.of(1), Map.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writers.get(0).delete("run", "1")).isInstanceOf(IllegalStateException.class);
        assertThat(changes()).isEmpty();
    }

    @Test
    void reopenedItHasEverything() {
        put("run", "1");
        put("run", "2");
        delete("run", "1");
        StoredDocument before = find("run", "2");
        List<Change> changes = changes();
        store.close();
        store = open(scratch);
        assertThat(find("run", "2")).isEqualTo(before);
        assertThat(changes()).isEqualTo(changes);
        assertThat(put("run", "1").version()).isEqualTo(2);
        assertThat(changes()).hasSize(4);
    }

    @Test
    void closedItRefusesEveryCall() {
        store.close();
        store.close();
        assertThatThrownBy(() -> isThere("run", "1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> put("run", "1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.await(0, Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    private boolean leave(String self, String other) {
        return store.write(w -> w.find("doctor", other).isPresent() && w.delete("doctor", self));
    }

    private StoredDocument put(String kind, String id) {
        return store.write(w -> w.put(kind, id, Document.of("body"), Map.of("id", Document.of("x"))));
    }

    private boolean delete(String kind, String id) {
        return store.write(w -> w.delete(kind, id));
    }

    private boolean isThere(String kind, String id) {
        return store.read(r -> r.find(kind, id).isPresent());
    }

    private StoredDocument find(String kind, String id) {
        return store.read(r -> r.find(kind, id).orElseThrow());
    }

    private List<Change> changes() {
        return store.read(r -> r.changes(0, 1_000_000));
    }
}
