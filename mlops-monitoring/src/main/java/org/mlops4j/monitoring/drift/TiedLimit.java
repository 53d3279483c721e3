// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

/**
 * Mean and variance of the limit of a sum of squared differences of two empirical distribution functions, where values
 * are tied. Not thread-safe.
 *
 * <p>The limit is the sum over the values of c X², where X is a Brownian bridge at the value, or about it. The
 * covariance of X at two places {@code m < m'} is {@code m (1 - m')}, so the variance of the sum, twice the sum of c c'
 * cov(X, X')², follows from one pass.
 */
final class TiedLimit {

    private double mean;
    private double halfVariance;
    private double before;
    private int places;

    /**
     * Adds a value, in ascending order.
     *
     * @param coefficient of the square
     * @param place where the bridge is looked at, in [0, 1]
     * @param variance of the bridge there
     */
    void add(double coefficient, double place, double variance) {
        places++;
        double above = coefficient * (1 - place) * (1 - place);
        mean += coefficient * variance;
        halfVariance += coefficient * coefficient * variance * variance + 2 * before * above;
        before += coefficient * place * place;
    }

    /** {@return how many values were added} */
    int places() {
        return places;
    }

    double mean() {
        return mean;
    }

    double deviation() {
        return Math.sqrt(2 * halfVariance);
    }
}
