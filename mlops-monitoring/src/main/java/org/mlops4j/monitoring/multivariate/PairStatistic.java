// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.SplittableRandom;
import org.mlops4j.monitoring.multivariate.PairBlock.Means;
import org.mlops4j.monitoring.multivariate.PairBlock.Range;

/**
 * The statistic of pairs of rows of two samples and what it is when the rows are split at random.
 *
 * <p>Up to {@value #MOST_BLOCK} rows a side all pairs are taken. More rows are dealt into blocks, in which both the
 * pairs and the random splits are made; the statistic is the mean over the blocks. Blocks become smaller, down to
 * {@value #LEAST_BLOCK}, so that the number of pairs stays about the same; so time and memory stay the same up to
 * {@value #MOST_ROWS} rows a side.
 *
 * @param statistic unbiased, so it may be below 0
 * @param greatest what it would be of samples without anything in common
 * @param permuted its values for random splits, ascending
 * @param size the effective size of two samples of which all pairs are taken, with as many pairs
 */
record PairStatistic(double statistic, double greatest, PermutationDistribution permuted, double size) {

    static final int MOST_ROWS = 40_000;
    static final int MOST_BLOCK = 2_000;
    static final int LEAST_BLOCK = 100;
    private static final int PAIRS = 4_000_000;
    private static final int MEDIAN_ROWS = 500;
    private static final double Z_POWER = 0.8416212335729143;

    /** {@return the statistic of two samples, each in random order and of at least two rows} */
    static PairStatistic of(
            Points reference, Points current, Similarity similarity, int permutations, SplittableRandom random) {
        int blocks = blocks(reference.size(), current.size());
        int n = Math.min(reference.size(), blocks * MOST_BLOCK);
        int m = Math.min(current.size(), blocks * MOST_BLOCK);
        double median = PairBlock.medianDistance(
                reference,
                new Range(0, Math.min(MEDIAN_ROWS, n / blocks)),
                current,
                new Range(0, Math.min(MEDIAN_ROWS, m / blocks)));
        double[] permuted = new double[permutations];
        double within = 0;
        double between = 0;
        for (int i = 0; i < blocks; i++) {
            PairBlock block = PairBlock.of(
                    reference, Range.part(n, i, blocks), current, Range.part(m, i, blocks), similarity, median);
            Means means = block.means();
            within += means.within() / blocks;
            between += means.between() / blocks;
            for (int p = 0; p < permutations; p++) {
                permuted[p] += block.permuted(random).statistic() / blocks;
            }
        }
        return new PairStatistic(
                within - 2 * between,
                similarity.greatest(within, between),
                PermutationDistribution.of(permuted),
                Criterion.effectiveSize(n, m) / Math.sqrt(blocks));
    }

    /** {@return the root of the share that the statistic has of the greatest one, from 0 to 1} */
    double separation() {
        return greatest > 0 ? Math.sqrt(Math.max(0, statistic) / greatest) : 0;
    }

    /** {@return the chance of a statistic as large, had the rows been split at random; never 0} */
    double pValue() {
        // What differs by rounding only is as large.
        return permuted.pValue(statistic - 1e-12 * Math.abs(greatest));
    }

    /**
     * {@return the effective size at which a separation would be significant four times out of five, or more}
     *
     * <p>By chance alone the statistic is about as large as one over the size: its quantile q and deviation s scale
     * like that. Where there is a difference t, the variance is at most {@code s² + 2√2 t s}, if all of it is in the
     * direction of the greatest variance. The size is the one where t is q and 0.84 such deviations.
     */
    double sizeFor(double separation, double alpha) {
        double difference = separation * separation * greatest;
        double quantile = Math.max(0, permuted.quantile(1 - alpha));
        double deviation = permuted.deviation();
        double power = Z_POWER * Z_POWER;
        double linear = quantile + Math.sqrt(2) * power * deviation;
        double square = quantile * quantile - power * deviation * deviation;
        double needed = size * (linear + Math.sqrt(Math.max(0, linear * linear - square))) / difference;
        return greatest > 0 ? Math.max(2, needed) : 2;
    }

    private static int blocks(int n, int m) {
        int larger = Math.min(MOST_ROWS, Math.max(n, m));
        int rows = Math.max(LEAST_BLOCK, Math.min(MOST_BLOCK, PAIRS / larger));
        return Math.max(1, Math.min((larger + rows - 1) / rows, Math.min(n, m) / 2));
    }
}
