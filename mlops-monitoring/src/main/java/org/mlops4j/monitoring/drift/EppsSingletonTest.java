// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The Epps-Singleton test: whether the characteristic functions differ at two points, 0.4 and 0.8 over half of the
 * interquartile range. It needs no continuous values: counts and rounded numbers suit it as well. The effect is half of
 * the larger difference of the characteristic functions, which is the least share of rows that must have moved.
 *
 * <p>Where the interquartile range is 0, as in a column of which most values are the same, the standard deviation takes
 * its place; a column that is constant as a whole has not changed. Where one side has more than {@value #UNBALANCED}
 * times as many values as the other, the covariance is that of both sides together: that of a small sample by itself is
 * so uncertain that one window in five without drift would alarm. Needs {@value #LEAST} finite values a side; infinite
 * ones are left out. Costs a pass with four trigonometric functions a value, two passes where sides are unbalanced.
 *
 * @see <a href="https://doi.org/10.1080/00949658608810963">T. W. Epps and K. J. Singleton (1986), An omnibus test for
 *     the two-sample problem using the empirical characteristic function</a>
 */
public final class EppsSingletonTest implements ValueTest {

    private static final int LEAST = 5;
    private static final int SMALL = 25;
    private static final int UNBALANCED = 2;

    @Override
    public String name() {
        return "epps-singleton";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        SortedValues x = reference.finite();
        SortedValues y = current.finite();
        int n = x.size();
        int m = y.size();
        if (Math.min(n, m) < LEAST) {
            return Measurement.impossible(
                    name(), EffectUnit.SHARE, n, m, "needs at least " + LEAST + " finite values a side");
        }
        double[] pooled = MergedValues.toArray(x, y);
        double scale = CharacteristicFunction.scale(pooled);
        if (scale == 0) {
            return new Measurement(name(), 0, 1, 0, EffectUnit.SHARE, n, m, "");
        }
        CharacteristicFunction first = CharacteristicFunction.of(x, scale);
        CharacteristicFunction second = CharacteristicFunction.of(y, scale);
        double[] difference = first.minus(second);
        double all = (double) n + m;
        SymmetricMatrix covariance = Math.max(n, m) > UNBALANCED * Math.min(n, m)
                ? CharacteristicFunction.of(SortedValues.of(pooled), scale)
                        .covariance()
                        .times(all / n + all / m)
                : first.covariance().times(all / n).plus(second.covariance().times(all / m));
        double statistic = all * covariance.inverseForm(difference);
        if (Math.max(n, m) < SMALL) {
            statistic /= 1 + Math.pow(n + m, -0.45) + 10.1 * (Math.pow(n, -1.7) + Math.pow(m, -1.7));
        }
        double p = covariance.rank() == 0
                ? TwoProportions.apart(n, m)
                : ChiSquaredDistribution.of(covariance.rank()).survivalProbability(statistic);
        double effect =
                Math.max(Math.hypot(difference[0], difference[1]), Math.hypot(difference[2], difference[3])) / 2;
        return new Measurement(name(), statistic, p, effect, EffectUnit.SHARE, n, m, "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>The four sines and cosines have variances that add up to no more than 2, so a difference has at least half of
     * its square as noncentrality.
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Power.noncentrality(4, alpha) / (2 * effect * effect);
    }
}
