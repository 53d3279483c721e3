// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Arrays;
import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * The Jensen-Shannon distance between the shares of the cells: the root of the divergence in bits, 0 for equal and 1
 * for disjoint distributions. Empty cells need no smoothing.
 *
 * @see <a href="https://doi.org/10.1109/18.61115">J. Lin (1991), Divergence measures based on the Shannon entropy</a>
 */
public final class JensenShannon implements DriftTest {

    @Override
    public String name() {
        return "jensen-shannon";
    }

    @Override
    public Aspect aspect() {
        return Aspect.DISTRIBUTION;
    }

    /** {@return whether both profiles have the same bins} */
    @Override
    public boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.histogram().bins().equals(current.histogram().bins());
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        return compare(reference.histogram().toArray(), current.histogram().toArray());
    }

    /** {@return the measurement of the counts of two samples in the same cells} */
    public Measurement compare(long[] reference, long[] current) {
        long n = Arrays.stream(reference).sum();
        long m = Arrays.stream(current).sum();
        if (n == 0 || m == 0) {
            return Measurement.impossible(name(), EffectUnit.JENSEN_SHANNON, n, m, "needs values on both sides");
        }
        double divergence = 0;
        for (int cell = 0; cell < reference.length; cell++) {
            double p = (double) reference[cell] / n;
            double q = (double) current[cell] / m;
            divergence += term(p, (p + q) / 2) + term(q, (p + q) / 2);
        }
        double distance = Math.sqrt(Math.max(0, divergence / 2) / Math.log(2));
        return Measurement.distance(name(), distance, EffectUnit.JENSEN_SHANNON, n, m);
    }

    /** {@return NaN: it has no p-value} */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Double.NaN;
    }

    private static double term(double share, double mean) {
        return share == 0 ? 0 : share * Math.log(share / mean);
    }
}
