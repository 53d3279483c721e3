// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps instants to coordinates, linearly, with ticks at round times in UTC.
 *
 * @param from the earliest instant shown
 * @param to the latest, after from
 * @param start the coordinate of from
 * @param end the coordinate of to
 */
record TimeScale(Instant from, Instant to, double start, double end) {

    private static final int MOST_TICKS = 6;
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7));

    double at(Instant time) {
        Instant inside = time.isBefore(from) ? from : time.isAfter(to) ? to : time;
        return start + seconds(from, inside) / seconds(from, to) * (end - start);
    }

    /** {@return the middle of a window} */
    double middle(Instant first, Instant last) {
        return (at(first) + at(last)) / 2;
    }

    List<Instant> ticks() {
        for (Duration step : STEPS) {
            if (seconds(from, to) / step.toSeconds() <= MOST_TICKS) {
                return regular(step.toSeconds());
            }
        }
        LocalDate month = LocalDate.ofInstant(from, ZoneOffset.UTC).withDayOfMonth(1);
        double months = seconds(from, to) / Duration.ofDays(30).toSeconds();
        long step = 1;
        while (months / step > MOST_TICKS) {
            step = step < 3 ? step + 1 : step * 2;
        }
        return monthly(month, step);
    }

    String label(Instant tick) {
        double span = seconds(from, to);
        String pattern = span > Duration.ofDays(7L * MOST_TICKS).toSeconds()
                ? "uuuu-MM"
                : span > Duration.ofDays(1).toSeconds() ? "MM-dd" : "HH:mm:ss";
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(tick);
    }

    private List<Instant> regular(long step) {
        List<Instant> ticks = new ArrayList<>();
        long first = -Math.floorDiv(-from.getEpochSecond(), step) * step;
        for (long second = first; second <= to.getEpochSecond(); second += step) {
            ticks.add(Instant.ofEpochSecond(second));
        }
        return ticks;
    }

    private List<Instant> monthly(LocalDate first, long step) {
        List<Instant> ticks = new ArrayList<>();
        LocalDate month = first;
        for (Instant tick = instant(month); !tick.isAfter(to); tick = instant(month)) {
            if (!tick.isBefore(from)) {
                ticks.add(tick);
            }
            month = month.plusMonths(step);
        }
        return ticks;
    }

    private static Instant instant(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static double seconds(Instant first, Instant last) {
        return Duration.between(first, last).toMillis() / 1e3;
    }
}
