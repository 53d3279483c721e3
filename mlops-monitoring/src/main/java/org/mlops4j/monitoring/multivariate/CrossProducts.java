// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Sums and sums of products of the numbers of points, which add up over parts of the points. */
final class CrossProducts {

    private final int dimension;
    private final double[] sums;
    /** The product sums of numbers i and j up to i at i (i + 1) / 2 + j. */
    private final double[] products;

    private long count;

    CrossProducts(int dimension) {
        this.dimension = dimension;
        this.sums = new double[dimension];
        this.products = new double[dimension * (dimension + 1) / 2];
    }

    void add(double[] point) {
        count++;
        int at = 0;
        for (int i = 0; i < dimension; i++) {
            double value = point[i];
            sums[i] += value;
            for (int j = 0; j <= i; j++) {
                products[at++] += value * point[j];
            }
        }
    }

    /** Adds others times a factor; -1 takes them away. */
    void add(CrossProducts others, int factor) {
        count += factor * others.count;
        for (int i = 0; i < dimension; i++) {
            sums[i] += factor * others.sums[i];
        }
        for (int i = 0; i < products.length; i++) {
            products[i] += factor * others.products[i];
        }
    }

    /** {@return whether there are no points, or points of no numbers} */
    boolean empty() {
        return count == 0 || dimension == 0;
    }

    double[] means() {
        double[] means = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            means[i] = sums[i] / count;
        }
        return means;
    }

    RealMatrix covariance() {
        RealMatrix covariance = new Array2DRowRealMatrix(dimension, dimension);
        int at = 0;
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double value = products[at++] / count - sums[i] / count * (sums[j] / count);
                covariance.setEntry(i, j, value);
                covariance.setEntry(j, i, value);
            }
        }
        return covariance;
    }
}
