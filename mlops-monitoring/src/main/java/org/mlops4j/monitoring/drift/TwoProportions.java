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

    /**
     * {@return the effective size of two samples at which z sees, four times out of five, that a share has changed by
     * an effect} Of the two ways it may go, it is the one towards a half, where shares vary most (J. L. Fleiss, 1981).
     */
    static double effectiveSizeFor(double share, double effect, double alpha) {
        double other = share < 0.5 ? Math.min(1, share + effect) : Math.max(0, share - effect);
        double mean = (share + other) / 2;
        double quantile = Power.zToSee(alpha) - Power.Z;
        double errors = quantile * Math.sqrt(2 * mean * (1 - mean))
                + Power.Z * Math.sqrt(share * (1 - share) + other * (1 - other));
        return Math.pow(errors / effect, 2) / 2;
    }
}
