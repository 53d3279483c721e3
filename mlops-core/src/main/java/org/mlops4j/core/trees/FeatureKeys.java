// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/**
 * Turns a row into integers that compare like its values. A node names a slot of the keys and a key as its threshold.
 * In some slots a missing value is greater than every threshold, so that it goes right, in others it is less, so that
 * it goes left: a missing value costs a tree nothing. The key of a category is its number. Immutable.
 */
sealed interface FeatureKeys permits FloatKeys, RankKeys {

    /** Less than the key of every number; a category that is in every set. */
    int LEAST = Integer.MIN_VALUE;

    /** Greater than the key of every number. */
    int GREATEST = Integer.MAX_VALUE;

    /** The key of what is in no set of categories. */
    int NO_CATEGORY = -1;

    /** {@return the keys of those features that the trees look at; the others are not looked at} */
    static FeatureKeys of(TreeEnsemble ensemble) {
        return switch (ensemble.arithmetic()) {
            case FLOAT -> FloatKeys.of(ensemble);
            case DOUBLE -> RankKeys.of(ensemble);
        };
    }

    /** {@return the number of keys of a row, at least 1 since leaves name the first slot} */
    int slots();

    /** {@return where the key that an inner node looks at is} */
    int slot(Tree tree, int node);

    /** {@return the key such that lesser ones go left at an inner node that is not categorical} */
    int threshold(Tree tree, int node);

    /** Writes the keys of the row that begins at {@code row[from]} to {@code keys[at]} and on. */
    void fill(double[] row, int from, int[] keys, int at);
}
