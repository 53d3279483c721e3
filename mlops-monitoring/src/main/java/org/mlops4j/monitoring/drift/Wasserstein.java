// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The Wasserstein-1 distance between the finite values of two samples: how far values have to move on average to turn
 * one sample into the other. The statistic is in the unit of the column, the effect in standard deviations of the
 * reference; it cannot be computed if the reference is constant and the current data are not the same.
 */
public final class Wasserstein implements DriftTest {

    @Override
    public String name() {
        return "wasserstein";
    }

    @Override
    public Aspect aspect() {
        return Aspect.DISTRIBUTION;
    }

    /** {@return whether both profiles hold numbers and have kept some} */
    @Override
    public boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.values().size() > 0 && current.values().size() > 0;
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        double deviation = reference.moments().standardDeviation();
        long n = finite(reference.values());
        long m = finite(current.values());
        if (n == 0 || m == 0) {
            return Measurement.impossible(
                    name(), EffectUnit.STANDARD_DEVIATIONS, n, m, "needs finite values on both sides");
        }
        double distance = distance(reference.values(), current.values());
        double effect = distance == 0 ? 0 : deviation > 0 ? distance / deviation : Double.NaN;
        String reason = Double.isNaN(effect) ? "the reference has no spread to measure in" : "";
        return new Measurement(name(), distance, Double.NaN, effect, EffectUnit.STANDARD_DEVIATIONS, n, m, reason);
    }

    /** {@return the distance between the finite values of two samples, NaN if one has none} */
    static double distance(SortedValues first, SortedValues second) {
        int i = below(first);
        int j = below(second);
        double n = finite(first);
        double m = finite(second);
        int from = i;
        int start = j;
        double sum = 0;
        double at = n == 0 || m == 0 ? Double.NaN : Math.min(first.get(i), second.get(j));
        while (i - from < n || j - start < m) {
            double next = Math.min(
                    i - from < n ? first.get(i) : Double.POSITIVE_INFINITY,
                    j - start < m ? second.get(j) : Double.POSITIVE_INFINITY);
            double share = Math.abs((i - from) / n - (j - start) / m);
            // Two multiplications, since the step itself may overflow where its share does not.
            sum += share == 0 ? 0 : share * next - share * at;
            at = next;
            while (i - from < n && first.get(i) == next) {
                i++;
            }
            while (j - start < m && second.get(j) == next) {
                j++;
            }
        }
        return n == 0 || m == 0 ? Double.NaN : sum;
    }

    /** {@return NaN: it has no p-value} */
    @Override
    public double effectiveSizeFor(ColumnProfile reference, double effect, double alpha) {
        return Double.NaN;
    }

    private static int below(SortedValues values) {
        int below = 0;
        while (below < values.size() && values.get(below) == Double.NEGATIVE_INFINITY) {
            below++;
        }
        return below;
    }

    private static long finite(SortedValues values) {
        int end = values.size();
        while (end > 0 && values.get(end - 1) == Double.POSITIVE_INFINITY) {
            end--;
        }
        return Math.max(0, end - below(values));
    }
}
