// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.Moments;

/**
 * Welch's t-test, two-sided: whether the mean has moved; the variances may differ. The effect is the difference of the
 * means in standard deviations of the reference, infinite if the reference is constant and the mean has moved.
 *
 * <p>It looks at nothing but count, mean and variance of the finite values, so it also works where only counts were
 * kept, and on all rows of a reference of which a sample was kept. Needs two finite values a side. The values need not
 * be normal, but in small samples of heavy-tailed ones the p-value is no more than an estimate; {@link MannWhitneyTest}
 * is safe there.
 *
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">B. L. Welch (1947), The generalization of Student's problem
 *     when several different population variances are involved</a>
 */
public final class WelchTest implements DriftTest {

    @Override
    public String name() {
        return "welch-t";
    }

    /** {@return whether both profiles hold numbers} */
    @Override
    public boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.numeric() && current.numeric();
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        return compare(reference.moments(), current.moments());
    }

    /** {@return the measurement of two samples} */
    public Measurement compare(Moments reference, Moments current) {
        long n = reference.count();
        long m = current.count();
        if (Math.min(n, m) < 2) {
            return Measurement.tooFew(name(), EffectUnit.STANDARD_DEVIATIONS, n, m);
        }
        if (Double.isInfinite(reference.standardDeviation() + current.standardDeviation())) {
            return Measurement.impossible(
                    name(), EffectUnit.STANDARD_DEVIATIONS, n, m, "has a spread beyond the range of numbers");
        }
        // The same power of two divides all, so that squares of very large or small numbers stay in range.
        int scale = -Math.getExponent(Math.max(largest(reference), largest(current)));
        double deviation = Math.scalb(reference.standardDeviation(), scale);
        double otherDeviation = Math.scalb(current.standardDeviation(), scale);
        double mean = Math.scalb(reference.mean(), scale);
        double otherMean = Math.scalb(current.mean(), scale);
        double effect = mean == otherMean ? 0 : Math.abs(mean - otherMean) / deviation;
        if (mean == otherMean || Math.max(deviation, otherDeviation) == 0) {
            double statistic = mean == otherMean ? 0 : Math.signum(mean - otherMean) * Double.POSITIVE_INFINITY;
            double p = mean == otherMean ? 1 : TwoProportions.apart(n, m);
            return new Measurement(name(), statistic, p, effect, EffectUnit.STANDARD_DEVIATIONS, n, m, "");
        }
        TTest.Result result = TTest.withDefaults()
                .with(DataDispersion.HETEROSCEDASTIC)
                .test(mean, deviation * deviation, n, otherMean, otherDeviation * otherDeviation, m);
        return new Measurement(
                name(), result.getStatistic(), result.getPValue(), effect, EffectUnit.STANDARD_DEVIATIONS, n, m, "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>By the normal limit, with the quarter of a squared quantile that t needs in addition (W. C. Guenther, 1981).
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        double errors = Power.zToSee(alpha);
        return Math.pow(errors / effect, 2) + Math.pow(errors - Power.Z, 2) / 8;
    }

    private static double largest(Moments moments) {
        return Math.max(Math.max(Math.abs(moments.min()), Math.abs(moments.max())), moments.standardDeviation());
    }
}
