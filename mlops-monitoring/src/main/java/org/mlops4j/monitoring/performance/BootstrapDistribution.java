// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The law of a number as a bootstrap shows it, corrected for bias and skewness (BCa). Intervals are second-order
 * accurate; a p-value is the level at which the interval would just reach the bound, and never 0.
 *
 * @param value the number on the rows as they are
 * @param replicates the number on rows drawn anew
 * @param bias z0, the normal quantile of the share of replicates below the value, ties as a half
 * @param acceleration a, a sixth of the skewness of the influence of a row
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">B. Efron, Better bootstrap confidence intervals
 *     (1987)</a>
 */
public record BootstrapDistribution(double value, SortedValues replicates, double bias, double acceleration)
        implements SamplingLaw {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Checks that the parts are there. */
    public BootstrapDistribution {
        requireNonNull(replicates, "replicates");
    }

    /**
     * {@return the law of a number}
     *
     * @param replicates the number on rows drawn anew
     * @param jackknife the number without each of the rows, or without each of equal parts of them
     */
    static BootstrapDistribution of(double value, SortedValues replicates, double[] jackknife) {
        double mean = Sample.of(jackknife).mean();
        double squares = 0;
        double cubes = 0;
        for (double without : jackknife) {
            double influence = mean - without;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
        double acceleration = squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
        return new BootstrapDistribution(value, replicates, quantileOfShareBelow(replicates, value), acceleration);
    }

    @Override
    public double standardError() {
        return Math.sqrt(Sample.of(replicates.toArray()).variance());
    }

    @Override
    public double low() {
        return bound(-Estimate.Z95);
    }

    @Override
    public double high() {
        return bound(Estimate.Z95);
    }

    @Override
    public double pValueAtMost(double bound) {
        return certain() ? (value > bound ? 0 : 1) : NORMAL.cumulativeProbability(level(bound));
    }

    @Override
    public double pValueAtLeast(double bound) {
        return certain() ? (value < bound ? 0 : 1) : NORMAL.survivalProbability(level(bound));
    }

    /** Whether no draw speaks for another value, so that reaching a bound shows nothing. */
    private boolean certain() {
        return replicates.size() > 0 && replicates.get(0) == replicates.get(replicates.size() - 1);
    }

    private double bound(double z) {
        double shifted = bias + (bias + z) / (1 - acceleration * (bias + z));
        return quantile(Double.isNaN(shifted) ? Double.NaN : NORMAL.cumulativeProbability(shifted));
    }

    /** The z at which {@link #bound} is the given value. */
    private double level(double bound) {
        double distance = quantileOfShareBelow(replicates, bound) - bias;
        return distance / (1 + acceleration * distance) - bias;
    }

    /** The quantile by linear interpolation of ranks, as NumPy has it. */
    private double quantile(double share) {
        if (replicates.size() == 0 || Double.isNaN(share)) {
            return Double.NaN;
        }
        double rank = share * (replicates.size() - 1);
        int below = (int) rank;
        double low = replicates.get(below);
        double high = replicates.get(Math.min(below + 1, replicates.size() - 1));
        return low + (rank - below) * (high - low);
    }

    /** The normal quantile of the share of values below a bound, ties as a half; finite, also if all or none are. */
    private static double quantileOfShareBelow(SortedValues values, double bound) {
        if (values.size() == 0) {
            return Double.NaN;
        }
        int below = 0;
        int upTo = 0;
        for (int rank = 0; rank < values.size() && values.get(rank) <= bound; rank++) {
            upTo++;
            below += values.get(rank) < bound ? 1 : 0;
        }
        double least = 1 / (values.size() + 1.0);
        double share = (below + upTo) / (2.0 * values.size());
        return NORMAL.inverseCumulativeProbability(Math.max(least, Math.min(1 - least, share)));
    }
}
