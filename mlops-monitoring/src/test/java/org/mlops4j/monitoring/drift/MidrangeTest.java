// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.SortedValues;

/** A test of a user, found as a service: the distance of the middles of the ranges, in ranges of the reference. */
public final class MidrangeTest implements ValueTest {

    @Override
    public String name() {
        return "midrange";
    }

    @Override
    public Measurement compare(SortedValues reference, SortedValues current) {
        SortedValues x = reference.finite();
        SortedValues y = current.finite();
        if (Math.min(x.size(), y.size()) == 0) {
            return Measurement.impossible(name(), EffectUnit.SPREAD, x.size(), y.size(), "needs finite values");
        }
        double away = Math.abs(middle(x) - middle(y));
        double range = 2 * (x.get(x.size() - 1) / 2 - x.get(0) / 2);
        return Measurement.distance(name(), away == 0 ? 0 : away / range, EffectUnit.SPREAD, x.size(), y.size());
    }

    private static double middle(SortedValues values) {
        return values.get(0) / 2 + values.get(values.size() - 1) / 2;
    }
}
