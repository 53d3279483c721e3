// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.Arrays;
import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * The population stability index: the sum over the cells of {@code (q - p) ln(q / p)}, in nats. Every count is raised
 * by {@value #SMOOTHING} before the shares are taken, so that they still add up to one and the index is finite when a
 * cell is empty on one side. The cells are quantiles of the reference, or its categories and all others.
 */
public final class Psi implements DriftTest {

    /** Jeffreys' prior. */
    public static final double SMOOTHING = 0.5;

    @Override
    public String name() {
        return "psi";
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
            return Measurement.impossible(name(), EffectUnit.PSI, n, m, "needs values on both sides");
        }
        double added = SMOOTHING * used(reference, current);
        double psi = 0;
        for (int cell = 0; cell < reference.length; cell++) {
            // A cell that is empty on both sides is no cell: it must not change the index by being there.
            if (reference[cell] + current[cell] > 0) {
                double p = (reference[cell] + SMOOTHING) / (n + added);
                double q = (current[cell] + SMOOTHING) / (m + added);
                psi += (q - p) * Math.log(q / p);
            }
        }
        return Measurement.distance(name(), psi, EffectUnit.PSI, n, m);
    }

    /** {@return NaN: it has no p-value} */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Double.NaN;
    }

    private static int used(long[] reference, long[] current) {
        int used = 0;
        for (int cell = 0; cell < reference.length; cell++) {
            used += reference[cell] + current[cell] > 0 ? 1 : 0;
        }
        return used;
    }
}
