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
 * @param effect the absolute difference of the shares
 */
record TwoProportions(String test, double statistic, double pValue, double effect) {

    static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static final double LEAST_EXPECTED = 5;
    private static final String Z = "two-proportion-z";
    private static final String FISHER = "fisher-exact";

    /** {@return the comparison of {@code k} of {@code n} with {@code l} of {@code m}; n and m are positive} */
    static TwoProportions compare(long k, long n, long l, long m) {
        double pooled = ((double) k + l) / ((double) n + m);
        double rarer = Math.min(pooled, 1 - pooled) * Math.min(n, m);
        double difference = (double) l / m - (double) k / n;
        if (pooled == 0 || pooled == 1) {
            return new TwoProportions(Z, 0, 1, 0);
        } else if (rarer < LEAST_EXPECTED && n + m <= Integer.MAX_VALUE) {
            return fisher(k, n, l, m);
        }
        double z = difference / Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
        return new TwoProportions(Z, z, 2 * NORMAL.survivalProbability(Math.abs(z)), Math.abs(difference));
    }

    /** {@return the exact comparison; there are no more rows than an int holds} */
    static TwoProportions fisher(long k, long n, long l, long m) {
        double effect = Math.abs((double) l / m - (double) k / n);
        if (k + l == 0 || k + l == n + m) {
            return new TwoProportions(FISHER, Double.NaN, 1, 0);
        }
        var exact =
                FisherExactTest.withDefaults().test(new int[][] {{(int) k, (int) (n - k)}, {(int) l, (int) (m - l)}});
        return new TwoProportions(FISHER, exact.getStatistic(), exact.getPValue(), effect);
    }

    /**
     * {@return the chance that two samples of which each is constant, but not the same, came about by mixing their
     * rows} Where a test has no spread to measure in, this is what is left to say.
     */
    static double apart(long n, long m) {
        double ways = 1;
        for (long i = 1; i <= Math.min(n, m) && ways < Double.MAX_VALUE / 4; i++) {
            ways *= (double) (Math.max(n, m) + i) / i;
        }
        return Math.min(1, 2 / ways);
    }

    Measurement measurement(long n, long m) {
        return new Measurement(test, statistic, pValue, effect, EffectUnit.SHARE, n, m, "");
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
