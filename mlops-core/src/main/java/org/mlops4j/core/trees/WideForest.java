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
    private final int[] roots;

    WideForest(TreeOrder order, FeatureKeys features) {
        this.nodes = new long[order.nodes()];
        this.slots = new int[order.nodes()];
        this.roots = order.roots();
        for (int tree = 0; tree < order.trees().size(); tree++) {
            pack(order.trees().get(tree), roots[tree], features);
        }
    }

    private void pack(Tree tree, int root, FeatureKeys features) {
        for (int node = 0; node < tree.size(); node++) {
            if (tree.isLeaf(node)) {
                nodes[root + node] = (long) FeatureKeys.LEAST << 32;
            } else {
                nodes[root + node] = (long) features.threshold(tree, node) << 32 | (tree.right(node) - node);
                slots[root + node] = features.slot(tree, node);
            }
        }
    }

    @Override
    public void walk(int[] keys, int[] reached) {
        int trees = roots.length - 1;
        int tree = 0;
        for (; tree + 2 <= trees; tree += 2) {
            int a = roots[tree];
            int b = roots[tree + 1];
            boolean moved = true;
            while (moved) {
                int fromA = a;
                int fromB = b;
                a = next(keys, 0, a);
                b = next(keys, 0, b);
                moved = ((a ^ fromA) | (b ^ fromB)) != 0;
            }
            reached[tree] = a;
            reached[tree + 1] = b;
        }
        if (tree < trees) {
            reached[tree] = walk(keys, 0, roots[tree]);
        }
    }

    @Override
    public void walkAll(int tree, int[] keys, int stride, int rows, int[] reached) {
        for (int row = 0; row < rows; row++) {
            reached[row] = walk(keys, row * stride, roots[tree]);
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
