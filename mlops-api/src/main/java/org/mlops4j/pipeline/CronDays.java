// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.mlops4j.error.InvalidException;

/**
 * The days of a cron expression. If both fields are restricted a day needs only one of them, else both.
 *
 * @param ofMonth the rules of the one field, one of which must hold
 * @param ofWeek the rules of the other
 * @param either whether one field is enough
 */
record CronDays(List<Predicate<LocalDate>> ofMonth, List<Predicate<LocalDate>> ofWeek, boolean either) {

    static CronDays parse(String ofMonth, String ofWeek) {
        boolean either = !ofMonth.startsWith("*") && !ofWeek.startsWith("*");
        return new CronDays(daysOfMonth(ofMonth), daysOfWeek(ofWeek), either);
    }

    boolean includes(LocalDate date) {
        boolean month = ofMonth.stream().anyMatch(rule -> rule.test(date));
        boolean week = ofWeek.stream().anyMatch(rule -> rule.test(date));
        return either ? month || week : month && week;
    }

    private static List<Predicate<LocalDate>> daysOfMonth(String list) {
        List<Predicate<LocalDate>> rules = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            if (part.equalsIgnoreCase("L")) {
                rules.add(DayRule.dayOfMonth(-1)::includes);
            } else {
                BitSet days = CronField.DAY_OF_MONTH.parse(part);
                rules.add(date -> days.get(date.getDayOfMonth()));
            }
        }
        return rules;
    }

    private static List<Predicate<LocalDate>> daysOfWeek(String list) {
        List<Predicate<LocalDate>> rules = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            int number = part.indexOf('#');
            if (number >= 0) {
                rules.add(
                        DayRule.weekdayOfMonth(ordinal(part.substring(number + 1)), day(part.substring(0, number)))
                                ::includes);
            } else if (part.length() > 1 && part.toUpperCase(Locale.ROOT).endsWith("L")) {
                rules.add(DayRule.weekdayOfMonth(-1, day(part.substring(0, part.length() - 1)))::includes);
            } else {
                BitSet days = CronField.DAY_OF_WEEK.parse(part);
                rules.add(date -> days.get(date.getDayOfWeek().getValue())
                        || (days.get(0) && date.getDayOfWeek() == DayOfWeek.SUNDAY));
            }
        }
        return rules;
    }

    private static DayOfWeek day(String text) {
        int value = CronField.DAY_OF_WEEK.value(text);
        return value == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(value);
    }

    private static int ordinal(String text) {
        if (!text.matches("[1-5]")) {
            throw new InvalidException("'#" + text + "' of a cron expression is no number of a weekday in a month; "
                    + "there are #1 to #5");
        }
        return Integer.parseInt(text);
    }
}
