// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.distribution.FDistribution;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * Whether the spread has changed: Levene's test on the distances of the finite values from their median (Brown and
 * Forsythe), which heavy tails do not mislead as they do with distances from the mean. The effect is the change of the
 * mean distance as a share of that of the reference: 0.1 for a spread that is 1.1 times as large; infinite if the
 * reference is constant and the current data are not. Needs two finite values a side. Costs a few passes.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1974.10482955">M. B. Brown and A. B. Forsythe (1974), Robust tests for
 *     the equality of variances</a>
 */
public final class LeveneTest implements ValueTest {

    /** What the rounding of two means may leave between them where all distances are the same. */
    private static final double ROUNDING = 1e-13;

    @Override
    public String name() {
        return "levene";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        SortedValues x = reference.finite();
        SortedValues y = current.finite();
        if (Math.min(x.size(), y.size()) < 2) {
            return Measurement.tooFew(name(), EffectUnit.SPREAD, x.size(), y.size());
        }
        int scale = -Math.getExponent(Math.max(largest(x), largest(y))) - 1;
        Distances first = Distances.of(x, scale);
        Distances second = Distances.of(y, scale);
        double n = x.size();
        double m = y.size();
        double difference = Math.abs(first.mean - second.mean);
        if (difference < ROUNDING * first.mean) {
            difference = 0;
        }
        double within = first.squares + second.squares;
        double effect = difference == 0 ? 0 : difference / first.mean;
        double statistic = difference == 0 ? 0 : n * m / (n + m) * difference * difference * (n + m - 2) / within;
        double p = Double.isInfinite(statistic)
                ? TwoProportions.apart(x.size(), y.size())
                : FDistribution.of(1, n + m - 2).survivalProbability(statistic);
        return new Measurement(name(), statistic, p, effect, EffectUnit.SPREAD, x.size(), y.size(), "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>By the normal limit of the mean distances of the reference, on the assumption that the distances spread
     * further as their mean does.
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        SortedValues values = reference.values().finite();
        double variation = values.size() < 2
                ? 1
                : Distances.of(values, -Math.getExponent(largest(values)) - 1).variation();
        double larger = variation * (1 + effect) * (1 + effect);
        return Math.pow(Power.zToSee(alpha) / effect, 2) * (variation + larger) / 2;
    }

    private static double largest(SortedValues values) {
        return Math.max(Math.abs(values.get(0)), Math.abs(values.get(values.size() - 1)));
    }

    /**
     * The distances of values from their median, divided by a power of two.
     *
     * @param mean of the distances
     * @param squares the sum of their squared differences from the mean
     * @param variation the variance in squared means, 1 for a constant
     */
    private record Distances(double mean, double squares, double variation) {

        static Distances of(SortedValues values, int scale) {
            int n = values.size();
            double median = (Math.scalb(values.get((n - 1) / 2), scale) + Math.scalb(values.get(n / 2), scale)) / 2;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Math.abs(Math.scalb(values.get(i), scale) - median);
            }
            double mean = sum / n;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double off = Math.abs(Math.scalb(values.get(i), scale) - median) - mean;
                squares += off * off;
            }
            return new Distances(mean, squares, mean > 0 ? squares / n / (mean * mean) : 1);
        }
    }
}
