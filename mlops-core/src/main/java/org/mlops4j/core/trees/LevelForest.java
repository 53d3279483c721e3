// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Arrays;
import java.util.List;

/**
 * All trees level by level, for trees that are nearly full, as boosting to a depth makes them. Where the children of a
 * node are follows from its place ({@link LevelOrder}), so a node is an int with no more than the key of its threshold
 * and, in the free bits, the slot of its feature, and a step has the fewest instructions. The first levels, through
 * which every row goes, lie together, and leaves take no nodes.
 *
 * <p>A leaf before the last level is a node from which every key goes left. Several walks are made at once, of several
 * trees for one row or several rows for one tree, since a step waits for memory; the loops are those of
 * {@link PackedForest}, whose step a compiler could not keep apart if they were shared.
 */
final class LevelForest implements Forest {

    /** With more places than so many times the nodes, memory and cache are lost to what is not there. */
    private static final double MAX_PLACES = 1.5;

    private static final int SLOT_BITS = 12;
    private static final int SLOT = (1 << SLOT_BITS) - 1;

    private final int[] nodes;

    /** How many trees there is room for: a whole number of walks. */
    private final int roots;

    LevelForest(TreeOrder order, FeatureKeys features) {
        List<Tree> trees = order.trees();
        LevelOrder levels = order.levels();
        this.roots = levels.roots();
        this.nodes = new int[levels.inner()];
        Arrays.fill(nodes, features.aboveAll());
        for (int i = 0; i < trees.size(); i++) {
            Tree tree = trees.get(i);
            for (int node = 0; node < tree.size(); node++) {
                if (!tree.isLeaf(node)) {
                    nodes[levels.place(i, node)] = features.threshold(tree, node) | features.slot(tree, node);
                }
            }
        }
    }

    /** {@return whether the ensemble fits into the fields of a node and its trees are full enough} */
    static boolean suits(TreeEnsemble ensemble, FeatureKeys features) {
        if (features.slots() > SLOT + 1 || features.freeBits() < SLOT_BITS) {
            return false;
        }
        long nodes = ensemble.trees().stream().mapToLong(Tree::size).sum();
        double places =
                Forest.room(ensemble.trees().size()) * (Math.pow(2, LevelOrder.depth(ensemble.trees()) + 1.0) - 1);
        return places <= Integer.MAX_VALUE && places <= MAX_PLACES * nodes;
    }

    @Override
    public LeafNumbers leaves(TreeOrder order) {
        return order.levels();
    }

    @Override
    public void walk(int[] keys, int first, int[] reached) {
        int inner = nodes.length;
        int a = first;
        int b = first + 1;
        int c = first + 2;
        int d = first + 3;
        int e = first + 4;
        int f = first + 5;
        // All come to the last level with the same step.
        while (a < inner) {
            a = next(keys, 0, a);
            b = next(keys, 0, b);
            c = next(keys, 0, c);
            d = next(keys, 0, d);
            e = next(keys, 0, e);
            f = next(keys, 0, f);
        }
        reached[0] = a - inner;
        reached[1] = b - inner;
        reached[2] = c - inner;
        reached[3] = d - inner;
        reached[4] = e - inner;
        reached[5] = f - inner;
    }

    @Override
    public void walkAll(int tree, int[] keys, int stride, int rows, int[] reached) {
        int inner = nodes.length;
        int row = 0;
        for (; row + 6 <= rows; row += 6) {
            int at = row * stride;
            int a = tree;
            int b = tree;
            int c = tree;
            int d = tree;
            int e = tree;
            int f = tree;
            while (a < inner) {
                a = next(keys, at, a);
                b = next(keys, at + stride, b);
                c = next(keys, at + 2 * stride, c);
                d = next(keys, at + 3 * stride, d);
                e = next(keys, at + 4 * stride, e);
                f = next(keys, at + 5 * stride, f);
            }
            reached[row] = a - inner;
            reached[row + 1] = b - inner;
            reached[row + 2] = c - inner;
            reached[row + 3] = d - inner;
            reached[row + 4] = e - inner;
            reached[row + 5] = f - inner;
        }
        for (; row < rows; row++) {
            int node = tree;
            while (node < inner) {
                node = next(keys, row * stride, node);
            }
            reached[row] = node - inner;
        }
    }

    private int next(int[] keys, int at, int node) {
        int packed = nodes[node];
        // The difference is negative if the key is not less than the threshold; then the sign is 1, to the right.
        int right = (packed - keys[at + (packed & SLOT)]) >>> 31;
        return 2 * node + roots + right;
    }
}
