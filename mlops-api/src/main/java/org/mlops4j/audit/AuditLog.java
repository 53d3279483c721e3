// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

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
}
