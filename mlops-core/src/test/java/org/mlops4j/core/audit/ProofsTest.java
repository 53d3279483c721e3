// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.ConsistencyProof;
import org.mlops4j.audit.InclusionProof;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.merkle.MerkleTree;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredDocument;

class ProofsTest {

    private static final int ENTRIES = 21;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-03-03T12:00:00Z");
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private EmbeddedStores stores;
    private MetadataStore metadata;
    private HashChain chain;

    @BeforeEach
    void takeACheckpointBehindEveryEntry() {
        stores = EmbeddedStores.open(directory);
        metadata = stores.metadata();
        chain = new HashChain(metadata, stores.json(), clock, Actor.of("ana"));
        checkpoints.add(chain.checkpoint());
        for (int i = 1; i <= ENTRIES; i++) {
            put(i);
            checkpoints.add(chain.checkpoint());
        }
    }

    private void put(int value) {
        clock.advance(Duration.ofSeconds(1));
        Document body = Document.object().with("value", value);
        chain.transact("thing.put", "t" + value, "", w -> w.put("thing", "t" + value, body, Map.of()));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void everyCheckpointHasTheRootThatTheDefinitionGives() {
        List<Digest> leaves = chain.entries(0, ENTRIES).stream()
                .map(entry ->
                        MerkleTree.leaf(HexFormat.of().parseHex(entry.hash().hex())))
                .toList();
        assertThat(checkpoints.get(0).root()).isEqualTo(Digest.of(new byte[0]));
        for (int size = 1; size <= ENTRIES; size++) {
            assertThat(checkpoints.get(size).size()).isEqualTo(size);
            assertThat(checkpoints.get(size).root()).isEqualTo(naiveRoot(leaves.subList(0, size)));
            assertThat(checkpoints.get(size).time()).isEqualTo(clock.instant().minusSeconds(ENTRIES - (long) size));
        }
    }

    private static Digest naiveRoot(List<Digest> leaves) {
        int split = 1;
        while (2 * split < leaves.size()) {
            split *= 2;
        }
        return leaves.size() == 1
                ? leaves.get(0)
                : MerkleTree.node(naiveRoot(leaves.subList(0, split)), naiveRoot(leaves.subList(split, leaves.size())));
    }

    @Test
    void everyEntryIsProvenInEveryCheckpointThatCoversIt() {
        List<AuditEntry> entries = chain.entries(0, ENTRIES);
        for (int size = 1; size <= ENTRIES; size++) {
            for (int sequence = 1; sequence <= size; sequence++) {
                InclusionProof proof = chain.prove(sequence, checkpoints.get(size));

                proof.verify(entries.get(sequence - 1), checkpoints.get(size));
                assertThat(proof.path()).hasSizeLessThanOrEqualTo(5);
                assertThat(InclusionProof.from(proof.toDocument())).isEqualTo(proof);
            }
        }
    }

    @Test
    void everyCheckpointIsProvenToBeginEveryLaterOne() {
        for (int from = 0; from <= ENTRIES; from++) {
            for (int to = from; to <= ENTRIES; to++) {
                ConsistencyProof proof = chain.prove(checkpoints.get(from), checkpoints.get(to));

                proof.verify(checkpoints.get(from), checkpoints.get(to));
                assertThat(proof.path()).hasSizeLessThanOrEqualTo(6);
                assertThat(ConsistencyProof.from(proof.toDocument())).isEqualTo(proof);
            }
        }
    }

    @Test
    void aProofOfOneEntryIsNoProofOfAnother() {
        List<AuditEntry> entries = chain.entries(0, ENTRIES);
        InclusionProof proof = chain.prove(7, checkpoints.get(ENTRIES));

        for (AuditEntry other : entries) {
            if (other.sequence() != 7) {
                assertCorrupt(() -> proof.verify(other, checkpoints.get(ENTRIES)));
                assertCorrupt(() -> new InclusionProof(other.sequence(), ENTRIES, proof.path())
                        .verify(other, checkpoints.get(ENTRIES)));
            }
        }
        for (Checkpoint other : checkpoints.subList(0, ENTRIES)) {
            assertCorrupt(() -> proof.verify(entries.get(6), other));
            assertCorrupt(() -> new InclusionProof(7, other.size(), proof.path()).verify(entries.get(6), other));
        }
        AuditEntry real = entries.get(6);
        assertCorrupt(() -> proof.verify(
                AuditEntry.sealed(
                        7,
                        real.time(),
                        Actor.of("ben"),
                        real.action(),
                        real.target(),
                        real.reason(),
                        real.changes(),
                        real.previous()),
                checkpoints.get(ENTRIES)));
    }

    @Test
    void aProofThatIsCutStretchedOrAlteredIsRefused() {
        AuditEntry entry = chain.entries(6, 1).get(0);
        Checkpoint covered = checkpoints.get(11);
        Checkpoint last = checkpoints.get(ENTRIES);
        for (List<Digest> path : spoiled(chain.prove(7, last).path())) {
            assertCorrupt(() -> new InclusionProof(7, ENTRIES, path).verify(entry, last));
        }
        for (List<Digest> path : spoiled(chain.prove(covered, last).path())) {
            assertCorrupt(() -> new ConsistencyProof(11, ENTRIES, path).verify(covered, last));
        }
        assertCorrupt(() -> new ConsistencyProof(0, 5, List.of(last.root())).verify(checkpoints.get(0), last));
        assertCorrupt(() -> new ConsistencyProof(11, ENTRIES, List.of()).verify(covered, last));
    }

    /** {@return the path without each of its digests, with another one for each, with one more at either end} */
    private static List<List<Digest>> spoiled(List<Digest> path) {
        List<List<Digest>> spoiled = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<Digest> cut = new ArrayList<>(path);
            cut.remove(i);
            spoiled.add(cut);
            List<Digest> altered = new ArrayList<>(path);
            altered.set(i, Digest.of("another"));
            spoiled.add(altered);
        }
        List<Digest> longer = new ArrayList<>(path);
        longer.add(Digest.of("more"));
        spoiled.add(longer);
        List<Digest> earlier = new ArrayList<>(path);
        earlier.add(0, Digest.of("more"));
        spoiled.add(earlier);
        return spoiled;
    }

    @Test
    void proofsThatCannotBeAreNotMade() {
        Checkpoint last = checkpoints.get(ENTRIES);
        assertThatThrownBy(() -> chain.prove(0, last)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> chain.prove(ENTRIES + 1, last)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> chain.prove(last, checkpoints.get(3))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> chain.prove(1, new Checkpoint(ENTRIES + 1, last.root(), last.time())))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has 21 entries, the checkpoint covers 22");
    }

    @Test
    void aChainThatWasRewrittenAsAWholeIsFoundByACheckpoint() {
        Checkpoint before = checkpoints.get(ENTRIES);
        rewrite();

        assertThat(chain.verify()).as("nothing within the store tells").isEqualTo(ENTRIES);
        assertThatThrownBy(() -> chain.verify(before))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("the chain was rewritten");
        Checkpoint after = chain.checkpoint();
        assertCorrupt(() -> chain.prove(checkpoints.get(9), after).verify(checkpoints.get(9), after));
        assertThat(chain.verify(checkpoints.get(0))).isEqualTo(ENTRIES);
        assertThat(chain.verify(after)).isEqualTo(ENTRIES);
    }

    /** Does what who knows this code and can write to the files could do: makes ben the author of all. */
    private void rewrite() {
        List<AuditEntry> entries = chain.entries(0, ENTRIES);
        metadata.write(w -> {
            Digest previous = AuditEntry.BEGINNING;
            for (AuditEntry e : entries) {
                AuditEntry forged = AuditEntry.sealed(
                        e.sequence(),
                        e.time(),
                        Actor.of("ben"),
                        e.action(),
                        e.target(),
                        e.reason(),
                        e.changes(),
                        previous);
                w.put(HashChain.ENTRY, HashChain.id(e.sequence()), forged.toDocument(), HashChain.attributes(forged));
                StoredTree.grow(w, forged);
                previous = forged.hash();
            }
            return w.put(
                    HashChain.HEAD, HashChain.HEAD_ID, new HashChain.Head(ENTRIES, previous).toDocument(), Map.of());
        });
    }

    @Test
    void aChainThatIsShorterThanACheckpointIsFound() {
        Checkpoint covered = new Checkpoint(ENTRIES + 1, Digest.of("more"), clock.instant());
        assertThatThrownBy(() -> chain.verify(covered))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("ends with entry 21");
        checkpoints.forEach(checkpoint -> assertThat(chain.verify(checkpoint)).isEqualTo(ENTRIES));
    }

    @Test
    void anAlteredNodeIsFound() {
        String id = StoredTree.id(2, 1);
        metadata.write(w -> w.put(StoredTree.NODE, id, StoredTree.body(Digest.of("x")), Map.of()));
        assertThatThrownBy(() -> chain.verify())
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(id);

        metadata.write(w -> w.put(StoredTree.NODE, id, Document.nothing(), Map.of()));
        assertCorrupt(() -> chain.verify());
        assertCorrupt(() -> chain.prove(1, checkpoints.get(8)));

        metadata.write(w -> w.delete(StoredTree.NODE, id));
        assertThat(chain.verify()).isEqualTo(ENTRIES);

        metadata.write(w -> w.put(StoredTree.NODE, StoredTree.id(5, 0), StoredTree.body(Digest.of("x")), Map.of()));
        assertCorrupt(() -> chain.verify());
    }

    @Test
    void aChainWithoutStoredNodesHasTheSameProofs() {
        Checkpoint last = chain.checkpoint();
        List<ConsistencyProof> with = checkpoints.stream()
                .map(checkpoint -> chain.prove(checkpoint, last))
                .toList();
        long nodes = metadata.write(w -> {
            List<StoredDocument> stored = w.query(MetadataQuery.of(StoredTree.NODE));
            stored.forEach(node -> w.delete(StoredTree.NODE, node.id()));
            return (long) stored.size();
        });

        assertThat(nodes).isEqualTo(10 + 5 + 2 + 1);
        assertThat(chain.checkpoint().root()).isEqualTo(last.root());
        assertThat(checkpoints.stream().map(checkpoint -> chain.prove(checkpoint, last)))
                .isEqualTo(with);
        put(ENTRIES + 1);
        put(ENTRIES + 2);
        put(ENTRIES + 3);
        assertThat(chain.verify(last)).isEqualTo(ENTRIES + 3);
    }

    @Test
    void aClockThatGoesBackDoesNotDisturbAProof() {
        clock.advance(Duration.ofDays(-3));
        put(ENTRIES + 1);
        Checkpoint last = chain.checkpoint();

        assertThat(last.time()).isBefore(checkpoints.get(ENTRIES).time());
        chain.prove(checkpoints.get(ENTRIES), last).verify(checkpoints.get(ENTRIES), last);
        assertThat(chain.verify(checkpoints.get(ENTRIES))).isEqualTo(ENTRIES + 1);
    }

    private static void assertCorrupt(ThrowingCallable verify) {
        assertThatThrownBy(verify).isInstanceOf(CorruptException.class);
    }
}
