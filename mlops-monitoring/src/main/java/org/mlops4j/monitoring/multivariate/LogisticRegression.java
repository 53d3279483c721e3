// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Arrays;

/**
 * Logistic regression with an L2 penalty and without intercept, since only the order of its scores counts here. Both
 * labels weigh the same, whatever their number of rows. The penalty grows with the squared length of rows over their
 * number: with many features and few rows it leads to the difference of the means of the labels.
 *
 * <p>Minimised by Nesterov's accelerated gradient steps (1983), as many as are fixed; the step is the inverse of the
 * greatest curvature, found by power iteration. The cost is two passes over the rows a step.
 */
final class LogisticRegression {

    private static final int STEPS = 100;
    private static final int POWER_STEPS = 15;
    private static final double MARGIN = 1.2;
    private static final double LEAST_PENALTY = 0.001;
    /** The greatest curvature of the logistic loss. */
    private static final double CURVATURE = 0.25;

    private final SparseRows rows;
    private final double[] share;
    private final double[] sign;
    private final double penalty;

    private LogisticRegression(SparseRows rows, boolean[] labels) {
        this.rows = rows;
        this.share = new double[labels.length];
        this.sign = new double[labels.length];
        long positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        for (int row = 0; row < labels.length; row++) {
            sign[row] = labels[row] ? 1 : -1;
            share[row] = 0.5 / (labels[row] ? positives : labels.length - positives);
        }
        double perRow = rows.meanSquaredLength() / Math.max(1, rows.size());
        this.penalty = CURVATURE * Math.min(1, Math.max(LEAST_PENALTY, perRow));
    }

    /** {@return the weights of the features} Both labels must occur. */
    static double[] weights(SparseRows rows, boolean[] labels, int features) {
        return new LogisticRegression(rows, labels).minimise(features);
    }

    private double[] minimise(int features) {
        double step = 1 / (MARGIN * CURVATURE * greatestEigenvalue(features) + penalty);
        double[] weights = new double[features];
        double[] ahead = new double[features];
        double momentum = 1;
        for (int i = 0; i < STEPS; i++) {
            double[] gradient = gradient(ahead);
            double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double carry = (momentum - 1) / next;
            for (int feature = 0; feature < features; feature++) {
                double moved = ahead[feature] - step * gradient[feature];
                ahead[feature] = moved + carry * (moved - weights[feature]);
                weights[feature] = moved;
            }
            momentum = next;
        }
        return weights;
    }

    private double[] gradient(double[] weights) {
        double[] gradient = new double[weights.length];
        Arrays.setAll(gradient, feature -> penalty * weights[feature]);
        for (int row = 0; row < rows.size(); row++) {
            double margin = sign[row] * rows.dot(row, weights);
            rows.addTo(gradient, row, -sign[row] * share[row] / (1 + Math.exp(margin)));
        }
        return gradient;
    }

    private double greatestEigenvalue(int features) {
        double[] vector = new double[features];
        // No direction is left out and none is favoured by a symmetry of the data.
        Arrays.setAll(vector, feature -> 1 + (feature % 7) / 10.0);
        double eigenvalue = 0;
        for (int i = 0; i < POWER_STEPS; i++) {
            double length =
                    Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
            double[] next = new double[features];
            for (int row = 0; row < rows.size() && length > 0; row++) {
                rows.addTo(next, row, share[row] * rows.dot(row, vector) / length);
            }
            vector = next;
            eigenvalue =
                    Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
        }
        return eigenvalue;
    }
}
