// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Arrays;

/** The values of a statistic when rows are split at random into two samples of the same sizes. Immutable. */
public final class PermutationDistribution {

    private final double[] values;

    private PermutationDistribution(double[] values) {
        this.values = values;
    }

    /**
     * {@return the distribution of these values, copied}
     *
     * @param values at least one, none of them NaN
     */
    public static PermutationDistribution of(double... values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "a distribution needs at least one value, none of them NaN; got " + values.length + " values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new PermutationDistribution(sorted);
    }

    /**
     * {@return the chance of a value as large as an observed one} The observed split counts as one of the random ones,
     * so the p-value is never 0 and a test by it holds its level exactly.
     *
     * @see <a href="https://doi.org/10.2202/1544-6115.1585">B. Phipson and G. K. Smyth (2010), Permutation p-values
     *     should never be zero</a>
     */
    public double pValue(double observed) {
        long asLarge = Arrays.stream(values).filter(value -> value >= observed).count();
        return (asLarge + 1.0) / (values.length + 1.0);
    }

    /** {@return the value that a share of the random splits stay below, about} */
    public double quantile(double share) {
        return values[Math.min(values.length - 1, (int) Math.floor(share * values.length))];
    }

    /** {@return the standard deviation, with divisor n} */
    public double deviation() {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / values.length);
    }
}
