// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * At which instants something happens. Immutable; data that can be stored.
 *
 * <p>Schedules of a local time run <b>exactly once on every local day</b> that they name. A time that a day leaves out,
 * because the clocks go forward, counts as the first valid instant after it; of a time that a day has twice, because
 * they go back, the first counts. A {@link Every} follows elapsed time and knows no clocks.
 */
public sealed interface Schedule {

    /**
     * {@return a schedule by a cron expression}
     *
     * @param expression five fields, minute hour day-of-month month day-of-week, or six with seconds in front: see
     *     {@link Cron}
     * @throws InvalidException if the expression cannot be read or never comes true
     */
    static Schedule cron(String expression, ZoneId zone) {
        return new Cron(expression, zone);
    }

    /** {@return a schedule of every day} */
    static Schedule daily(LocalTime time, ZoneId zone) {
        return new Calendar(DayRule.everyDay(), time, zone);
    }

    /** {@return a schedule of the days of a calendar rule} */
    static Schedule on(DayRule days, LocalTime time, ZoneId zone) {
        return new Calendar(days, time, zone);
    }

    /** {@return a schedule of one day of each week} */
    static Schedule weekly(DayOfWeek day, LocalTime time, ZoneId zone) {
        return new Calendar(DayRule.weekdays(day), time, zone);
    }

    /** {@return a schedule of each multiple of an interval since the epoch, 1970-01-01T00:00:00Z} */
    static Schedule every(Duration interval) {
        return new Every(interval, Instant.EPOCH);
    }

    /** {@return the first instant of the schedule after another, if there is one} */
    Optional<Instant> next(Instant after);

    /** {@return the form in which schedules are stored} */
    Document toDocument();

    /** {@return the schedule whose {@link #toDocument()} this is} */
    static Schedule from(Document document) {
        return switch (document.get("kind").text()) {
            case "cron" -> new Cron(document.get("expression").text(), zone(document));
            case "calendar" ->
                new Calendar(
                        DayRule.from(document.get("days")),
                        LocalTime.parse(document.get("time").text()),
                        zone(document));
            case "every" ->
                new Every(
                        Duration.parse(document.get("interval").text()),
                        document.get("from").instant());
            default ->
                throw new InvalidException(
                        "there is no kind of schedule '" + document.get("kind").text() + "'");
        };
    }

    private static ZoneId zone(Document document) {
        return ZoneId.of(document.get("zone").text());
    }

    /**
     * A cron expression in a time zone.
     *
     * <p>Fields are numbers, ranges ({@code 9-17}), steps ({@code *}{@code /15}, {@code 8-18/2}) and lists of these;
     * months and days of the week also have their English names of three letters. Sunday is 0 or 7. {@code L} is the
     * last day of the month; {@code 5#2} is the second Friday, {@code 5L} the last. If both days are restricted, either
     * is enough, as in Unix cron.
     *
     * <p>An expression that names hours runs once at each local time it names, on every local day. One that leaves all
     * hours open, such as {@code 0,30 * * * *}, follows elapsed time: it runs in both of two equal hours, and not more
     * often after an hour that is left out.
     */
    final class Cron implements Schedule {

        private final String expression;
        private final ZoneId zone;
        private final CronExpression cron;

        private Cron(String expression, ZoneId zone) {
            this.expression = requireNonNull(expression, "expression");
            this.zone = requireNonNull(zone, "zone");
            this.cron = CronExpression.parse(expression);
        }

        /** {@return the text} */
        public String expression() {
            return expression;
        }

        /** {@return the time zone} */
        public ZoneId zone() {
            return zone;
        }

        @Override
        public Optional<Instant> next(Instant after) {
            LocalTimes times = LocalTimes.of(zone);
            return cron.leavesHoursOpen()
                    ? times.nextInElapsedTime(after, cron::next)
                    : times.nextOncePerDay(after, cron::next);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cron that && expression.equals(that.expression) && zone.equals(that.zone);
        }

        @Override
        public int hashCode() {
            return 31 * expression.hashCode() + zone.hashCode();
        }

        @Override
        public String toString() {
            return expression + " " + zone;
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("kind", "cron")
                    .with("expression", expression)
                    .with("zone", zone.getId());
        }
    }

    /**
     * A time of some days in a time zone.
     *
     * @param days the days
     * @param time the local time
     * @param zone the time zone
     */
    record Calendar(DayRule days, LocalTime time, ZoneId zone) implements Schedule {

        /** Checks that the parts are there. */
        public Calendar {
            requireNonNull(days, "days");
            requireNonNull(time, "time");
            requireNonNull(zone, "zone");
        }

        @Override
        public Optional<Instant> next(Instant after) {
            return LocalTimes.of(zone).nextOncePerDay(after, this::next);
        }

        private Optional<LocalDateTime> next(LocalDateTime after) {
            return days.next(after.toLocalDate().plusDays(after.toLocalTime().isBefore(time) ? 0 : 1))
                    .map(date -> date.atTime(time));
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("kind", "calendar")
                    .with("days", days.toDocument())
                    .with("time", time.toString())
                    .with("zone", zone.getId());
        }
    }

    /**
     * A fixed interval of elapsed time.
     *
     * @param interval at least a second
     * @param from the first instant
     */
    record Every(Duration interval, Instant from) implements Schedule {

        /** Checks the interval. */
        public Every {
            requireNonNull(from, "from");
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("an interval is at least a second, was " + interval);
            }
        }

        @Override
        public Optional<Instant> next(Instant after) {
            if (after.isBefore(from)) {
                return Optional.of(from);
            }
            long passed = Duration.between(from, after).dividedBy(interval);
            return Optional.of(from.plus(interval.multipliedBy(passed + 1)));
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("kind", "every")
                    .with("interval", interval.toString())
                    .with("from", from);
        }
    }
}
