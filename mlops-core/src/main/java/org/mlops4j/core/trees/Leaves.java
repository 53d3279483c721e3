// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** What the leaves in which rows end add up to. Immutable and thread-safe. */
sealed interface Leaves permits FloatLeaves, VectorLeaves, DoubleLeaves {

    /**
     * {@return the leaves of an ensemble, added as its arithmetic says}
     *
     * @param forest which walks to them
     */
    static Leaves of(TreeEnsemble ensemble, TreeOrder order, Forest forest) {
        LeafNumbers numbers = forest.leaves(order);
        return switch (ensemble.arithmetic()) {
            case FLOAT ->
                ensemble.hasVectorLeaves()
                        ? new VectorLeaves(ensemble, order, numbers)
                        : new FloatLeaves(ensemble, order, numbers);
            case DOUBLE -> new DoubleLeaves(ensemble, order, numbers);
        };
    }

    /** Sets the sums of several rows to what they start from, all groups of the first row first. */
    void start(int count, double[] sums);

    /**
     * Adds the leaves of some trees to the sums of one row.
     *
     * @param first the first of the trees
     * @param count how many trees these are
     * @param reached the leaf of each of them
     */
    void add(int first, int count, int[] reached, double[] row, double[] sums);

    /**
     * Adds the leaves of one tree to the sums of several rows.
     *
     * @param reached the leaf of each row
     * @param from where the first of the rows is in {@code rows}
     */
    void addRows(int tree, int[] reached, int count, double[] rows, int from, double[] sums);
}
