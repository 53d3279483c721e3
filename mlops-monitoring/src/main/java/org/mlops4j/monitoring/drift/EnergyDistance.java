// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The energy distance between the finite values of two samples. The statistic is the root of {@code 2 E|X - Y| - E|X -
 * X'| - E|Y - Y'|}, in the root of the unit of the column. The effect is the coefficient of inhomogeneity, that
 * difference divided by {@code 2 E|X - Y|}: 0 for equal samples, 1 for two constants. It grows with the square of a
 * small shift: a quarter of a standard deviation of a bell curve gives 0.015, a whole one 0.19.
 *
 * @see <a href="https://doi.org/10.1016/j.jspi.2013.03.018">G. J. Székely and M. L. Rizzo (2013), Energy statistics</a>
 */
public final class EnergyDistance implements ValueTest {

    @Override
    public String name() {
        return "energy";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        SortedValues x = reference.finite();
        SortedValues y = current.finite();
        if (x.size() == 0 || y.size() == 0) {
            return Measurement.impossible(
                    name(), EffectUnit.ENERGY, x.size(), y.size(), "needs finite values on both sides");
        }
        MergedValues merged = new MergedValues(x, y);
        double apart = 0;
        double all = 0;
        double at = Double.NaN;
        while (merged.next()) {
            double below = (double) merged.firstBelow() / x.size();
            double otherBelow = (double) merged.secondBelow() / y.size();
            double share = (below - otherBelow) * (below - otherBelow);
            double between = below * (1 - otherBelow) + otherBelow * (1 - below);
            // Half of the step, and each end multiplied by itself, so that nothing overflows.
            apart += share == 0 ? 0 : share * (merged.value() / 2) - share * (at / 2);
            all += between == 0 ? 0 : between * (merged.value() / 2) - between * (at / 2);
            at = merged.value();
        }
        double effect = apart == 0 ? 0 : apart / all;
        return new Measurement(
                name(), 2 * Math.sqrt(apart), Double.NaN, effect, EffectUnit.ENERGY, x.size(), y.size(), "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>Of its {@link PermutationTest}, since it has no p-value of its own: twice the effect times the size is without
     * drift a weighted sum of squares with mean 1, whose critical values are no more than those of one square.
     *
     * @see <a href="https://doi.org/10.1214/aop/1048516528">G. J. Székely and N. K. Bakirov (2003), Extremal
     *     probabilities for Gaussian quadratic forms</a>
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Math.pow(Power.zToSee(alpha), 2) / (2 * effect);
    }
}
