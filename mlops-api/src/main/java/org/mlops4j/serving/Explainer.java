// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

/**
 * Tells what each input contributed to a prediction: Shapley values, whose sum is the sum that the model made before
 * its last transform, such as the log-odds of a probability. Thread-safe.
 */
public interface Explainer {

    /** {@return the length of an input row} */
    int inputs();

    /** {@return how many sums the model makes: the number of classes, or 1} */
    int groups();

    /**
     * Explains one row.
     *
     * @param row at least {@link #inputs()} values; NaN is missing
     * @param out filled from index 0, for each group with {@link #inputs()} contributions and then what the sum is on
     *     average
     */
    void explain(double[] row, double[] out);
}
