// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The two-sample Cramér-von Mises test. The statistic is T, the effect the root mean square difference, over all values
 * of both samples, between the shares of rows up to the value: it sees many small differences where {@link KsTest
 * Kolmogorov-Smirnov} looks for one large one.
 *
 * <p>Ties have their mean rank. Exact up to {@value #EXACT} values a side, else by the limit at the statistic brought
 * to the mean and variance that it has without ties. Infinite values take part. Needs two values a side. Costs a pass.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177704477">T. W. Anderson (1962), On the distribution of the two-sample
 *     Cramér-von Mises criterion</a>
 */
public final class CramerVonMisesTest implements ValueTest {

    private static final int EXACT = 20;

    @Override
    public String name() {
        return "cramer-von-mises";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        int n = reference.size();
        int m = current.size();
        if (Math.min(n, m) < 2) {
            return Measurement.tooFew(name(), EffectUnit.SHARE, reference, current);
        }
        MergedValues merged = new MergedValues(reference, current);
        double ranks = 0;
        double otherRanks = 0;
        double squares = 0;
        while (merged.next()) {
            double tied = (merged.here() + 1) / 2.0;
            ranks += squaresFrom(merged.secondBelow() + tied, merged.firstHere());
            otherRanks += squaresFrom(merged.firstBelow() + tied, merged.secondHere());
            double share = (double) (merged.firstBelow() + merged.firstHere()) / n
                    - (double) (merged.secondBelow() + merged.secondHere()) / m;
            squares += merged.here() * share * share;
        }
        double u = n * ranks + m * otherRanks;
        double pairs = (double) n * m;
        double all = (double) n + m;
        double statistic = u / (pairs * all) - (4 * pairs - 1) / (6 * all);
        double p = Math.max(n, m) <= EXACT ? RankPaths.chanceOfAtLeast(u, n, m) : limit(statistic, n, m);
        return new Measurement(name(), statistic, p, Math.sqrt(squares / all), EffectUnit.SHARE, n, m, "");
    }

    /** {@inheritDoc} */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return QuadraticLimit.CRAMER_VON_MISES.effectiveSizeFor(effect, alpha);
    }

    private static double limit(double statistic, double n, double m) {
        double all = n + m;
        double mean = (1 + 1 / all) / 6;
        double variance =
                (all + 1) * (4 * n * m * all - 3 * (n * n + m * m) - 2 * n * m) / (45 * all * all * 4 * n * m);
        return QuadraticLimit.CRAMER_VON_MISES.survival(1.0 / 6 + (statistic - mean) / Math.sqrt(45 * variance));
    }

    /**
     * {@return the sum of the squared differences between the rank that tied values share and their ranks in their own
     * sample}
     *
     * @param from the difference for the rank 0 after those below
     */
    private static double squaresFrom(double from, int count) {
        double sum = 0;
        for (int rank = 1; rank <= count; rank++) {
            sum += (from - rank) * (from - rank);
        }
        return sum;
    }
}
