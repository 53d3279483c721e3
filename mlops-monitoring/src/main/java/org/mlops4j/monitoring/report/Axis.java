// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.util.ArrayList;
import java.util.List;

/** Maps numbers to coordinates, and knows round numbers to label. The ends may be given in either direction. */
record Axis(double least, double greatest, double start, double end) {

    /** {@return an axis that has room above and below some numbers; NaN and infinite ones are passed over} */
    static Axis around(List<Double> numbers, double start, double end) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
        if (least > greatest) {
            return new Axis(0, 1, start, end);
        }
        double room = greatest > least ? (greatest - least) * 0.1 : Math.max(Math.abs(least) * 0.1, 1e-9);
        double lower = least >= 0 && least - room < 0 ? 0 : least - room;
        return new Axis(lower, greatest + room, start, end);
    }

    double at(double number) {
        double clamped = Math.min(greatest, Math.max(least, number));
        return start + (clamped - least) / (greatest - least) * (end - start);
    }

    /** {@return about so many round numbers on the axis} */
    List<Double> ticks(int about) {
        double raw = (greatest - least) / about;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(least / step); i * step <= greatest; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
