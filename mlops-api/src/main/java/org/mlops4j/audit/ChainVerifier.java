// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;
import org.mlops4j.merkle.MerkleTree;

/**
 * Takes the entries of a chain one by one and checks that each follows the one before: sequence, link and hash. Needs
 * no store, so it serves for one as well as for an export. Not thread-safe.
 */
public final class ChainVerifier {

    private final MerkleTree tree = new MerkleTree();
    private final @Nullable Checkpoint known;
    private Digest last = AuditEntry.BEGINNING;

    private ChainVerifier(@Nullable Checkpoint known) {
        this.known = known;
        compare();
    }

    /** {@return a verifier of a whole chain} */
    public static ChainVerifier whole() {
        return new ChainVerifier(null);
    }

    /** {@return a verifier of a whole chain that must begin with the one a checkpoint covers} */
    public static ChainVerifier beginningWith(Checkpoint known) {
        return new ChainVerifier(known);
    }

    /**
     * Takes the next entry.
     *
     * @return the roots of the subtrees that it completes, see {@link MerkleTree#add}
     * @throws CorruptException if it does not follow, or the chain does not begin with the checkpoint's
     */
    public List<Digest> add(AuditEntry entry) {
        long expected = tree.size() + 1;
        if (entry.sequence() != expected) {
            throw new CorruptException("audit entry " + expected + " says it is entry " + entry.sequence());
        }
        if (!entry.hash().equals(entry.computedHash())) {
            throw new CorruptException("audit entry " + expected + " was altered after it was written");
        }
        if (!entry.previous().equals(last)) {
            throw new CorruptException("audit entry " + expected + " does not follow the entry before it");
        }
        List<Digest> completed = tree.add(entry.leaf());
        last = entry.hash();
        compare();
        return completed;
    }

    /**
     * Tells that there are no more entries.
     *
     * @return the root over all of them
     * @throws CorruptException if there are fewer than the checkpoint covers
     */
    public Digest end() {
        if (known != null && known.size() > tree.size()) {
            throw new CorruptException("the audit chain ends with entry " + tree.size() + ", the checkpoint of "
                    + known.time() + " covers " + known.size() + ": it was cut or replaced");
        }
        return tree.root();
    }

    /** {@return how many entries there were so far} */
    public long size() {
        return tree.size();
    }

    /** {@return the hash of the last entry so far} */
    public Digest last() {
        return last;
    }

    private void compare() {
        if (known != null && known.size() == tree.size() && !known.root().equals(tree.root())) {
            throw new CorruptException("the first " + known.size() + " entries of the audit chain have the root "
                    + tree.root() + ", the checkpoint of " + known.time() + " has " + known.root()
                    + ": the chain was rewritten");
        }
    }
}
