// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.sequential;

/**
 * The likelihood ratio of a normal mean, mixed over a normal distribution of effects: H. Robbins, Statistical methods
 * related to the law of the iterated logarithm, Annals of Mathematical Statistics 41 (1970). The mixing variance is
 * given as its ratio to the variance of an observation.
 */
final class NormalMixture {

    private NormalMixture() {}

    /** {@return the log of the mixture at a distance between mean and null; 0 without observations} */
    static double logEValue(long count, double distance, double variance, double ratio) {
        if (count == 0) {
            return 0;
        }
        double spread = count * ratio;
        double evidence = distance == 0 ? 0 : count * spread * distance * distance / (2 * variance * (1 + spread));
        return evidence - Math.log1p(spread) / 2;
    }

    /** {@return half the width of the confidence sequence; infinite without observations} */
    static double radius(long count, double variance, double ratio, double alpha) {
        double level = requireLevel(alpha);
        if (count == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double spread = count * ratio;
        return Math.sqrt(variance * (1 + spread) / (count * spread) * (Math.log1p(spread) - 2 * Math.log(level)));
    }

    static double requireLevel(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
        }
        return alpha;
    }
}
