// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * The trees of an ensemble, laid out to be walked. A walk tells the number of the leaf in which it ends; {@link Leaves}
 * know what that leaf is worth. Immutable and thread-safe.
 */
sealed interface Forest permits LevelForest, PackedForest, WideForest, CategoryForest {

    /** {@return the fastest layout of those that can hold the ensemble} */
    static Forest of(TreeEnsemble ensemble, TreeOrder order, FeatureKeys features) {
        if (ensemble.trees().stream().anyMatch(Tree::hasCategories)) {
            return new CategoryForest(order, features);
        }
        if (LevelForest.suits(ensemble, features)) {
            return new LevelForest(order, features);
        }
        return PackedForest.suits(ensemble, features)
                ? new PackedForest(order, features)
                : new WideForest(order, features);
    }

    /** {@return by which numbers walks tell leaves: those that they have among all nodes, if not said otherwise} */
    default LeafNumbers leaves(TreeOrder order) {
        return order;
    }

    /** How many trees one walk takes: as many as have room for their positions in the registers of a processor. */
    int TREES = 6;

    /** {@return a number of trees, rounded up to whole walks} */
    static int room(int trees) {
        return (trees + TREES - 1) / TREES * TREES;
    }

    /**
     * Writes the leaves in which the row ends in the next {@link #TREES} trees, or as many as there are, to
     * {@code reached}, tree by tree; what it writes behind them has no meaning.
     */
    void walk(int[] keys, int first, int[] reached);

    /**
     * Writes the leaf in which each of several rows ends in one tree to {@code reached}, row by row.
     *
     * @param keys the rows one after another, {@code stride} keys each
     */
    void walkAll(int tree, int[] keys, int stride, int rows, int[] reached);
}
