// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Objects;

/** Rows of numbers of one length, none of them NaN or infinite. Filled by an {@link Encoding}. */
final class Points {

    private final int size;
    private final int dimension;
    private final double[] values;

    Points(int size, int dimension) {
        this.size = size;
        this.dimension = dimension;
        this.values = new double[Math.multiplyExact(size, dimension)];
    }

    int size() {
        return size;
    }

    int dimension() {
        return dimension;
    }

    double get(int row, int feature) {
        return values[row * dimension + Objects.checkIndex(feature, dimension)];
    }

    void set(int row, int feature, double value) {
        values[row * dimension + Objects.checkIndex(feature, dimension)] = value;
    }

    void copyTo(int row, double[] target) {
        System.arraycopy(values, row * dimension, target, 0, dimension);
    }

    /** {@return the Euclidean distance of a row to one of other points of the same dimension} */
    double distance(int row, Points others, int other) {
        int from = row * dimension;
        int to = other * dimension;
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            double difference = values[from + i] - others.values[to + i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
