// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.merkle;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;

/** Goes along the digests of a proof, from the root downwards: the definitions of RFC 6962, read the other way. */
final class PathWalk {

    private final List<Digest> path;
    private int left;

    PathWalk(List<Digest> path) {
        this.path = path;
        this.left = path.size();
    }

    /** Checks that the walk took every digest. */
    void requireEnd() {
        if (left > 0) {
            throw new CorruptException("the proof has digests that are beside no way to the root");
        }
    }

    /** {@return the root of a tree with that leaf at that index} */
    Digest root(long index, long size, Digest leaf) {
        if (size == 1) {
            return leaf;
        }
        Digest beside = last();
        long split = MerkleTree.leftSize(size);
        return index < split
                ? MerkleTree.node(root(index, split, leaf), beside)
                : MerkleTree.node(beside, root(index - split, size - split, leaf));
    }

    /**
     * {@return the roots of two trees, of which the earlier is the beginning of the later}
     *
     * @param from the size of the earlier, at least 1
     * @param to the size of the later
     * @param earlier the root of the earlier, which the proof leaves out
     */
    MerkleTree.Roots roots(long from, long to, Digest earlier) {
        return roots(from, to, Optional.of(earlier));
    }

    private MerkleTree.Roots roots(long from, long to, Optional<Digest> leftOut) {
        if (from == to) {
            Digest same = leftOut.isPresent() ? leftOut.get() : last();
            return new MerkleTree.Roots(same, same);
        }
        Digest beside = last();
        long split = MerkleTree.leftSize(to);
        if (from <= split) {
            MerkleTree.Roots inner = roots(from, split, leftOut);
            return new MerkleTree.Roots(inner.earlier(), MerkleTree.node(inner.later(), beside));
        }
        MerkleTree.Roots inner = roots(from - split, to - split, Optional.empty());
        return new MerkleTree.Roots(MerkleTree.node(beside, inner.earlier()), MerkleTree.node(beside, inner.later()));
    }

    private Digest last() {
        if (left == 0) {
            throw new CorruptException("the proof is cut: it has only " + path.size() + " digests");
        }
        left--;
        return path.get(left);
    }
}
