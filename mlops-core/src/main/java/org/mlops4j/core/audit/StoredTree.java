// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.merkle.MerkleTree;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/**
 * The Merkle tree of the chain, of which the roots of full subtrees are documents of kind {@value #NODE}, written with
 * the entry that completes them: about one for each entry. A subtree is a level, 0 for leaves, and its index in the
 * level. A node that is not stored, because the chain was begun before there were nodes, is computed from its entries.
 *
 * @param reader one state of the store
 */
record StoredTree(MetadataReader reader) {

    static final String NODE = "audit-node";

    /** {@return the id of a node: ids sort in the order in which nodes are completed} */
    static String id(int level, long index) {
        return HashChain.id((index + 1) << level) + "-" + (level < 10 ? "0" : "") + level;
    }

    /** {@return a node as it is stored} */
    static Document body(Digest node) {
        return Document.object().with("node", node);
    }

    /** Stores the nodes that an entry completes. */
    static void grow(MetadataWriter writer, AuditEntry entry) {
        StoredTree tree = new StoredTree(writer);
        Digest node = entry.leaf();
        for (int level = 1; level <= Long.numberOfTrailingZeros(entry.sequence()); level++) {
            long index = (entry.sequence() >> level) - 1;
            // An entry knows the hash of the one before, which need not be read.
            Digest left = level == 1 ? MerkleTree.leaf(entry.previous().bytes()) : tree.node(level - 1, 2 * index);
            node = MerkleTree.node(left, node);
            writer.put(NODE, id(level, index), body(node), Map.of());
        }
    }

    /** {@return the root over the first entries} */
    Digest root(long size) {
        return size == 0 ? MerkleTree.EMPTY : subtree(0, size);
    }

    /** {@return what leads from a leaf to the root over the first entries} */
    List<Digest> inclusion(long leaf, long size) {
        List<Digest> path = new ArrayList<>();
        include(leaf, 0, size, path);
        return path;
    }

    /** {@return what leads from the root over the first entries to the root over some more} */
    List<Digest> consistency(long from, long to) {
        List<Digest> path = new ArrayList<>();
        if (from > 0) {
            extend(from, 0, to, path);
        }
        return path;
    }

    private void include(long leaf, long begin, long end, List<Digest> path) {
        if (end - begin == 1) {
            return;
        }
        long split = split(begin, end);
        if (leaf < split) {
            include(leaf, begin, split, path);
            path.add(subtree(split, end));
        } else {
            include(leaf, split, end, path);
            path.add(subtree(begin, split));
        }
    }

    /** The subtree at the very beginning is the earlier tree itself, whose root the verifier has. */
    private void extend(long from, long begin, long end, List<Digest> path) {
        if (from == end) {
            if (begin > 0) {
                path.add(subtree(begin, end));
            }
            return;
        }
        long split = split(begin, end);
        if (from <= split) {
            extend(from, begin, split, path);
            path.add(subtree(split, end));
        } else {
            extend(from, split, end, path);
            path.add(subtree(begin, split));
        }
    }

    /** {@return the root over some entries that are a subtree, full or at the right edge} */
    private Digest subtree(long begin, long end) {
        long size = end - begin;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return node(level, begin >> level);
        }
        long split = split(begin, end);
        return MerkleTree.node(subtree(begin, split), subtree(split, end));
    }

    private static long split(long begin, long end) {
        return begin + Long.highestOneBit(end - begin - 1);
    }

    private Digest node(int level, long index) {
        if (level == 0) {
            return leaf(index + 1);
        }
        String id = id(level, index);
        return reader.find(NODE, id)
                .map(stored -> stored(id, stored.body()))
                .orElseGet(() -> MerkleTree.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1)));
    }

    private static Digest stored(String id, Document body) {
        try {
            return new Digest(body.get("node").text());
        } catch (InvalidException e) {
            throw new CorruptException("node '" + id + "' of the tree over the audit chain was altered", e);
        }
    }

    private Digest leaf(long sequence) {
        StoredDocument stored = reader.find(HashChain.ENTRY, HashChain.id(sequence))
                .orElseThrow(() -> new CorruptException("audit entry " + sequence + " is missing"));
        return ChainWalk.parse(sequence, stored).leaf();
    }
}
