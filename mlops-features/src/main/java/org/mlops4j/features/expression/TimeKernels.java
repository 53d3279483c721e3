// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Times;
import org.mlops4j.features.Expression;

/** The kernels of time. */
final class TimeKernels {

    private static final Instant FIRST = Times.instant(Long.MIN_VALUE);
    private static final Instant LAST = Times.instant(Long.MAX_VALUE);
    private static final long SECOND = 1_000_000_000L;

    /** More seconds than lie between any two times. */
    private static final double ALL_TIME = 2e10;

    private TimeKernels() {}

    static @Nullable Kernel find(Expression.Call call) {
        return switch (call.function()) {
            case "parse_time" -> (Kernel.Text1) TimeKernels::parse;
            case "from_epoch" -> (Kernel.Bits1) a -> later(0, Double.longBitsToDouble(a));
            case "add_seconds" -> (Kernel.Bits2) (a, b) -> later(a, Double.longBitsToDouble(b));
            case "epoch" -> (Kernel.Bits1) a -> Double.doubleToLongBits(seconds(0, a));
            case "seconds_between" -> (Kernel.Bits2) (a, b) -> Double.doubleToLongBits(seconds(a, b));
            case "diff" -> difference(Kernels.text(call, 2), times(call, 3));
            case "truncate" -> {
                String unit = Kernels.text(call, 1);
                ZoneId zone = ZoneId.of(Kernels.text(call, 2));
                yield (Kernel.Bits1) a -> truncate(a, unit, zone);
            }
            case "second" -> ofSecond(times(call, 1), second -> (int) Math.floorMod(second, 60L));
            case "minute" -> ofSecond(times(call, 1), second -> (int) Math.floorMod(second, 3_600L) / 60);
            case "hour" -> {
                LocalTimes times = times(call, 1);
                yield (Kernel.Bits1) a -> Double.doubleToLongBits(times.hour(a));
            }
            case "weekday" -> {
                LocalTimes times = times(call, 1);
                yield (Kernel.Bits1) a -> Double.doubleToLongBits(times.weekday(a));
            }
            case "is_weekend" -> {
                LocalTimes times = times(call, 1);
                yield (Kernel.Bits1) a -> Kernel.truth(times.weekday(a) >= DayOfWeek.SATURDAY.getValue());
            }
            case "day" -> ofDate(times(call, 1), LocalDate::getDayOfMonth);
            case "day_of_year" -> ofDate(times(call, 1), LocalDate::getDayOfYear);
            case "week" -> ofDate(times(call, 1), date -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case "month" -> ofDate(times(call, 1), LocalDate::getMonthValue);
            case "quarter" -> ofDate(times(call, 1), date -> date.get(IsoFields.QUARTER_OF_YEAR));
            case "year" -> ofDate(times(call, 1), LocalDate::getYear);
            default -> null;
        };
    }

    private static LocalTimes times(Expression.Call call, int zone) {
        return LocalTimes.of(ZoneId.of(Kernels.text(call, zone)));
    }

    /** A part of the seconds of local time. */
    @FunctionalInterface
    private interface OfSecond {
        int of(long localSecond);
    }

    private static Kernel.Bits1 ofSecond(LocalTimes times, OfSecond part) {
        return a -> Double.doubleToLongBits(part.of(times.second(a)));
    }

    private static Kernel.Bits1 ofDate(LocalTimes times, ToIntFunction<LocalDate> part) {
        return a -> Double.doubleToLongBits(part.applyAsInt(times.date(a)));
    }

    private static long parse(String text) {
        try {
            return bits(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return RowExpression.NULL;
        }
    }

    /** {@return the bits of an instant, or null if columns cannot hold it} */
    private static long bits(Instant instant) {
        return instant.isBefore(FIRST) || instant.isAfter(LAST)
                ? RowExpression.NULL
                : Kernels.time(Times.nanos(instant));
    }

    private static long later(long nanos, double seconds) {
        if (!(Math.abs(seconds) < ALL_TIME)) {
            return RowExpression.NULL;
        }
        double whole = Math.floor(seconds);
        return bits(
                Times.instant(nanos).plusSeconds((long) whole).plusNanos((long) Math.rint((seconds - whole) * SECOND)));
    }

    private static double seconds(long from, long to) {
        long whole = Math.floorDiv(to, SECOND) - Math.floorDiv(from, SECOND);
        long nanos = Math.floorMod(to, SECOND) - Math.floorMod(from, SECOND);
        return whole + nanos / (double) SECOND;
    }

    private static Kernel.Bits2 difference(String unit, LocalTimes times) {
        return switch (unit) {
            case "second" ->
                (a, b) -> Double.doubleToLongBits((double) between(a, b).toSeconds());
            case "minute" ->
                (a, b) -> Double.doubleToLongBits((double) between(a, b).toMinutes());
            case "hour" ->
                (a, b) -> Double.doubleToLongBits((double) between(a, b).toHours());
            case "quarter" ->
                (a, b) -> Double.doubleToLongBits(
                        (double) IsoFields.QUARTER_YEARS.between(times.local(a), times.local(b)));
            default -> {
                ChronoUnit local = ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT) + "S");
                yield (a, b) -> Double.doubleToLongBits((double) local.between(times.local(a), times.local(b)));
            }
        };
    }

    /** Towards zero, as the units of local time are counted. */
    private static Duration between(long from, long to) {
        Duration passed = Duration.between(Times.instant(from), Times.instant(to));
        return passed.isNegative() && passed.getNano() > 0 ? Duration.ofSeconds(passed.getSeconds() + 1) : passed;
    }

    /** Of a local time that there is twice, the one with the offset of the time itself. */
    private static long truncate(long nanos, String unit, ZoneId zone) {
        ZonedDateTime time = Times.instant(nanos).atZone(zone);
        LocalDateTime begin = begin(time.toLocalDateTime(), unit);
        return bits(ZonedDateTime.ofLocal(begin, zone, time.getOffset()).toInstant());
    }

    private static LocalDateTime begin(LocalDateTime time, String unit) {
        LocalDate date = time.toLocalDate();
        return switch (unit) {
            case "second" -> time.truncatedTo(ChronoUnit.SECONDS);
            case "minute" -> time.truncatedTo(ChronoUnit.MINUTES);
            case "hour" -> time.truncatedTo(ChronoUnit.HOURS);
            case "week" ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
            case "month" -> date.withDayOfMonth(1).atStartOfDay();
            case "quarter" ->
                date.with(date.getMonth().firstMonthOfQuarter())
                        .withDayOfMonth(1)
                        .atStartOfDay();
            case "year" -> date.withDayOfYear(1).atStartOfDay();
            default -> date.atStartOfDay();
        };
    }
}
