// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The two-sample Kolmogorov-Smirnov test, two-sided. The effect is its statistic D, the largest difference between the
 * shares of rows up to any value. Exact up to 10 000 values a side, by Smirnov's asymptotic formula above; ties make it
 * conservative. Infinite values take part. Needs two values a side. Costs a pass over both samples, for exact p-values
 * up to the product of their sizes.
 *
 * @see <a href="https://doi.org/10.1007/BF02589501">J. L. Hodges (1958), The significance probability of the Smirnov
 *     two-sample test</a>
 */
public final class KsTest implements ValueTest {

    @Override
    public String name() {
        return "ks";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        if (Math.min(reference.size(), current.size()) < 2) {
            return Measurement.tooFew(name(), EffectUnit.SHARE, reference.size(), current.size());
        }
        KolmogorovSmirnovTest.TwoResult result =
                KolmogorovSmirnovTest.withDefaults().test(reference.toArray(), current.toArray());
        return new Measurement(
                name(),
                result.getStatistic(),
                result.getPValue(),
                result.getStatistic(),
                EffectUnit.SHARE,
                reference.size(),
                current.size(),
                "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where the distribution functions differ by the effect, the scaled difference of the samples' is about normal
     * with a standard deviation of at most one half; it has to pass the critical value of Smirnov's limit.
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        double critical = Math.sqrt(Math.log(2 / alpha) / 2);
        return Math.pow((critical + Power.Z / 2) / effect, 2);
    }
}
