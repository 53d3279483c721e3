// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * A node in a long, for shallow and balanced trees: what boosting mostly makes.
 *
 * <p>A node is, from the highest bits: the key of the threshold (32), how far on the right child is (16), the slot of
 * the feature (16). The left child is before the right one. A leaf is its own right child, and no key is less than its
 * threshold, so that walking on stays there: a walk has a fixed number of steps and a step has no branch that could be
 * mispredicted. Several walks are made at once, four trees for one row or four rows for one tree, since a step waits
 * for memory.
 */
final class PackedForest implements Forest {

    /** A fixed number of steps pays while the longest way is at most so many times the likely one. */
    private static final double MAX_IMBALANCE = 2;

    private static final int MAX_16 = 0xffff;

    private final long[] nodes;
    private final int[] roots;
    private final int[] steps;

    PackedForest(TreeOrder order, FeatureKeys features) {
        this.nodes = new long[order.nodes()];
        this.roots = order.roots();
        this.steps = order.trees().stream().mapToInt(Tree::depth).toArray();
        for (int tree = 0; tree < steps.length; tree++) {
            pack(order.trees().get(tree), roots[tree], features);
        }
    }

    /** {@return whether the ensemble fits into 16-bit fields and is balanced enough} */
    static boolean suits(TreeEnsemble ensemble, FeatureKeys features) {
        long size = 0;
        double longest = 0;
        double likely = 0;
        for (Tree tree : ensemble.trees()) {
            size += tree.size();
            longest += tree.depth();
            likely += tree.likelyDepth();
            for (int node = 0; node < tree.size(); node++) {
                if (tree.right(node) - node > MAX_16) {
                    return false;
                }
            }
        }
        return size <= Integer.MAX_VALUE && features.slots() <= MAX_16 + 1 && longest <= MAX_IMBALANCE * likely;
    }

    private void pack(Tree tree, int root, FeatureKeys features) {
        for (int node = 0; node < tree.size(); node++) {
            if (tree.isLeaf(node)) {
                nodes[root + node] = (long) FeatureKeys.LEAST << 32;
            } else {
                int toRight = tree.right(node) - node;
                long key = features.threshold(tree, node);
                nodes[root + node] = key << 32 | (long) toRight << 16 | features.slot(tree, node);
            }
        }
    }

    @Override
    public void walk(int[] keys, int[] reached) {
        int tree = 0;
        for (; tree + 4 <= steps.length; tree += 4) {
            int a = roots[tree];
            int b = roots[tree + 1];
            int c = roots[tree + 2];
            int d = roots[tree + 3];
            int longest = Math.max(Math.max(steps[tree], steps[tree + 1]), Math.max(steps[tree + 2], steps[tree + 3]));
            for (int step = longest; step > 0; step--) {
                a = next(keys, 0, a);
                b = next(keys, 0, b);
                c = next(keys, 0, c);
                d = next(keys, 0, d);
            }
            reached[tree] = a;
            reached[tree + 1] = b;
            reached[tree + 2] = c;
            reached[tree + 3] = d;
        }
        for (; tree < steps.length; tree++) {
            reached[tree] = walk(keys, 0, tree);
        }
    }

    @Override
    public void walkAll(int tree, int[] keys, int stride, int rows, int[] reached) {
        int row = 0;
        for (; row + 4 <= rows; row += 4) {
            int at = row * stride;
            int a = roots[tree];
            int b = a;
            int c = a;
            int d = a;
            for (int step = steps[tree]; step > 0; step--) {
                a = next(keys, at, a);
                b = next(keys, at + stride, b);
                c = next(keys, at + 2 * stride, c);
                d = next(keys, at + 3 * stride, d);
            }
            reached[row] = a;
            reached[row + 1] = b;
            reached[row + 2] = c;
            reached[row + 3] = d;
        }
        for (; row < rows; row++) {
            reached[row] = walk(keys, row * stride, tree);
        }
    }

    private int walk(int[] keys, int at, int tree) {
        int node = roots[tree];
        for (int step = steps[tree]; step > 0; step--) {
            node = next(keys, at, node);
        }
        return node;
    }

    private int next(int[] keys, int at, int node) {
        long packed = nodes[node];
        int key = keys[at + ((int) packed & MAX_16)];
        // The difference of two 32-bit numbers in 64 bits: its sign is 1 if the key is less than the threshold.
        int left = (int) ((key - (packed >> 32)) >>> 63);
        return node + ((int) packed >>> 16) - left;
    }
}
