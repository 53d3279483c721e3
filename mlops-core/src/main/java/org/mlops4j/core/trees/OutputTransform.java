// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** What makes predictions out of the sums of an ensemble. Implementations are immutable and allocate nothing. */
public sealed interface OutputTransform permits FloatTransform, DoubleTransform {

    /** {@return the length of an output row of a model with so many groups} */
    int outputs(int groups);

    /** Transforms the sums {@code x[from]} and on of one row to {@code out[to]} and on. */
    void apply(double[] x, int from, int groups, double[] out, int to);
}
