// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** Some days of the calendar. Immutable; data that can be stored. */
public sealed interface DayRule {

    /** {@return every day} */
    static DayRule everyDay() {
        return weekdays(DayOfWeek.values());
    }

    /** {@return Monday to Friday} */
    static DayRule workdays() {
        return new Weekdays(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    }

    /** {@return some days of every week, at least one} */
    static DayRule weekdays(DayOfWeek... days) {
        return new Weekdays(Set.of(days));
    }

    /**
     * {@return one day of every month that has it}
     *
     * @param day 1 to 31 from the beginning, or -1 for the last, -2 for the one before it, to -31
     */
    static DayRule dayOfMonth(int day) {
        return new DayOfMonth(day);
    }

    /**
     * {@return a weekday of every month that has it}
     *
     * @param number 1 for the first of the month to 5, or -1 for the last to -5
     */
    static DayRule weekdayOfMonth(int number, DayOfWeek day) {
        return new WeekdayOfMonth(number, day);
    }

    /** {@return whether a day is one of them} */
    boolean includes(LocalDate date);

    /** {@return the form in which rules are stored} */
    Document toDocument();

    /** {@return the first of the days from one on, if there is one within a lifetime} */
    default Optional<LocalDate> next(LocalDate from) {
        return from.datesUntil(from.plusYears(100)).filter(this::includes).findFirst();
    }

    /** {@return the rule whose {@link #toDocument()} this is} */
    static DayRule from(Document document) {
        return switch (document.get("kind").text()) {
            case "weekdays" ->
                weekdays(document.get("days").texts().stream()
                        .map(DayOfWeek::valueOf)
                        .toArray(DayOfWeek[]::new));
            case "day_of_month" ->
                dayOfMonth(Math.toIntExact(document.get("day").whole()));
            case "weekday_of_month" ->
                weekdayOfMonth(
                        Math.toIntExact(document.get("number").whole()),
                        DayOfWeek.valueOf(document.get("day").text()));
            default ->
                throw new InvalidException(
                        "there is no kind of day rule '" + document.get("kind").text() + "'");
        };
    }

    /**
     * Some days of every week.
     *
     * @param days at least one
     */
    record Weekdays(Set<DayOfWeek> days) implements DayRule {

        /** Copies the days. */
        public Weekdays {
            if (days.isEmpty()) {
                throw new IllegalArgumentException("a rule of weekdays needs at least one");
            }
            days = Set.copyOf(days);
        }

        @Override
        public boolean includes(LocalDate date) {
            return days.contains(date.getDayOfWeek());
        }

        @Override
        public Document toDocument() {
            List<String> sorted = days.stream().sorted().map(DayOfWeek::name).toList();
            return Document.object().with("kind", "weekdays").with("days", Document.texts(sorted));
        }
    }

    /**
     * A day of every month that has it.
     *
     * @param day from the beginning of the month, or from its end if negative
     */
    record DayOfMonth(int day) implements DayRule {

        /** Checks the day. */
        public DayOfMonth {
            if (day == 0 || Math.abs(day) > 31) {
                throw new IllegalArgumentException("a day of the month is 1 to 31 or -1 to -31, was " + day);
            }
        }

        @Override
        public boolean includes(LocalDate date) {
            return date.getDayOfMonth() == (day > 0 ? day : date.lengthOfMonth() + 1 + day);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("kind", "day_of_month").with("day", day);
        }
    }

    /**
     * A weekday of every month that has it.
     *
     * @param number from the beginning of the month, or from its end if negative
     * @param day the weekday
     */
    record WeekdayOfMonth(int number, DayOfWeek day) implements DayRule {

        /** Checks the number. */
        public WeekdayOfMonth {
            requireNonNull(day, "day");
            if (number == 0 || Math.abs(number) > 5) {
                throw new IllegalArgumentException("a weekday of a month is number 1 to 5 or -1 to -5, was " + number);
            }
        }

        @Override
        public boolean includes(LocalDate date) {
            int before = number > 0 ? date.getDayOfMonth() - 1 : date.lengthOfMonth() - date.getDayOfMonth();
            return date.getDayOfWeek() == day && before / 7 == Math.abs(number) - 1;
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("kind", "weekday_of_month")
                    .with("number", number)
                    .with("day", day.name());
        }
    }
}
