// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The law of the difference of two shares on the same rows. It rests on the rows in which one was right and the other
 * was not.
 *
 * <p>Against a difference of 0 the test is exact (Q. McNemar, 1947, by the binomial law). Against another difference,
 * and for the interval, it is Tango's score test, which holds its level for small shares and few rows, where the usual
 * normal interval does not.
 *
 * @param wins rows in which the candidate alone was right
 * @param losses rows in which the baseline alone was right
 * @param rows all rows
 * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C891::AID-SIM780%3E3.0.CO;2-B">T. Tango,
 *     Equivalence test and confidence interval for the difference in proportions for the paired-sample design
 *     (1998)</a>
 */
public record DiscordantPairs(long wins, long losses, long rows) implements SamplingLaw {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int HALVINGS = 60;

    @Override
    public double value() {
        return rows == 0 ? Double.NaN : (double) (wins - losses) / rows;
    }

    @Override
    public double standardError() {
        double gain = value();
        return Math.sqrt(((double) (wins + losses) / rows - gain * gain) / rows);
    }

    @Override
    public double low() {
        return rows == 0 ? Double.NaN : bound(Estimate.Z95);
    }

    @Override
    public double high() {
        return rows == 0 ? Double.NaN : bound(-Estimate.Z95);
    }

    @Override
    public double pValueAtMost(double bound) {
        if (bound == 0 && rows > 0) {
            return wins == 0 ? 1 : coins().survivalProbability((int) wins - 1);
        }
        return NORMAL.survivalProbability(score(bound));
    }

    @Override
    public double pValueAtLeast(double bound) {
        if (bound == 0 && rows > 0) {
            return coins().cumulativeProbability((int) wins);
        }
        return NORMAL.cumulativeProbability(score(bound));
    }

    /** Under equality, each row that tells the two apart is a fair coin. */
    private BinomialDistribution coins() {
        return BinomialDistribution.of((int) (wins + losses), 0.5);
    }

    /** {@return how far the difference lies above a supposed one, in standard errors under that supposition} */
    private double score(double difference) {
        double excess = wins - losses - rows * difference;
        double variance = difference < 0
                ? variance(losses, wins, Math.min(1, -difference))
                : variance(wins, losses, Math.min(1, difference));
        return excess == 0 ? 0 : excess / Math.sqrt(variance);
    }

    /**
     * The variance of wins - losses if the share of more is the given one above that of fewer, most likely otherwise.
     */
    private double variance(long more, long fewer, double difference) {
        double b = more * (1 + difference) + fewer * (1 - difference) - 2.0 * rows * difference;
        double root = Math.sqrt(b * b + 8.0 * rows * fewer * difference * (1 - difference));
        double share = Math.max(0, (b + root) / (4.0 * rows));
        return rows * Math.max(0, 2 * share + difference * (1 - difference));
    }

    /** The difference whose score is the given one; the score falls as the difference rises. */
    private double bound(double score) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (score(middle) > score) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
