// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The law of a number whose distance from the truth, in standard errors, follows Student's t, or the normal law.
 *
 * @param value the number
 * @param standardError 0 or more; NaN if it is undefined
 * @param degreesOfFreedom more than 0, infinite for the normal law
 */
public record StudentLaw(double value, double standardError, double degreesOfFreedom) implements SamplingLaw {

    static final StudentLaw UNDEFINED = normal(Double.NaN, Double.NaN);

    static StudentLaw normal(double value, double standardError) {
        return new StudentLaw(value, standardError, Double.POSITIVE_INFINITY);
    }

    @Override
    public double low() {
        return value - quantile() * standardError;
    }

    @Override
    public double high() {
        return value + quantile() * standardError;
    }

    @Override
    public double pValueAtMost(double bound) {
        return tail(value - bound);
    }

    @Override
    public double pValueAtLeast(double bound) {
        return tail(bound - value);
    }

    private double quantile() {
        return Double.isInfinite(degreesOfFreedom)
                ? Estimate.Z95
                : TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(0.025);
    }

    private double tail(double distance) {
        if (Double.isNaN(distance) || Double.isNaN(standardError)) {
            return Double.NaN;
        } else if (standardError > 0) {
            return TDistribution.of(degreesOfFreedom).survivalProbability(distance / standardError);
        }
        // Without spread the number is certain: the distance alone decides, and none shows nothing.
        return distance > 0 ? 0 : 1;
    }
}
