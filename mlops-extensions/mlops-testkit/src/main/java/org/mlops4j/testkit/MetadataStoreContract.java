// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
public abstract class MetadataStoreContract extends MetadataIsolationContract {

    /** For subclasses. */
    protected MetadataStoreContract() {}

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
        assertThat(version("run", "1")).isEqualTo(3);
        assertThat(delete("run", "1")).isTrue();
        assertThat(version("run", "1")).isZero();
        assertThat(version("run", "3")).isZero();
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
            assertThat(w.version("run", "new")).isEqualTo(1);
            assertThat(w.version("run", "old")).isZero();
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
    void awaitReturnsAtOnceIfThereIsSomething() throws InterruptedException {
        assertThat(store.await(0, Duration.ZERO)).isZero();
        put("run", "1");
        put("run", "2");
        assertThat(store.await(0, Duration.ofDays(1_000_000))).isEqualTo(2);
        assertThat(store.await(1, Duration.ZERO)).isEqualTo(2);
        assertThat(store.await(2, Duration.ofMillis(20))).isEqualTo(2);
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
    void idsThatDifferInOneCharacterAreApart() {
        List<String> ids = List.of(
                "model",
                "Model",
                "model ",
                " model",
                "m%6fdel",
                "mödel",
                "mo\u0308del",
                "model\u00a0",
                "i".repeat(1_000),
                "i".repeat(999) + "j");
        ids.forEach(id -> store.write(w -> w.put("run", id, Document.of(id), Map.of())));
        assertThat(ids).allSatisfy(id -> {
            assertThat(find("run", id).body().text()).isEqualTo(id);
            assertThat(find("run", id).version()).isEqualTo(1);
        });
        assertThat(changes()).extracting(Change::id).isEqualTo(ids);
        delete("run", "model");
        assertThat(ids.subList(1, ids.size()))
                .allSatisfy(id -> assertThat(isThere("run", id)).isTrue());
    }

    @Test
    void attributesMayBeLongAndManyAndAreTextsOrNumbers() {
        Map<String, Document> attributes = new TreeMap<>();
        IntStream.range(0, 100).forEach(i -> attributes.put("a" + i, Document.of(i)));
        attributes.put("n".repeat(1_000), Document.of("ü".repeat(100_000)));
        store.write(w -> w.put("run", "1", Document.of("body"), attributes));
        assertThat(find("run", "1").attributes()).isEqualTo(attributes);
        MetadataQuery byText = MetadataQuery.of("run").whereEqual("n".repeat(1_000), "ü".repeat(100_000));
        List<StoredDocument> found = store.read(r -> r.query(byText));
        assertThat(found).extracting(StoredDocument::id).containsExactly("1");
        for (Document bad :
                List.<Document>of(Document.of(true), Document.object(), Document.nothing(), Document.of("\uD83D"))) {
            assertThatThrownBy(() -> store.write(w -> w.put("run", "2", Document.of(1), Map.of("a", bad))))
                    .isInstanceOf(InvalidException.class);
        }
        assertThat(changes()).hasSize(1);
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
}
