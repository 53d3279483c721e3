// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * The two-sample chi-square test of homogeneity on the counts of the cells, without continuity correction. The effect
 * is the total variation distance, the least share of rows that would have to change their cell.
 *
 * <p>The p-value needs five expected values in each cell and sample (W. G. Cochran, 1954). Rarer cells are pooled,
 * rarest first; which ones depends on the sums of both samples only, so the choice is independent of the difference
 * that is tested. If less than two cells remain, the most frequent cell is tested against all others by Fisher's exact
 * test.
 */
public final class ChiSquareTest implements DriftTest {

    private static final double LEAST_EXPECTED = 5;
    private static final double POWER = 0.8;

    @Override
    public String name() {
        return "chi-square";
    }

    @Override
    public Aspect aspect() {
        return Aspect.DISTRIBUTION;
    }

    /** {@return whether both profiles have the same bins} */
    @Override
    public boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.histogram().bins().equals(current.histogram().bins());
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        return compare(reference.histogram().toArray(), current.histogram().toArray());
    }

    /** {@return the measurement of the counts of two samples in the same cells} */
    public Measurement compare(long[] reference, long[] current) {
        long n = Arrays.stream(reference).sum();
        long m = Arrays.stream(current).sum();
        if (n == 0 || m == 0) {
            return Measurement.impossible(name(), EffectUnit.SHARE, n, m, "needs values on both sides");
        }
        double effect = totalVariation(reference, current, n, m);
        long[][] pooled = pool(reference, current, n, m);
        if (pooled[0].length > 1) {
            double statistic = statistic(pooled[0], pooled[1]);
            double p = ChiSquaredDistribution.of(pooled[0].length - 1.0).survivalProbability(statistic);
            return new Measurement(name(), statistic, p, effect, EffectUnit.SHARE, n, m, "");
        }
        int most = 0;
        for (int cell = 1; cell < reference.length; cell++) {
            most = reference[cell] + current[cell] > reference[most] + current[most] ? cell : most;
        }
        TwoProportions rest = TwoProportions.compare(n - reference[most], n, m - current[most], m);
        return new Measurement(rest.test(), rest.statistic(), rest.pValue(), effect, EffectUnit.SHARE, n, m, "");
    }

    /** {@return Pearson's statistic of two rows of counts; every column has some} */
    static double statistic(long[] first, long[] second) {
        double n = Arrays.stream(first).sum();
        double m = Arrays.stream(second).sum();
        double sum = 0;
        for (int cell = 0; cell < first.length; cell++) {
            double total = (double) first[cell] + second[cell];
            // Both rows' terms at once: (o - e)² (1/e₁ + 1/e₂) with the same |o - e| in each.
            double difference = (m * first[cell] - n * second[cell]) / (n + m);
            sum += difference * difference * (n + m) * (n + m) / (n * m * total);
        }
        return sum;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A total variation d gives a noncentrality of at least 4 d² times the effective size (Cauchy-Schwarz); the
     * noncentral distribution is approximated by a scaled central one (P. B. Patnaik, 1949).
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        long cells = reference.histogram().counts().stream()
                .filter(count -> count > 0)
                .count();
        double freedom = Math.max(1, cells - 1);
        double critical = ChiSquaredDistribution.of(freedom).inverseSurvivalProbability(alpha);
        double low = 0;
        double high = 1e6;
        while (high - low > 1e-6 * high) {
            double middle = (low + high) / 2;
            if (power(freedom, middle, critical) < POWER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high / (4 * effect * effect);
    }

    private static double power(double freedom, double noncentrality, double critical) {
        double scale = (freedom + 2 * noncentrality) / (freedom + noncentrality);
        double approximate = (freedom + noncentrality) / scale;
        return ChiSquaredDistribution.of(approximate).survivalProbability(critical / scale);
    }

    private static double totalVariation(long[] reference, long[] current, long n, long m) {
        double sum = 0;
        for (int cell = 0; cell < reference.length; cell++) {
            sum += Math.abs((double) reference[cell] / n - (double) current[cell] / m);
        }
        return sum / 2;
    }

    /** {@return the counts of both samples in cells that each expect enough values of the smaller sample} */
    private static long[][] pool(long[] reference, long[] current, long n, long m) {
        double smaller = (double) Math.min(n, m) / ((double) n + m);
        Integer[] order = new Integer[reference.length];
        Arrays.setAll(order, cell -> cell);
        Arrays.sort(order, (a, b) -> Long.compare(reference[a] + current[a], reference[b] + current[b]));
        long[][] pooled = new long[2][reference.length];
        int cells = 0;
        for (int next = 0; next < order.length; next++) {
            pooled[0][cells] += reference[order[next]];
            pooled[1][cells] += current[order[next]];
            boolean enough = (pooled[0][cells] + pooled[1][cells]) * smaller >= LEAST_EXPECTED;
            cells += enough ? 1 : 0;
        }
        return new long[][] {Arrays.copyOf(pooled[0], cells), Arrays.copyOf(pooled[1], cells)};
    }
}
