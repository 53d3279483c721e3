// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

class HashChainTest {

    private static final int CHANGES = 5;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-03-03T12:00:00Z");
    private EmbeddedStores stores;
    private MetadataStore metadata;
    private HashChain chain;

    @BeforeEach
    void writeSomeEntries() {
        stores = EmbeddedStores.open(directory);
        metadata = stores.metadata();
        chain = new HashChain(metadata, stores.json(), clock, Actor.of("ana"));
        for (int i = 1; i <= CHANGES; i++) {
            put("thing", "t" + i, i);
        }
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void put(String kind, String id, long value) {
        chain.transact("thing.put", id, "because", w -> putUnaudited(w, kind, id, value));
    }

    private static StoredDocument putUnaudited(MetadataWriter writer, String kind, String id, long value) {
        return writer.put(kind, id, Document.object().with("value", value), Map.of("value", Document.of(value)));
    }

    private StoredDocument entry(MetadataWriter writer, long sequence) {
        return writer.find(HashChain.ENTRY, HashChain.id(sequence)).orElseThrow();
    }

    private void assertBroken(String message) {
        assertThatThrownBy(() -> chain.verify())
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSoundChainTellsHowLongItIs() {
        chain.transact("thing.delete", "t2", "", w -> w.delete("thing", "t2"));
        put("thing", "t1", 100);
        put("thing", "t2", 200);

        assertThat(chain.verify()).isEqualTo(CHANGES + 3);
        assertThat(chain.entries(0, 100))
                .extracting(AuditEntry::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(chain.entries(2, 3)).extracting(AuditEntry::sequence).containsExactly(3L, 4L, 5L);
        assertThat(chain.about("t2"))
                .extracting(AuditEntry::action)
                .containsExactly("thing.put", "thing.delete", "thing.put");
    }

    @Test
    void anEntryTellsEveryDocumentBeforeAndAfter() {
        chain.transact("both", "t1+t6", "two at once", w -> {
            putUnaudited(w, "thing", "t1", 8);
            putUnaudited(w, "thing", "t1", 9);
            putUnaudited(w, "thing", "t6", 6);
            putUnaudited(w, "thing", "gone", 0);
            return w.delete("thing", "gone");
        });

        AuditEntry last = chain.entries(CHANGES, 1).get(0);
        assertThat(last.changes())
                .containsExactly(
                        new AuditEntry.Change("thing", "t1", digest(1), digest(9)),
                        new AuditEntry.Change("thing", "t6", null, digest(6)));
        assertThat(last.actor()).isEqualTo(Actor.of("ana"));
        assertThat(last.reason()).isEqualTo("two at once");
        assertThat(last.previous())
                .isEqualTo(chain.entries(CHANGES - 1, 1).get(0).hash());
    }

    private static Digest digest(long value) {
        return Document.object().with("value", value).digest();
    }

    @Test
    void workThatThrowsOrChangesNothingLeavesNoEntry() {
        assertThatThrownBy(() -> chain.transact("thing.put", "t1", "", w -> {
                    putUnaudited(w, "thing", "t1", 77);
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(chain.transact("look", "t1", "", w -> w.find("thing", "t1"))
                        .orElseThrow()
                        .body()
                        .digest())
                .isEqualTo(digest(1));

        assertThat(chain.verify()).isEqualTo(CHANGES);
    }

    @Test
    void theChainsOwnDocumentsAreOutOfReachOfAuditedWork() {
        assertThatThrownBy(() -> chain.transact("x", "x", "", w -> w.delete("audit", HashChain.id(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chain.transact("x", "x", "", w -> w.delete("audit-head", "head")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(chain.verify()).isEqualTo(CHANGES);
    }

    @Test
    void aClockThatGoesBackThreeDaysDoesNotTouchTheOrder() {
        clock.advance(Duration.ofDays(-3));
        put("thing", "t1", 42);

        List<AuditEntry> entries = chain.entries(CHANGES - 1, 2);
        assertThat(entries.get(1).time()).isBefore(entries.get(0).time());
        assertThat(entries).extracting(AuditEntry::sequence).containsExactly(5L, 6L);
        assertThat(chain.verify()).isEqualTo(CHANGES + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, CHANGES})
    void anAlteredEntryIsFound(long sequence) {
        metadata.write(w -> {
            StoredDocument stored = entry(w, sequence);
            return w.put(
                    HashChain.ENTRY,
                    stored.id(),
                    Document.object(stored.body().fields()).with("actor", "ben"),
                    stored.attributes());
        });
        assertBroken("audit entry " + sequence + " was altered");
    }

    @Test
    void anEntryWhoseTargetCannotBeFoundAnyMoreIsFound() {
        metadata.write(w -> w.put(HashChain.ENTRY, HashChain.id(2), entry(w, 2).body(), Map.of()));
        assertBroken("audit entry 2 was altered");
    }

    @Test
    void anAlteredEntryWithAHashToMatchIsFoundByItsSuccessor() {
        forge(3);
        assertBroken("audit entry 4 does not follow");
    }

    @Test
    void anAlteredEntryWithAHashToMatchIsFoundByTheTree() {
        forge(2);
        assertBroken("audit entry 2 or one before it is not what node");
    }

    private void forge(long sequence) {
        metadata.write(w -> {
            AuditEntry real = AuditEntry.from(entry(w, sequence).body());
            AuditEntry forged = AuditEntry.sealed(
                    sequence,
                    real.time(),
                    Actor.of("ben"),
                    real.action(),
                    real.target(),
                    "",
                    real.changes(),
                    real.previous());
            return w.put(HashChain.ENTRY, HashChain.id(sequence), forged.toDocument(), HashChain.attributes(forged));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, CHANGES})
    void aRemovedEntryIsFound(long sequence) {
        metadata.write(w -> w.delete(HashChain.ENTRY, HashChain.id(sequence)));
        assertBroken("audit entry " + sequence + " is missing");
    }

    @Test
    void aTailThatWasCutOffWithItsHeadIsFoundByTheDocumentsItToldOf() {
        metadata.write(w -> {
            w.delete(HashChain.ENTRY, HashChain.id(CHANGES));
            AuditEntry last = AuditEntry.from(entry(w, CHANGES - 1).body());
            return w.put(
                    HashChain.HEAD,
                    HashChain.HEAD_ID,
                    new HashChain.Head(last.sequence(), last.hash()).toDocument(),
                    Map.of());
        });
        assertBroken("thing document 't5' is there, but no entry");
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        metadata.write(w -> {
            StoredDocument second = entry(w, 2);
            StoredDocument third = entry(w, 3);
            w.put(HashChain.ENTRY, second.id(), third.body(), third.attributes());
            return w.put(HashChain.ENTRY, third.id(), second.body(), second.attributes());
        });
        assertBroken("audit entry 2 says it is entry 3");
    }

    @Test
    void aDocumentThatWasAlteredRemovedOrPutPastTheLogIsFound() {
        metadata.write(w -> putUnaudited(w, "thing", "t3", 33));
        assertBroken("thing document 't3' is not what entry 3");

        metadata.write(w -> w.delete("thing", "t3"));
        assertBroken("thing document 't3' is gone");

        metadata.write(w -> putUnaudited(w, "thing", "t3", 3));
        assertThat(chain.verify()).isEqualTo(CHANGES);

        metadata.write(w -> putUnaudited(w, "thing", "t0", 0));
        assertBroken("thing document 't0' is there, but no entry");
    }

    @Test
    void aDocumentThatWasAlteredAndThenAuditedAgainIsFound() {
        metadata.write(w -> putUnaudited(w, "thing", "t3", 33));
        put("thing", "t3", 34);
        assertBroken("thing document 't3' was changed past the audit log before entry 6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update documents set body = replace(body, 'ana', 'ben') where kind = 'audit' and id like '%3'",
                "update documents set body = replace(body, '\"value\":3', '\"value\":4') where kind = 'thing' and id = 't3'",
                "update documents set kind = 'thang' where kind = 'thing' and id = 't3'",
                "delete from documents where kind = 'audit' and id like '%5'",
                "delete from documents where kind = 'audit-head'",
                "delete from documents where kind = 'thing' and id = 't1'",
                "update documents set id = 't9' where kind = 'thing' and id = 't4'"
            })
    void tamperingInTheDatabaseFileIsFound(String sql) throws SQLException {
        stores.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("metadata.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
        stores = EmbeddedStores.open(directory);

        assertThatThrownBy(() -> new HashChain(stores.metadata(), stores.json(), clock, Actor.of("ana")).verify())
                .isInstanceOf(CorruptException.class);
    }
}
