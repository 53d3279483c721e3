// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Maps numbers to coordinates, linearly.
 *
 * @param low the least number shown
 * @param high the greatest, above low
 * @param start the coordinate of low
 * @param end the coordinate of high
 * @param step the distance of the ticks, which lie at its multiples
 */
record Scale(double low, double high, double start, double end, double step) {

    /** {@return a scale that holds all finite ones of the numbers and begins and ends at a tick} */
    static Scale around(DoubleStream numbers, double start, double end) {
        double[] finite = numbers.filter(v -> Math.abs(v) < 1e300).sorted().toArray();
        double least = finite.length == 0 ? 0 : finite[0];
        double most = finite.length == 0 ? 1 : finite[finite.length - 1];
        double slack = most > least ? (most - least) * 0.04 : Math.max(Math.abs(most) * 0.1, 1e-9);
        double from = least >= 0 ? Math.max(0, least - slack) : least - slack;
        double step = step((most + slack - from) / 4);
        return new Scale(Math.floor(from / step) * step, Math.ceil((most + slack) / step) * step, start, end, step);
    }

    double at(double value) {
        double inside = Math.max(low, Math.min(high, value));
        return start + (inside - low) / (high - low) * (end - start);
    }

    List<Double> ticks() {
        return LongStream.rangeClosed(Math.round(low / step), Math.round(high / step))
                .mapToObj(i -> i * step)
                .toList();
    }

    /** {@return a tick with as many decimals as the step needs} */
    String label(double tick) {
        int decimals = Math.max(0, -(int) Math.floor(Math.log10(step) + 1e-9));
        if (decimals > 6 || Math.abs(tick) >= 1e12) {
            return Figures.number(tick);
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", BigDecimal.valueOf(tick));
    }

    /** {@return the least of 1, 2 and 5 times a power of ten that is not below the number} */
    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double leading = atLeast / power;
        return power * (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10);
    }
}
