// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * Intervals of any metric, by drawing rows again and again: for metrics that have no formula for their uncertainty.
 * Intervals are BCa (B. Efron, 1987): corrected for bias and skewness. Rows must be independent of each other, which
 * rows of a time series or several rows of one customer are not.
 *
 * <p>The same seed gives the same interval. Costs the metric {@code resamples} times, and once for each row or, from
 * {@link #PARTS} rows on, for each of that many parts of the rows.
 *
 * @param resamples how often as many rows as there are are drawn
 * @param seed of the draws
 */
public record Bootstrap(int resamples, long seed) {

    /** Enough for intervals whose ends vary by some hundredths of their width from seed to seed. */
    public static final int DEFAULT_RESAMPLES = 2_000;

    /** The most parts that the jackknife, from which the acceleration comes, leaves out one after another. */
    public static final int PARTS = 1_000;

    /** The most resamples, as a share, on which a metric may be undefined without the interval being so. */
    private static final double UNDEFINED = 0.05;

    /** Checks the number. */
    public Bootstrap {
        if (resamples < 100) {
            throw new InvalidException("a bootstrap needs 100 resamples or more, got " + resamples);
        }
    }

    /** {@return a bootstrap of {@link #DEFAULT_RESAMPLES}} */
    public static Bootstrap seeded(long seed) {
        return new Bootstrap(DEFAULT_RESAMPLES, seed);
    }

    /**
     * {@return a metric with its interval} Undefined, with a reason, if the metric is so on the rows; without an
     * interval below two rows, or if the metric is undefined on more than one resample in twenty.
     */
    public <S extends JudgedRows<S>> Estimate estimate(Metric<? super S> metric, S rows) {
        SamplingLaw law = law(rows.rows(), drawn -> metric.of(rows.take(drawn)));
        return Double.isNaN(law.value())
                ? Estimate.undefined(metric.name(), rows.rows(), "it is undefined on these " + rows.rows() + " rows")
                : new Estimate(metric.name(), law.value(), law.low(), law.high(), rows.rows(), "");
    }

    /** {@return the law of a number computed from drawn rows, given by their indexes} */
    BootstrapDistribution law(int rows, ToDoubleFunction<int[]> number) {
        double value = number.applyAsDouble(range(rows));
        SortedValues replicates = Double.isNaN(value) || rows < 2 ? SortedValues.NONE : replicates(rows, number);
        return replicates.size() < (1 - UNDEFINED) * resamples
                ? new BootstrapDistribution(value, SortedValues.NONE, Double.NaN, Double.NaN)
                : BootstrapDistribution.of(value, replicates, jackknife(rows, number));
    }

    private SortedValues replicates(int rows, ToDoubleFunction<int[]> number) {
        Random random = new Random(seed);
        double[] replicates = new double[resamples];
        int[] drawn = new int[rows];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.setAll(drawn, i -> random.nextInt(rows));
            replicates[resample] = number.applyAsDouble(drawn);
        }
        return SortedValues.of(replicates);
    }

    private static double[] jackknife(int rows, ToDoubleFunction<int[]> number) {
        int parts = Math.min(rows, PARTS);
        double[] without = new double[parts];
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) rows * part / parts);
            int to = (int) ((long) rows * (part + 1) / parts);
            int[] kept = new int[rows - (to - from)];
            Arrays.setAll(kept, i -> i < from ? i : i + to - from);
            without[part] = number.applyAsDouble(kept);
        }
        return Arrays.stream(without).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static int[] range(int rows) {
        int[] range = new int[rows];
        Arrays.setAll(range, i -> i);
        return range;
    }
}
