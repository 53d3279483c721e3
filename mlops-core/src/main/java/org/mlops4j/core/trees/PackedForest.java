// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;

/**
 * A node in an int, so that many nodes fit into the cache: for trees that are not full, but not far from balanced.
 *
 * <p>A node is the key of its threshold, in whose free bits are how far on its left child is (9) and the slot of its
 * feature (9); the right child is behind the left one. A leaf is its own left child, and every key is less than its
 * threshold, so that walking on stays there: a walk has a fixed number of steps and a step has no branch that could be
 * mispredicted. Several walks are made at once, of several trees for one row or several rows for one tree, since a step
 * waits for memory.
 *
 * <p>The widths are constants since the shifts and masks of a step would need registers otherwise, of which the walks
 * have none to spare.
 */
final class PackedForest implements Forest {

    /** A fixed number of steps pays while the longest way is at most so many times the likely one. */
    private static final double MAX_IMBALANCE = 2;

    private static final int FIELD_BITS = 9;
    private static final int FIELD = (1 << FIELD_BITS) - 1;

    private final int[] nodes;

    /** Where each tree begins; behind them the place of a leaf, up to a whole number of walks. */
    private final int[] roots;

    /** The longest way of each tree. */
    private final int[] steps;

    /** The longest way of the trees of each walk. */
    private final int[] longest;

    PackedForest(TreeOrder order, FeatureKeys features) {
        int trees = order.trees().size();
        this.nodes = new int[order.nodes() + 1];
        this.roots = Arrays.copyOf(order.roots(), Forest.room(trees));
        this.steps = new int[roots.length];
        this.longest = new int[roots.length / TREES];
        Arrays.fill(nodes, features.aboveAll());
        Arrays.fill(roots, trees, roots.length, order.nodes());
        for (int tree = 0; tree < trees; tree++) {
            pack(order.trees().get(tree), roots[tree], features);
            steps[tree] = order.trees().get(tree).depth();
            longest[tree / TREES] = Math.max(longest[tree / TREES], steps[tree]);
        }
    }

    /** {@return whether the ensemble fits into the fields of a node and is balanced enough} */
    static boolean suits(TreeEnsemble ensemble, FeatureKeys features) {
        if (features.slots() > FIELD + 1 || features.freeBits() < 2 * FIELD_BITS) {
            return false;
        }
        long size = 0;
        double longest = 0;
        double likely = 0;
        for (Tree tree : ensemble.trees()) {
            size += tree.size();
            longest += tree.depth();
            likely += tree.likelyDepth();
            for (int node = 0; node < tree.size(); node++) {
                if (tree.right(node) - 1 - node > FIELD) {
                    return false;
                }
            }
        }
        return size < Integer.MAX_VALUE && longest <= MAX_IMBALANCE * likely;
    }

    private void pack(Tree tree, int root, FeatureKeys features) {
        for (int node = 0; node < tree.size(); node++) {
            if (!tree.isLeaf(node)) {
                int toLeft = tree.right(node) - 1 - node;
                nodes[root + node] = features.threshold(tree, node) | toLeft << FIELD_BITS | features.slot(tree, node);
            }
        }
    }

    @Override
    public void walk(int[] keys, int first, int[] reached) {
        int a = roots[first];
        int b = roots[first + 1];
        int c = roots[first + 2];
        int d = roots[first + 3];
        int e = roots[first + 4];
        int f = roots[first + 5];
        for (int step = longest[first / TREES]; step > 0; step--) {
            a = next(keys, 0, a);
            b = next(keys, 0, b);
            c = next(keys, 0, c);
            d = next(keys, 0, d);
            e = next(keys, 0, e);
            f = next(keys, 0, f);
        }
        reached[0] = a;
        reached[1] = b;
        reached[2] = c;
        reached[3] = d;
        reached[4] = e;
        reached[5] = f;
    }

    @Override
    public void walkAll(int tree, int[] keys, int stride, int rows, int[] reached) {
        // Six rows: with more, a compiled step had too few registers in most of the runs that were looked at.
        int row = 0;
        for (; row + 6 <= rows; row += 6) {
            int at = row * stride;
            int a = roots[tree];
            int b = a;
            int c = a;
            int d = a;
            int e = a;
            int f = a;
            for (int step = steps[tree]; step > 0; step--) {
                a = next(keys, at, a);
                b = next(keys, at + stride, b);
                c = next(keys, at + 2 * stride, c);
                d = next(keys, at + 3 * stride, d);
                e = next(keys, at + 4 * stride, e);
                f = next(keys, at + 5 * stride, f);
            }
            reached[row] = a;
            reached[row + 1] = b;
            reached[row + 2] = c;
            reached[row + 3] = d;
            reached[row + 4] = e;
            reached[row + 5] = f;
        }
        for (; row < rows; row++) {
            int node = roots[tree];
            for (int step = steps[tree]; step > 0; step--) {
                node = next(keys, row * stride, node);
            }
            reached[row] = node;
        }
    }

    private int next(int[] keys, int at, int node) {
        int packed = nodes[node];
        // The difference is negative if the key is not less than the threshold; then the sign is 1, to the right.
        int right = (packed - keys[at + (packed & FIELD)]) >>> 31;
        return node + (packed >>> FIELD_BITS & FIELD) + right;
    }
}
