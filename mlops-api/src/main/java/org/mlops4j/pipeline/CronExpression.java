// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.Optional;
import org.mlops4j.error.InvalidException;

/**
 * What a cron expression says of local times, in no time zone.
 *
 * @param seconds of a minute
 * @param minutes of an hour
 * @param hours of a day
 * @param days of a month and of the week
 * @param months of a year
 */
record CronExpression(BitSet seconds, BitSet minutes, BitSet hours, CronDays days, BitSet months) {

    /** The calendar repeats itself after 400 years, its weekdays after 28, and after 40 around 2100. */
    private static final int MOST_YEARS = 41;

    private static final LocalDate ANY = LocalDate.of(2000, 1, 1);

    static CronExpression parse(String expression) {
        String[] fields = expression.strip().split("\\s+", -1);
        if (fields.length != 5 && fields.length != 6) {
            throw new InvalidException("cron expression '" + expression + "' has " + fields.length
                    + " fields; give five (minute hour day-of-month month day-of-week) or six with seconds in front");
        }
        int first = fields.length - 5;
        CronExpression cron = new CronExpression(
                first == 0 ? CronField.SECOND.parse("0") : CronField.SECOND.parse(fields[0]),
                CronField.MINUTE.parse(fields[first]),
                CronField.HOUR.parse(fields[first + 1]),
                CronDays.parse(fields[first + 2], fields[first + 4]),
                CronField.MONTH.parse(fields[first + 3]));
        if (cron.nextDay(ANY).isEmpty()) {
            throw new InvalidException("cron expression '" + expression + "' names a day that no month has");
        }
        return cron;
    }

    boolean leavesHoursOpen() {
        return hours.cardinality() == 24;
    }

    /** {@return the first local time after another, if there is one} */
    Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDate date = after.toLocalDate();
        if (isDay(date)) {
            Optional<LocalTime> later = nextTime(after.toLocalTime().toSecondOfDay() + 1);
            if (later.isPresent()) {
                return later.map(date::atTime);
            }
        }
        return nextDay(date.plusDays(1)).map(day -> day.atTime(firstTime()));
    }

    private Optional<LocalDate> nextDay(LocalDate from) {
        LocalDate end = from.plusYears(MOST_YEARS);
        LocalDate date = from;
        while (date.isBefore(end)) {
            if (isDay(date)) {
                return Optional.of(date);
            }
            date = months.get(date.getMonthValue())
                    ? date.plusDays(1)
                    : date.withDayOfMonth(1).plusMonths(1);
        }
        return Optional.empty();
    }

    private boolean isDay(LocalDate date) {
        return months.get(date.getMonthValue()) && days.includes(date);
    }

    private LocalTime firstTime() {
        return LocalTime.of(hours.nextSetBit(0), minutes.nextSetBit(0), seconds.nextSetBit(0));
    }

    /** {@return the first time of a day from a second of it on} */
    private Optional<LocalTime> nextTime(int from) {
        int hour = from / 3_600;
        int minute = from / 60 % 60;
        if (hours.get(hour) && minutes.get(minute)) {
            int second = seconds.nextSetBit(from % 60);
            if (second >= 0) {
                return Optional.of(LocalTime.of(hour, minute, second));
            }
        }
        int laterMinute = hours.get(hour) ? minutes.nextSetBit(minute + 1) : -1;
        if (laterMinute >= 0) {
            return Optional.of(LocalTime.of(hour, laterMinute, seconds.nextSetBit(0)));
        }
        int laterHour = hours.nextSetBit(hour + 1);
        return laterHour < 0
                ? Optional.empty()
                : Optional.of(LocalTime.of(laterHour, minutes.nextSetBit(0), seconds.nextSetBit(0)));
    }
}
