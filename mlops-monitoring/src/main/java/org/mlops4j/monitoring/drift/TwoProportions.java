// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * The comparison of two shares, two-sided: the pooled z-test where five cases and five others are expected in each
 * sample, else Fisher's exact test, which a rare event in a small sample needs.
 *
 * @param test {@code two-proportion-z} or {@code fisher-exact}
 * @param statistic z, or the odds ratio
 * @param pValue two-sided
 */
record TwoProportions(String test, double statistic, double pValue) {

    static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static final double LEAST_EXPECTED = 5;
    private static final String Z = "two-proportion-z";

    /** {@return the comparison of {@code k} of {@code n} with {@code l} of {@code m}; n and m are positive} */
    static TwoProportions compare(long k, long n, long l, long m) {
        double pooled = ((double) k + l) / ((double) n + m);
        double rarer = Math.min(pooled, 1 - pooled) * Math.min(n, m);
        if (pooled == 0 || pooled == 1) {
            return new TwoProportions(Z, 0, 1);
        } else if (rarer < LEAST_EXPECTED && n + m <= Integer.MAX_VALUE) {
            var fisher = FisherExactTest.withDefaults().test(new int[][] {
                {(int) k, (int) (n - k)}, {(int) l, (int) (m - l)}
            });
            return new TwoProportions("fisher-exact", fisher.getStatistic(), fisher.getPValue());
        }
        double difference = (double) l / m - (double) k / n;
        double z = difference / Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
        return new TwoProportions(Z, z, 2 * NORMAL.survivalProbability(Math.abs(z)));
    }
}
