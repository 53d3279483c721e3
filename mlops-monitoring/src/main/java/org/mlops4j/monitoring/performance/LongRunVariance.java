// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import org.mlops4j.error.InvalidException;

/**
 * The variance of the mean of numbers that follow each other in time. Errors of forecasts over a horizon of h steps
 * overlap, so the first h - 1 autocovariances count.
 */
final class LongRunVariance {

    private LongRunVariance() {}

    /**
     * {@return the law of the mean of numbers in the order of time, with the small-sample correction of Harvey,
     * Leybourne and Newbold (1997); no standard error if there are less than two or no more than the horizon}
     *
     * @throws InvalidException if the horizon is less than 1
     */
    static StudentLaw law(double[] values, int horizon) {
        if (horizon < 1) {
            throw new InvalidException("the horizon is 1 step or more, was " + horizon);
        }
        double n = values.length;
        double mean = Sample.of(values).mean();
        if (n < 2 || n <= horizon) {
            return StudentLaw.normal(mean, Double.NaN);
        }
        double correction = (n + 1 - 2.0 * horizon + horizon * (horizon - 1.0) / n) / n;
        return new StudentLaw(mean, Math.sqrt(ofMean(values, horizon) / correction), n - 1);
    }

    /**
     * {@return the variance of the mean: the autocovariances below the horizon, each counted fully (Diebold and
     * Mariano, 1995); if their sum is not positive, with Bartlett's weights (Newey and West, 1987), which keep it so}
     */
    private static double ofMean(double[] values, int horizon) {
        double mean = Sample.of(values).mean();
        double full = autocovariance(values, mean, 0);
        double bartlett = full;
        for (int lag = 1; lag < Math.min(horizon, values.length); lag++) {
            double covariance = autocovariance(values, mean, lag);
            full += 2 * covariance;
            bartlett += 2 * covariance * (1 - (double) lag / horizon);
        }
        return (full > 0 ? full : Math.max(0, bartlett)) / values.length;
    }

    private static double autocovariance(double[] values, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }
        return sum / values.length;
    }
}
