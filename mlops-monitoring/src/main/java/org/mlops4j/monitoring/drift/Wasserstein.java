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

    /** {@return whether both profiles hold numbers and have kept some} */
    @Override
    public boolean appliesTo(ColumnProfile reference, ColumnProfile current) {
        return reference.values().size() > 0 && current.values().size() > 0;
    }

    @Override
    public Measurement measure(ColumnProfile reference, ColumnProfile current) {
        double deviation = reference.moments().standardDeviation();
        long n = reference.values().finite().size();
        long m = current.values().finite().size();
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
        SortedValues x = first.finite();
        SortedValues y = second.finite();
        if (x.size() == 0 || y.size() == 0) {
            return Double.NaN;
        }
        MergedValues merged = new MergedValues(x, y);
        double sum = 0;
        double at = Double.NaN;
        while (merged.next()) {
            double share = Math.abs((double) merged.firstBelow() / x.size() - (double) merged.secondBelow() / y.size());
            // Two multiplications, since the step itself may overflow where its share does not.
            sum += share == 0 ? 0 : share * merged.value() - share * at;
            at = merged.value();
        }
        return sum;
    }
}
