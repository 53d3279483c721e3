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
 * for memory. Leaves are added in the order of the trees, so sums have the bits of a simple loop.
 */
final class PackedForest implements Forest {

    /** A fixed number of steps pays while the longest way is at most so many times the likely one. */
    private static final double MAX_IMBALANCE = 2;

    private static final int MAX_16 = 0xffff;

    private final long[] nodes;
    private final float[] leaves;
    private final int[] roots;
    private final int[] steps;
    private final int[] firstTree;
    private final float[] base;

    PackedForest(TreeEnsemble ensemble, FeatureKeys features) {
        int size = ensemble.trees().stream().mapToInt(Tree::size).sum();
        int trees = ensemble.trees().size();
        this.nodes = new long[size];
        this.leaves = new float[size];
        this.roots = new int[trees];
        this.steps = new int[trees];
        this.firstTree = new int[ensemble.groups() + 1];
        this.base = new float[ensemble.groups()];
        int tree = 0;
        int root = 0;
        for (int group = 0; group < base.length; group++) {
            base[group] = ensemble.base(group);
            firstTree[group] = tree;
            for (Tree next : ensemble.treesOf(group)) {
                roots[tree] = root;
                steps[tree++] = next.depth();
                pack(next, root, features);
                root += next.size();
            }
        }
        firstTree[base.length] = tree;
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
                leaves[root + node] = tree.value(node);
            } else {
                int toRight = tree.right(node) - node;
                int slot = features.slot(tree.feature(node), tree.missingLeft(node));
                nodes[root + node] = (long) FeatureKeys.of(tree.value(node)) << 32 | (long) toRight << 16 | slot;
            }
        }
    }

    @Override
    public void sum(int[] keys, float[] margins) {
        for (int group = 0; group < base.length; group++) {
            margins[group] = sum(keys, group);
        }
    }

    private float sum(int[] keys, int group) {
        float sum = base[group];
        int tree = firstTree[group];
        int end = firstTree[group + 1];
        for (; tree + 4 <= end; tree += 4) {
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
            sum += leaves[a];
            sum += leaves[b];
            sum += leaves[c];
            sum += leaves[d];
        }
        for (; tree < end; tree++) {
            sum += leaves[walk(keys, 0, tree)];
        }
        return sum;
    }

    @Override
    public void sumAll(int[] keys, int stride, int rows, float[] margins) {
        for (int group = 0; group < base.length; group++) {
            for (int row = 0; row < rows; row++) {
                margins[row * base.length + group] = base[group];
            }
            for (int tree = firstTree[group]; tree < firstTree[group + 1]; tree++) {
                add(tree, keys, stride, rows, margins, group);
            }
        }
    }

    private void add(int tree, int[] keys, int stride, int rows, float[] margins, int group) {
        int groups = base.length;
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
            int out = row * groups + group;
            margins[out] += leaves[a];
            margins[out + groups] += leaves[b];
            margins[out + 2 * groups] += leaves[c];
            margins[out + 3 * groups] += leaves[d];
        }
        for (; row < rows; row++) {
            margins[row * groups + group] += leaves[walk(keys, row * stride, tree)];
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
