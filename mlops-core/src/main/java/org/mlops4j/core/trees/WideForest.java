// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * A node in a long and an int, for ensembles of any shape: more features, thresholds or larger trees than
 * {@link PackedForest} has room for, or trees so unbalanced that a row should stop at its leaf. A node is the key of
 * the threshold and how far on the right child is, both 32 bits, and the slot of the feature beside it. A leaf is its
 * own right child; a walk ends when it no longer moves. Three or four walks are made at once, since a step waits for
 * memory.
 *
 * <p>{@link CategoryForest} stops at leaves as well, but shares no loop with this: with two kinds of steps behind one
 * loop these walks took a quarter to a third longer, and walks with branches gain nothing from being made at once.
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
                nodes[root + node] = (long) Integer.MIN_VALUE << 32;
            } else {
                nodes[root + node] = (long) features.threshold(tree, node) << 32 | (tree.right(node) - node);
                slots[root + node] = features.slot(tree, node);
            }
        }
    }

    @Override
    public void walk(int[] keys, int first, int[] reached) {
        int end = Math.min(first + TREES, roots.length - 1);
        for (int tree = first; tree < end; tree += 3) {
            int a = roots[tree];
            int b = roots[Math.min(tree + 1, end - 1)];
            int c = roots[Math.min(tree + 2, end - 1)];
            int moved;
            do {
                moved = a ^ (a = next(keys, 0, a));
                moved |= b ^ (b = next(keys, 0, b));
                moved |= c ^ (c = next(keys, 0, c));
            } while (moved != 0);
            reached[tree - first] = a;
            reached[tree - first + 1] = b;
            reached[tree - first + 2] = c;
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
            int moved;
            do {
                moved = a ^ (a = next(keys, at, a));
                moved |= b ^ (b = next(keys, at + stride, b));
                moved |= c ^ (c = next(keys, at + 2 * stride, c));
                moved |= d ^ (d = next(keys, at + 3 * stride, d));
            } while (moved != 0);
            reached[row] = a;
            reached[row + 1] = b;
            reached[row + 2] = c;
            reached[row + 3] = d;
        }
        for (; row < rows; row++) {
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
