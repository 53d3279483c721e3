// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a person reads them, the same in every locale and time zone. */
final class Figures {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long SECONDS_A_DAY = 86_400;

    private Figures() {}

    /** {@return a number to four digits} */
    static String of(double number) {
        if (Double.isNaN(number)) {
            return "–";
        } else if (Double.isInfinite(number)) {
            return number > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(number);
        if (size != 0 && (size < 1e-4 || size >= 1e9)) {
            return String.format(Locale.ROOT, "%.1e", number);
        } else if (size >= 1000) {
            return String.format(Locale.ROOT, "%,d", Math.round(number));
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(4));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String percent(double share) {
        return Double.isNaN(share)
                ? "–"
                : new BigDecimal(share * 100)
                                .round(new MathContext(3))
                                .stripTrailingZeros()
                                .toPlainString() + " %";
    }

    /** {@return a change with its sign, to two digits} */
    static String signed(double change) {
        double size = Math.abs(change);
        double rounded = Double.isFinite(size)
                ? new BigDecimal(size).round(new MathContext(2)).doubleValue()
                : size;
        return (change > 0 ? "+" : change < 0 ? "−" : "±") + of(rounded);
    }

    /** {@return a p-value, of which the order of magnitude is enough} */
    static String p(double p) {
        if (Double.isNaN(p)) {
            return "–";
        }
        return p < 1e-12 ? "< 1e-12" : String.format(Locale.ROOT, p < 1e-3 ? "%.0e" : "%.3f", p);
    }

    /** {@return a coordinate to a tenth} */
    static String at(double coordinate) {
        double tenths = Math.rint(coordinate * 10) / 10;
        return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : Double.toString(tenths);
    }

    /** {@return the day, with the minute if it is not midnight; UTC} */
    static String time(Instant instant) {
        return instant.getEpochSecond() % SECONDS_A_DAY == 0 ? DAY.format(instant) : MINUTE.format(instant);
    }

    static String day(Instant instant) {
        return DAY.format(instant);
    }

    static String window(Instant from, Instant to) {
        return time(from) + " – " + time(to);
    }

    /** {@return a length of time in its greatest whole unit} */
    static String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds % SECONDS_A_DAY == 0) {
            return counted(seconds / SECONDS_A_DAY, "day");
        } else if (seconds % 3600 == 0) {
            return counted(seconds / 3600, "hour");
        } else if (seconds % 60 == 0) {
            return counted(seconds / 60, "minute");
        }
        return counted(seconds, "second");
    }

    static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d", count) + " " + what + (count == 1 ? "" : "s");
    }
}
