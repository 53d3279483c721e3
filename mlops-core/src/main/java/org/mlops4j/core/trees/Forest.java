// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** The trees of an ensemble, laid out to be walked. Immutable and thread-safe. */
sealed interface Forest permits PackedForest, WideForest {

    /** {@return the faster layout of the two that can hold the ensemble} */
    static Forest of(TreeEnsemble ensemble, FeatureKeys features) {
        return PackedForest.suits(ensemble, features)
                ? new PackedForest(ensemble, features)
                : new WideForest(ensemble, features);
    }

    /** Writes the sum of each group to {@code margins}. */
    void sum(int[] keys, float[] margins);

    /**
     * Writes the sums of several rows to {@code margins}, row by row.
     *
     * @param keys the rows one after another, {@code stride} keys each
     */
    void sumAll(int[] keys, int stride, int rows, float[] margins);
}
