// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The two-sample Kuiper test. The statistic and the effect are V, the largest difference between the shares of rows in
 * any interval: it sees a change of the spread, or of the middle alone, better than {@link KsTest Kolmogorov-Smirnov},
 * and on a circle, such as hours of a day, it does not depend on where the circle is cut.
 *
 * <p>The p-value is that of Kuiper's limit at Stephens' modified statistic; ties make it conservative. Infinite values
 * take part. Needs two values a side. Costs a pass.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1970.tb00821.x">M. A. Stephens (1970), Use of the
 *     Kolmogorov-Smirnov, Cramér-von Mises and related statistics without extensive tables</a>
 */
public final class KuiperTest implements ValueTest {

    @Override
    public String name() {
        return "kuiper";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        double n = reference.size();
        double m = current.size();
        if (Math.min(n, m) < 2) {
            return Measurement.tooFew(name(), EffectUnit.SHARE, reference.size(), current.size());
        }
        MergedValues merged = new MergedValues(reference, current);
        double most = 0;
        double least = 0;
        while (merged.next()) {
            double difference =
                    (merged.firstBelow() + merged.firstHere()) / n - (merged.secondBelow() + merged.secondHere()) / m;
            most = Math.max(most, difference);
            least = Math.min(least, difference);
        }
        double root = Math.sqrt(n * m / (n + m));
        double p = survival((root + 0.155 + 0.24 / root) * (most - least));
        return new Measurement(
                name(), most - least, p, most - least, EffectUnit.SHARE, reference.size(), current.size(), "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>In the interval that gains or loses the effect, the scaled difference is about normal with a standard
     * deviation of at most one half; it has to pass the critical value of the limit.
     */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        double low = 0;
        double high = 100;
        while (high - low > 1e-9) {
            double middle = (low + high) / 2;
            if (survival(middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.pow((high + Power.Z / 2) / effect, 2);
    }

    /** {@return the chance of more than λ in the limit: twice the sum of {@code (4 j² λ² - 1) exp(-2 j² λ²)}} */
    static double survival(double lambda) {
        if (lambda < 0.3) {
            // One to more digits than a double has, and the series would need many terms.
            return 1;
        }
        double sum = 0;
        double square = 2 * lambda * lambda;
        double beyondDigits = square + 45;
        for (int j = 1; square < beyondDigits; j++) {
            square = 2 * (j * lambda) * (j * lambda);
            sum += 2 * (2 * square - 1) * Math.exp(-square);
        }
        return Math.min(1, sum);
    }
}
