// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Statistics of the order of numbers. */
final class Order {

    private static final double TAIL = 0.025;

    private Order() {}

    /**
     * {@return the median, with the interval between the two order statistics of which the binomial law says that
     * either is on the wrong side of the true median no more often than 2.5 times in 100}
     */
    static Estimate median(String metric, double[] values) {
        int n = values.length;
        if (n == 0) {
            return Estimate.undefined(metric, 0, "there are no rows");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        BinomialDistribution below = BinomialDistribution.of(n, 0.5);
        int rank = below.inverseCumulativeProbability(TAIL);
        rank = below.cumulativeProbability(rank) > TAIL ? rank - 1 : rank;
        return rank < 0
                ? Estimate.point(metric, median, n)
                : new Estimate(metric, median, sorted[rank], sorted[n - 1 - rank], n, "");
    }
}
