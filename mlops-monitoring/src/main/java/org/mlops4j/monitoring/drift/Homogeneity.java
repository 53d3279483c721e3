// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.OtherCategories;

/**
 * What the tests have in common that compare the counts of two samples cell by cell: cells are pooled until each
 * expects enough, and the statistic is held against the chi-square distribution.
 *
 * @param test the name of the test
 * @param statistic of pooled cells, each with some values
 */
record Homogeneity(String test, ToDoubleFunction<Contingency> statistic) {

    private static final double LEAST_EXPECTED = 5;

    Measurement measure(ColumnProfile reference, ColumnProfile current) {
        if (reference.numeric()) {
            return compare(Contingency.ofNeighbours(
                    reference.histogram().toArray(), current.histogram().toArray()));
        } else if (reference.others().complete() && current.others().complete()) {
            return compare(Contingency.ofCategories(reference, current));
        }
        return Measurement.impossible(
                test,
                EffectUnit.SHARE,
                reference.tally().present(),
                current.tally().present(),
                "has more than " + OtherCategories.LIMIT + " categories; group them, or leave the column out");
    }

    Measurement compare(Contingency counts) {
        long n = counts.firstTotal();
        long m = counts.secondTotal();
        if (Math.min(n, m) < 2) {
            return Measurement.tooFew(test, EffectUnit.SHARE, n, m);
        }
        Contingency pooled = counts.pooled(LEAST_EXPECTED);
        if (pooled.cells() > 1) {
            double measured = statistic.applyAsDouble(pooled);
            double p = ChiSquaredDistribution.of(pooled.cells() - 1.0).survivalProbability(measured);
            return new Measurement(test, measured, p, pooled.totalVariation(), EffectUnit.SHARE, n, m, "");
        }
        int most = counts.mostFrequent();
        return TwoProportions.compare(n - counts.first(most), n, m - counts.second(most), m)
                .measurement(n, m);
    }

    /** {@return the effective size at which a total variation is seen four times out of five} */
    static double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        long cells = reference.histogram().counts().stream()
                .filter(count -> count > 0)
                .count();
        double freedom = Math.max(1, cells - 1);
        return Power.noncentrality(freedom, alpha) / (4 * effect * effect);
    }
}
