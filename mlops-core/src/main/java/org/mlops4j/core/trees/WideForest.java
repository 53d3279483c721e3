// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * A node in a long and an int, for ensembles of any shape: more features or larger trees than {@link PackedForest} can
 * number, or trees so unbalanced that a row should stop at its leaf. A node is the key of the threshold and how far on
 * the right child is, both 32 bits, and the slot of the feature beside it. Leaves stay where they are as in the packed
 * form; a walk ends when it no longer moves.
 */
final class WideForest implements Forest {

    private final long[] nodes;
    private final int[] slots;
    private final float[] leaves;
    private final int[] roots;
    private final int[] firstTree;
    private final float[] base;

    WideForest(TreeEnsemble ensemble, FeatureKeys features) {
        int size =
                Math.toIntExact(ensemble.trees().stream().mapToLong(Tree::size).sum());
        this.nodes = new long[size];
        this.slots = new int[size];
        this.leaves = new float[size];
        this.roots = new int[ensemble.trees().size()];
        this.firstTree = new int[ensemble.groups() + 1];
        this.base = new float[ensemble.groups()];
        int tree = 0;
        int root = 0;
        for (int group = 0; group < base.length; group++) {
            base[group] = ensemble.base(group);
            firstTree[group] = tree;
            for (Tree next : ensemble.treesOf(group)) {
                roots[tree++] = root;
                pack(next, root, features);
                root += next.size();
            }
        }
        firstTree[base.length] = tree;
    }

    private void pack(Tree tree, int root, FeatureKeys features) {
        for (int node = 0; node < tree.size(); node++) {
            if (tree.isLeaf(node)) {
                nodes[root + node] = (long) FeatureKeys.LEAST << 32;
                leaves[root + node] = tree.value(node);
            } else {
                nodes[root + node] = (long) FeatureKeys.of(tree.value(node)) << 32 | (tree.right(node) - node);
                slots[root + node] = features.slot(tree.feature(node), tree.missingLeft(node));
            }
        }
    }

    @Override
    public void sum(int[] keys, float[] margins) {
        sum(keys, 0, margins, 0);
    }

    @Override
    public void sumAll(int[] keys, int stride, int rows, float[] margins) {
        for (int row = 0; row < rows; row++) {
            sum(keys, row * stride, margins, row * base.length);
        }
    }

    private void sum(int[] keys, int at, float[] margins, int out) {
        for (int group = 0; group < base.length; group++) {
            float sum = base[group];
            int tree = firstTree[group];
            int end = firstTree[group + 1];
            for (; tree + 2 <= end; tree += 2) {
                int a = roots[tree];
                int b = roots[tree + 1];
                boolean moved = true;
                while (moved) {
                    int fromA = a;
                    int fromB = b;
                    a = next(keys, at, a);
                    b = next(keys, at, b);
                    moved = ((a ^ fromA) | (b ^ fromB)) != 0;
                }
                sum += leaves[a];
                sum += leaves[b];
            }
            if (tree < end) {
                sum += leaves[walk(keys, at, roots[tree])];
            }
            margins[out + group] = sum;
        }
    }

    private int walk(int[] keys, int at, int root) {
        int node = root;
        int from;
        do {
            from = node;
            node = next(keys, at, from);
        } while (node != from);
        return node;
    }

    private int next(int[] keys, int at, int node) {
        long packed = nodes[node];
        int left = (int) ((keys[at + slots[node]] - (packed >> 32)) >>> 63);
        return node + (int) packed - left;
    }
}
