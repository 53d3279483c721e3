// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Arrays;

/** Rows of which most numbers are 0: only the others are kept. Filled row by row, then read. */
final class SparseRows {

    private int[] ends = new int[16];
    private int[] features = new int[64];
    private double[] values = new double[64];
    private int rows;
    private int entries;

    /** Adds a number to the row that is being filled. */
    void add(int feature, double value) {
        if (value == 0) {
            return;
        }
        if (entries == features.length) {
            features = Arrays.copyOf(features, 2 * entries);
            values = Arrays.copyOf(values, 2 * entries);
        }
        features[entries] = feature;
        values[entries++] = value;
    }

    /** Ends the row that is being filled. */
    void endRow() {
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows++] = entries;
    }

    int size() {
        return rows;
    }

    /** {@return the sum of a row's numbers, each times its weight} */
    double dot(int row, double[] weights) {
        double sum = 0;
        for (int i = start(row); i < ends[row]; i++) {
            sum += values[i] * weights[features[i]];
        }
        return sum;
    }

    /** Adds a row times a factor to a vector. */
    void addTo(double[] vector, int row, double factor) {
        for (int i = start(row); i < ends[row]; i++) {
            vector[features[i]] += factor * values[i];
        }
    }

    /** {@return the mean of the squared lengths of the rows, 0 if there are none} */
    double meanSquaredLength() {
        double squares = 0;
        for (int i = 0; i < entries; i++) {
            squares += values[i] * values[i];
        }
        return rows == 0 ? 0 : squares / rows;
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
