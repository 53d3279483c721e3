// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;
import org.mlops4j.spi.MetadataWriter;

/**
 * The hash chain of every change. Thread-safe. Entries are written in the transaction of the change they tell of, so
 * there is no change without an entry and no entry without a change.
 */
public interface AuditLog {

    /**
     * Changes metadata and records it, in one transaction. Every document that the work puts or deletes goes into the
     * entry with its digest before and after. Work that changes nothing leaves no entry.
     *
     * @param action what is done, such as {@code alias.move}
     * @param target on what
     * @param reason why; may be empty
     * @param work as for {@link org.mlops4j.spi.MetadataStore#write}
     * @return what the work returned
     */
    <T> T transact(String action, String target, String reason, Function<? super MetadataWriter, T> work);

    /**
     * {@return entries in order}
     *
     * @param after a sequence number, 0 for the beginning
     * @param limit how many at most
     */
    List<AuditEntry> entries(long after, int limit);

    /** {@return all entries about a target, in order} */
    List<AuditEntry> about(String target);

    /**
     * Walks the chain from its first to its last entry: sequence, links, hashes, and that each audited document still
     * has the digest that its last entry tells.
     *
     * @return how many entries there are, all sound
     * @throws org.mlops4j.error.CorruptException at the first that is not; the message names it
     */
    long verify();

    /**
     * Does what {@link #verify()} does, and checks that the chain begins with the one that a checkpoint covers: finds a
     * chain that was rewritten as a whole, by whoever can write to the files of the store.
     *
     * @param known made earlier and kept elsewhere, or signed
     * @return how many entries there are, all sound
     * @throws org.mlops4j.error.CorruptException at the first that is not; the message names it
     */
    long verify(Checkpoint known);

    /** {@return the chain as it is now} Reads and hashes O(log n) of n entries; a new store has the empty chain. */
    Checkpoint checkpoint();

    /**
     * {@return the proof that an entry is in the chain that a checkpoint covers} Reads and hashes O(log n) of n
     * entries.
     *
     * @param sequence of the entry
     * @param in a checkpoint of this chain
     * @throws org.mlops4j.error.NotFoundException if the checkpoint does not cover that entry, or the chain is shorter
     *     than the checkpoint
     */
    InclusionProof prove(long sequence, Checkpoint in);

    /**
     * {@return the proof that the chain of a later checkpoint begins with that of an earlier one} Reads and hashes
     * O(log n) of n entries. If the chain was rewritten in between, the proof fails {@link ConsistencyProof#verify}.
     *
     * @throws org.mlops4j.error.InvalidException if the earlier one covers more than the later one
     * @throws org.mlops4j.error.NotFoundException if the chain is shorter than the later checkpoint
     */
    ConsistencyProof prove(Checkpoint earlier, Checkpoint later);

    /**
     * Writes every entry as one line of JSON in UTF-8, oldest first: what {@link AuditExport#verify} takes. One state
     * of the store; holds one page of entries at a time.
     *
     * @param target not closed
     * @return the checkpoint of what was written
     * @throws org.mlops4j.error.StorageException if the target fails
     */
    Checkpoint export(OutputStream target);
}
