// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The Mann-Whitney U test, two-sided: whether current values tend to be larger, or smaller, than those of the
 * reference. The statistic is U of the reference. The effect is Cliff's delta without sign: among pairs of a reference
 * and a current row, the share in which the current value is larger less the share in which it is smaller.
 *
 * <p>Exact up to {@value #EXACT} values a side without ties; else by the normal limit with correction for ties and
 * continuity. Infinite values take part. Needs two values a side. Costs a pass over both samples.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177730491">H. B. Mann and D. R. Whitney (1947), On a test of whether one
 *     of two random variables is stochastically larger than the other</a>
 */
public final class MannWhitneyTest implements ValueTest {

    private static final int EXACT = 50;

    @Override
    public String name() {
        return "mann-whitney";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        double n = reference.size();
        double m = current.size();
        if (Math.min(n, m) < 2) {
            return Measurement.tooFew(name(), EffectUnit.PAIRS, reference.size(), current.size());
        }
        MergedValues merged = new MergedValues(reference, current);
        double u = 0;
        double ties = 0;
        while (merged.next()) {
            u += merged.firstHere() * (merged.secondBelow() + merged.secondHere() / 2.0);
            double here = merged.here();
            ties += here * (here * here - 1);
        }
        double effect = Math.abs(2 * u / (n * m) - 1);
        double p = ties == 0 && Math.max(n, m) <= EXACT ? exact(reference, current) : limit(u, n, m, ties);
        return new Measurement(name(), u, p, effect, EffectUnit.PAIRS, reference.size(), current.size(), "");
    }

    /**
     * {@inheritDoc}
     *
     * @see <a href="https://doi.org/10.1080/01621459.1987.10478478">G. E. Noether (1987), Sample size determination for
     *     some common nonparametric tests</a>
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Math.pow(Power.zToSee(alpha) / effect, 2) / 3;
    }

    private static double exact(SortedValues reference, SortedValues current) {
        return MannWhitneyUTest.withDefaults()
                .with(PValueMethod.EXACT)
                .test(reference.toArray(), current.toArray())
                .getPValue();
    }

    private static double limit(double u, double n, double m, double ties) {
        double all = n + m;
        double variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
        double difference = Math.abs(u - n * m / 2) - 0.5;
        return difference <= 0
                ? 1
                : Math.min(1, 2 * TwoProportions.NORMAL.survivalProbability(difference / Math.sqrt(variance)));
    }
}
