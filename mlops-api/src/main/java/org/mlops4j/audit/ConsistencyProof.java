// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.merkle.MerkleTree;

/**
 * Proves that the chain of a later checkpoint begins with the whole chain of an earlier one, without the entries and
 * without the store: RFC 6962, section 2.1.2. At most 64 digests.
 *
 * @param from the size of the earlier checkpoint
 * @param to the size of the later one
 * @param path the digests of subtrees that make both roots
 */
public record ConsistencyProof(long from, long to, List<Digest> path) {

    /** Copies the path. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** {@return the proof whose {@link #toDocument()} this is} */
    public static ConsistencyProof from(Document document) {
        return new ConsistencyProof(
                document.get("from").whole(),
                document.get("to").whole(),
                document.get("path").texts().stream().map(Digest::new).toList());
    }

    /** {@return the form in which proofs are handed on} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("from", from)
                .with("to", to)
                .with("path", Document.texts(path.stream().map(Digest::hex).toList()));
    }

    /**
     * Checks the proof. Hashes at most twice for each digest of the path; reads nothing else.
     *
     * @throws CorruptException if the later chain does not begin with the earlier one, or this proves something else
     */
    public void verify(Checkpoint earlier, Checkpoint later) {
        if (earlier.size() != from || later.size() != to || from > to) {
            throw new CorruptException("this proves how a chain grew from " + from + " to " + to + " entries, not from "
                    + earlier.size() + " to " + later.size());
        }
        MerkleTree.Roots actual = new MerkleTree.Roots(earlier.root(), later.root());
        boolean begins = from == 0
                ? path.isEmpty()
                        && actual.equals(
                                new MerkleTree.Roots(MerkleTree.EMPTY, to == 0 ? MerkleTree.EMPTY : later.root()))
                : actual.equals(MerkleTree.roots(from, to, earlier.root(), path));
        if (!begins) {
            throw new CorruptException("the audit chain of " + to + " entries with the root " + later.root()
                    + " does not begin with that of " + from + " entries with the root " + earlier.root()
                    + ": it was rewritten");
        }
    }
}
