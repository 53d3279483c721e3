// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.merkle;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;

/**
 * The Merkle tree of RFC 6962, section 2.1, over a list that grows: with SHA-256, a zero byte before the content of a
 * leaf and a one byte before the two digests of a node, so that no leaf can pass for a node.
 *
 * <p>An instance takes leaves one by one and keeps only the roots of the full subtrees, so at most 63 digests. Not
 * thread-safe.
 */
public final class MerkleTree {

    /** The root of a tree without leaves: the SHA-256 of nothing. */
    public static final Digest EMPTY = Digest.of(new byte[0]);

    /** Roots of full subtrees, the widest first; one for each bit of the size that is set. */
    private final Deque<Digest> full = new ArrayDeque<>();

    private long size;

    /** Starts without leaves. */
    public MerkleTree() {}

    /** {@return the digest of a leaf} */
    public static Digest leaf(byte[] content) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update((byte) 0);
        sha256.update(content);
        return Digest.from(sha256);
    }

    /** {@return the digest of a node over two subtrees} */
    public static Digest node(Digest left, Digest right) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update((byte) 1);
        sha256.update(left.bytes());
        sha256.update(right.bytes());
        return Digest.from(sha256);
    }

    /**
     * {@return the root that an audit path of RFC 6962, section 2.1.1, leads to from a leaf}
     *
     * @param index of the leaf, from 0
     * @param size of the tree, greater than the index
     * @param path the digests beside the way from the leaf to the root
     * @throws CorruptException if the path has another length than such a way
     */
    public static Digest root(long index, long size, Digest leaf, List<Digest> path) {
        PathWalk walk = new PathWalk(path);
        Digest root = walk.root(index, size, leaf);
        walk.requireEnd();
        return root;
    }

    /**
     * {@return the roots of two trees, of which the earlier is the beginning of the later, that a proof of RFC 6962,
     * section 2.1.2, leads to}
     *
     * @param from the size of the earlier, at least 1
     * @param to the size of the later, no less
     * @param earlier the root of the earlier, which the proof leaves out where it is a subtree of the later
     * @param path the digests of the subtrees that make both roots
     * @throws CorruptException if the path has another length than such a proof
     */
    public static Roots roots(long from, long to, Digest earlier, List<Digest> path) {
        PathWalk walk = new PathWalk(path);
        Roots roots = walk.roots(from, to, earlier);
        walk.requireEnd();
        return roots;
    }

    /** {@return how many leaves the left subtree of a tree has: the greatest power of two below its size} */
    static long leftSize(long size) {
        return Long.highestOneBit(size - 1);
    }

    /** {@return how many leaves there are} */
    public long size() {
        return size;
    }

    /**
     * Takes the next leaf. Hashes once or twice on average.
     *
     * @param leaf of {@link #leaf}
     * @return the roots of the subtrees that it completes, from the parent of the leaf upwards; empty for every other
     *     leaf
     */
    public List<Digest> add(Digest leaf) {
        List<Digest> completed = new ArrayList<>();
        Digest node = leaf;
        size++;
        for (int level = Long.numberOfTrailingZeros(size); level > 0; level--) {
            node = node(full.removeLast(), node);
            completed.add(node);
        }
        full.addLast(node);
        return completed;
    }

    /** {@return the root over all leaves so far; hashes at most 62 times} */
    public Digest root() {
        if (full.isEmpty()) {
            return EMPTY;
        }
        List<Digest> narrowLast = List.copyOf(full);
        Digest root = narrowLast.get(narrowLast.size() - 1);
        for (int i = narrowLast.size() - 2; i >= 0; i--) {
            root = node(narrowLast.get(i), root);
        }
        return root;
    }

    /**
     * The roots of two trees.
     *
     * @param earlier of the smaller
     * @param later of the one that begins with it
     */
    public record Roots(Digest earlier, Digest later) {}
}
