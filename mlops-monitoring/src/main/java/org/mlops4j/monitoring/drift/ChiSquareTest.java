// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.OtherCategories;

/**
 * The two-sample chi-square test of homogeneity on the counts of the cells, without continuity correction. The effect
 * is the total variation distance, the least share of rows that would have to change their cell.
 *
 * <p>The p-value needs five expected values in each cell and sample (W. G. Cochran, 1954). Rarer categories are pooled
 * in one cell, rarer neighbours of numbers until there are enough. What is pooled depends on the sums of both samples
 * only, so the choice is independent of the difference that is tested. If less than two cells remain, the most frequent
 * cell is tested against all others by Fisher's exact test. Columns of more categories than a profile keeps are not
 * tested.
 */
public final class ChiSquareTest implements DriftTest {

    private static final double LEAST_EXPECTED = 5;

    @Override
    public String name() {
        return "chi-square";
    }

    /** {@return whether both profiles have the same bins} */
    @Override
    public boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.sharesBinsWith(current);
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        if (reference.numeric()) {
            return compare(Contingency.ofNeighbours(
                    reference.histogram().toArray(), current.histogram().toArray()));
        } else if (reference.others().complete() && current.others().complete()) {
            return compare(Contingency.ofCategories(reference, current));
        }
        return Measurement.impossible(
                name(),
                EffectUnit.SHARE,
                reference.tally().present(),
                current.tally().present(),
                "has more than " + OtherCategories.LIMIT + " categories; group them, or leave the column out");
    }

    /** {@return the measurement of the counts of two samples in the same cells, which have no order} */
    public Measurement compare(long[] reference, long[] current) {
        return compare(Contingency.of(reference, current));
    }

    private Measurement compare(Contingency counts) {
        long n = counts.firstTotal();
        long m = counts.secondTotal();
        if (n == 0 || m == 0) {
            return Measurement.impossible(name(), EffectUnit.SHARE, n, m, "needs values on both sides");
        }
        Contingency pooled = counts.pooled(LEAST_EXPECTED);
        if (pooled.cells() > 1) {
            double statistic = pooled.statistic();
            double p = ChiSquaredDistribution.of(pooled.cells() - 1.0).survivalProbability(statistic);
            return new Measurement(name(), statistic, p, pooled.totalVariation(), EffectUnit.SHARE, n, m, "");
        }
        int most = counts.mostFrequent();
        TwoProportions rest = TwoProportions.compare(n - counts.first(most), n, m - counts.second(most), m);
        double effect = Math.abs((double) counts.first(most) / n - (double) counts.second(most) / m);
        return new Measurement(rest.test(), rest.statistic(), rest.pValue(), effect, EffectUnit.SHARE, n, m, "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>A total variation d gives a noncentrality of at least 4 d² times the effective size (Cauchy-Schwarz).
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        long cells = reference.histogram().counts().stream()
                .filter(count -> count > 0)
                .count();
        double freedom = Math.max(1, cells - 1);
        return Power.noncentrality(freedom, alpha) / (4 * effect * effect);
    }
}
