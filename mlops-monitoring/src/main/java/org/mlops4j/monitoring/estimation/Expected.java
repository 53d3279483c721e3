// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.function.IntToDoubleFunction;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * A metric at the expectation of the labels.
 *
 * @param metric its name
 * @param value at the expectation; NaN if it is undefined
 * @param slope the derivative by the label of a row
 * @param reason why it is undefined, empty if it is not
 */
record Expected(String metric, double value, IntToDoubleFunction slope, String reason) {

    static Expected undefined(String metric, String reason) {
        return new Expected(metric, Double.NaN, row -> Double.NaN, reason);
    }

    /**
     * {@return the value with its interval} Each label is an independent draw with its probability, so by the delta
     * method the variance is the sum over the rows of p (1 - p) times the square of the derivative.
     */
    Estimate estimate(double[] probabilities) {
        double variance = 0;
        for (int row = 0; row < probabilities.length && reason.isEmpty(); row++) {
            double derivative = slope.applyAsDouble(row);
            variance += probabilities[row] * (1 - probabilities[row]) * derivative * derivative;
        }
        return estimate(variance, probabilities.length);
    }

    /** {@return the value with the interval of a variance} */
    Estimate estimate(double variance, int rows) {
        return reason.isEmpty()
                ? Estimate.normal(metric, value, Math.sqrt(variance), rows)
                : Estimate.undefined(metric, rows, reason);
    }
}
