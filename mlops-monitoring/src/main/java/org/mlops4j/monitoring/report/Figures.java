// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them, the same in every locale and zone. */
final class Figures {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /** {@return the number with three significant digits, or all of its whole ones} */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        } else if (Math.abs(value) >= 1e12 || (value != 0 && Math.abs(value) < 1e-4)) {
            return String.format(Locale.ROOT, "%.2e", value);
        } else if (Math.abs(value) >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(3, RoundingMode.HALF_EVEN))
                .toPlainString();
    }

    /** {@return a count with its thousands apart} */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@return a share of 1 in per cent} */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** {@return a probability; below a ten-thousandth only that it is} */
    static String probability(double p) {
        return p < 1e-4 ? "< 0.0001" : number(p);
    }

    /** {@return a coordinate of a drawing, to a tenth} */
    static String coordinate(double value) {
        return BigDecimal.valueOf(Math.round(value * 10), 1)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** {@return the date, and the time unless it is midnight, in UTC} */
    static String time(Instant instant) {
        return instant.getEpochSecond() % 86_400 == 0 ? DAY.format(instant) : MINUTE.format(instant);
    }

    /** {@return the beginning and the end of a window} */
    static String window(Instant from, Instant to) {
        return time(from) + " to " + time(to);
    }

    /** {@return the text, cut if it is longer} */
    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
