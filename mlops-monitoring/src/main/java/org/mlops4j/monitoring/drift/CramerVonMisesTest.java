// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The two-sample Cramér-von Mises test. The statistic is T, by its definition also where values are tied, the effect
 * the root mean square difference, over all values of both samples, between the shares of rows up to the value: it sees
 * many small differences where {@link KsTest Kolmogorov-Smirnov} looks for one large one.
 *
 * <p>Exact up to {@value #EXACT} values a side without ties, else by the limit at the statistic brought to the mean and
 * variance of the limit. Ties change both, and the p-value allows for that. Infinite values take part. Needs two values
 * a side. Costs a pass.
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
            return Measurement.tooFew(name(), EffectUnit.SHARE, reference.size(), current.size());
        }
        double all = (double) n + m;
        MergedValues merged = new MergedValues(reference, current);
        TiedLimit limit = new TiedLimit();
        double squares = 0;
        while (merged.next()) {
            double below = (double) merged.firstBelow() + merged.firstHere();
            double otherBelow = (double) merged.secondBelow() + merged.secondHere();
            double share = below / n - otherBelow / m;
            squares += merged.here() * share * share;
            add(limit, merged.here() / all, (below + otherBelow) / all);
        }
        double statistic = squares * n * m / (all * all);
        double p = squares == 0 ? 1 : pValue(statistic, n, m, limit);
        return new Measurement(name(), statistic, p, Math.sqrt(squares / all), EffectUnit.SHARE, n, m, "");
    }

    /** {@inheritDoc} */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return QuadraticLimit.CRAMER_VON_MISES.effectiveSizeFor(effect, alpha);
    }

    private static double pValue(double statistic, int n, int m, TiedLimit limit) {
        if (limit.places() == n + m && Math.max(n, m) <= EXACT) {
            return RankPaths.chanceOfAtLeast(statistic, n, m);
        }
        double all = (double) n + m;
        double pairs = (double) n * m;
        TiedLimit untied = new TiedLimit();
        for (int i = 1; i <= n + m; i++) {
            add(untied, 1 / all, i / all);
        }
        double mean = (1 + 1 / all) / 6 * limit.mean() / untied.mean();
        double variance = (all + 1)
                * (4 * pairs * all - 3 * ((double) n * n + (double) m * m) - 2 * pairs)
                / (45 * all * all * 4 * pairs);
        double deviation = Math.sqrt(45 * variance) * limit.deviation() / untied.deviation();
        return QuadraticLimit.CRAMER_VON_MISES.survival(1.0 / 6 + (statistic - mean) / deviation);
    }

    private static void add(TiedLimit limit, double share, double below) {
        limit.add(share, below, below * (1 - below));
    }
}
