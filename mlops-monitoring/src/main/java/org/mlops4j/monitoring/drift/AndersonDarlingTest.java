// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The k-sample Anderson-Darling test of two samples: as {@link CramerVonMisesTest}, but differences weigh the more the
 * further out they are, so it is the one to see that tails have changed. The statistic is brought to mean 0 and
 * variance 1. The effect is the root of the unscaled one over the effective size {@code n m / (n + m)}.
 *
 * <p>Ties have their mean rank. The p-value is that of the limit at the same number of standard deviations, over its
 * whole range. Ties raise the standard deviation, nearly twice for two values; the p-value allows for that, which that
 * of the paper does not. Infinite values take part. Needs two values a side. Costs a pass.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478517">F. W. Scholz and M. A. Stephens (1987), K-sample
 *     Anderson-Darling tests, equation 7</a>
 */
public final class AndersonDarlingTest implements ValueTest {

    /** Of the limit without ties: the sum of the doubled squares of its weights. */
    private static final double DEVIATION = Math.sqrt(2 * (Math.PI * Math.PI - 9) / 3);

    @Override
    public String name() {
        return "anderson-darling";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        int n = reference.size();
        int m = current.size();
        if (Math.min(n, m) < 2) {
            return Measurement.tooFew(name(), EffectUnit.STANDARDIZED_SHARE, reference.size(), current.size());
        }
        double all = (double) n + m;
        MergedValues merged = new MergedValues(reference, current);
        double sum = 0;
        TiedLimit limit = new TiedLimit();
        while (merged.next() && merged.here() < all) {
            double ties = merged.here();
            double rank = merged.firstBelow() + merged.secondBelow() + ties / 2;
            double difference = all * (merged.firstBelow() + merged.firstHere() / 2.0) - rank * n;
            sum += ties * difference * difference / (rank * (all - rank) - all * ties / 4);
            add(limit, ties / all, rank / all);
        }
        double square = sum * (all - 1) / (all * n * m);
        double statistic = (square - 1) / deviation(n, m);
        double deviations = DEVIATION * statistic / limit.deviation() * untiedDeviation(n + m);
        double p = sum == 0 ? 1 : QuadraticLimit.ANDERSON_DARLING.survival(1 + deviations);
        double effect = Math.sqrt(square * all / ((double) n * m));
        return new Measurement(name(), statistic, p, effect, EffectUnit.STANDARDIZED_SHARE, n, m, "");
    }

    /** {@inheritDoc} */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return QuadraticLimit.ANDERSON_DARLING.effectiveSizeFor(effect, alpha);
    }

    /** {@return the standard deviation without ties, by the equation 4 of the paper for two samples} */
    private static double deviation(double n, double m) {
        double all = n + m;
        double inverse = 1 / n + 1 / m;
        double harmonic = 0;
        for (int i = 1; i < all; i++) {
            harmonic += 1.0 / i;
        }
        double upTo = 0;
        double nested = 0;
        for (int i = 1; i < all - 1; i++) {
            upTo += 1.0 / i;
            nested += (harmonic - upTo) / (all - i);
        }
        double a = 4 * nested - 6 + (10 - 6 * nested) * inverse;
        double b = 4 * (2 * nested - 4)
                + 16 * harmonic
                + (2 * nested - 14 * harmonic - 4) * inverse
                - 8 * harmonic
                + 4 * nested
                - 6;
        double c = 4 * (6 * harmonic + 2 * nested - 2)
                + 2 * (4 * harmonic - 4 * nested + 6)
                + (2 * harmonic - 6) * inverse
                + 4 * harmonic;
        double d = 4 * (2 * harmonic + 6) - 8 * harmonic;
        double variance = (((a * all + b) * all + c) * all + d) / ((all - 1) * (all - 2) * (all - 3));
        return Math.sqrt(variance);
    }

    /** Adds a value, at which the bridge is averaged over both ends of its ties. */
    private static void add(TiedLimit limit, double share, double middle) {
        double variance = middle * (1 - middle) - share / 4;
        limit.add(share / variance, middle, variance);
    }

    private static double untiedDeviation(int values) {
        TiedLimit none = new TiedLimit();
        for (int i = 0; i < values; i++) {
            add(none, 1.0 / values, (i + 0.5) / values);
        }
        return none.deviation();
    }
}
