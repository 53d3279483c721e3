// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.merkle.MerkleTree;

/**
 * Proves that an entry is in the chain that a checkpoint covers, without the other entries and without the store: the
 * audit path of RFC 6962, section 2.1.1. At most 63 digests.
 *
 * @param sequence of the entry, from 1
 * @param size of the checkpoint
 * @param path the digests of the subtrees beside the way from the leaf to the root, in this order
 */
public record InclusionProof(long sequence, long size, List<Digest> path) {

    /** Copies the path. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** {@return the proof whose {@link #toDocument()} this is} */
    public static InclusionProof from(Document document) {
        return new InclusionProof(
                document.get("sequence").whole(),
                document.get("size").whole(),
                document.get("path").texts().stream().map(Digest::new).toList());
    }

    /** {@return the form in which proofs are handed on} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("sequence", sequence)
                .with("size", size)
                .with("path", Document.texts(path.stream().map(Digest::hex).toList()));
    }

    /**
     * Checks the proof. Hashes once for each digest of the path; reads nothing else.
     *
     * @param entry the entry that is to be in the chain
     * @param checkpoint of a source that is trusted, such as a signed one
     * @throws CorruptException if the entry is not what its hash says, or this proves something else
     */
    public void verify(AuditEntry entry, Checkpoint checkpoint) {
        if (!entry.hash().equals(entry.computedHash())) {
            throw new CorruptException(
                    "audit entry " + entry.sequence() + " was altered: its parts do not have the hash " + entry.hash());
        }
        if (entry.sequence() != sequence || checkpoint.size() != size || sequence < 1 || sequence > size) {
            throw new CorruptException("this proves that entry " + sequence + " is among " + size
                    + " entries, not that entry " + entry.sequence() + " is among " + checkpoint.size());
        }
        Digest root = MerkleTree.root(sequence - 1, size, entry.leaf(), path);
        if (!root.equals(checkpoint.root())) {
            throw new CorruptException("audit entry " + sequence + " is not in the chain of " + size
                    + " entries with the root " + checkpoint.root());
        }
    }
}
