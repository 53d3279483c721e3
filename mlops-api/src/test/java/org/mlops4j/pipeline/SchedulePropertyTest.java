// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job of a local time runs exactly once on every local day from 2000 to 2037, at the first minute in which the clocks
 * show that time or a later one. The oracle looks at the clocks minute by minute around each change of them; on all
 * other days there is nothing to be wrong but the number of runs and their local time.
 */
class SchedulePropertyTest {

    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2038-01-01T00:00:00Z");
    private static final int MINUTES_A_DAY = 1_440;

    /** Whole hours, half hours, a day left out, changes that move with the moon. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"})
    void inSomeZones(String zone) {
        check(ZoneId.of(zone));
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("allZones")
    void inAllZones(String zone) {
        check(ZoneId.of(zone));
    }

    static Stream<String> allZones() {
        return ZoneId.getAvailableZoneIds().stream().sorted();
    }

    private static void check(ZoneId zone) {
        SplittableRandom random = new SplittableRandom(zone.getId().hashCode());
        LocalTime other = LocalTime.ofSecondOfDay(60L * random.nextInt(MINUTES_A_DAY));
        for (LocalTime time : List.of(LocalTime.of(2, 30), LocalTime.MIDNIGHT, other)) {
            Schedule cron = Schedule.cron(time.getMinute() + " " + time.getHour() + " * * *", zone);
            List<Instant> runs = runs(cron);
            assertThat(runs).as("%s at %s", zone, time).isEqualTo(runs(Schedule.daily(time, zone)));
            checkDays(zone, time, runs);
            checkChanges(zone, time, runs);
        }
        checkElapsed(zone, runs(Schedule.cron("15 * * * *", zone)));
    }

    private static List<Instant> runs(Schedule schedule) {
        List<Instant> runs = new ArrayList<>();
        Instant next = schedule.next(FROM).orElseThrow();
        while (next.isBefore(TO)) {
            runs.add(next);
            next = schedule.next(next).orElseThrow();
        }
        return runs;
    }

    /** On a day without a change the only run is at the time itself. */
    private static void checkDays(ZoneId zone, LocalTime time, List<Instant> runs) {
        long days = 0;
        for (LocalDate day = LocalDate.of(2000, 1, 2); day.getYear() < 2037; day = day.plusDays(1)) {
            days += day.atStartOfDay(zone).toLocalDate().equals(day) ? 1 : 0;
        }
        Instant first = LocalDate.of(2000, 1, 2).atTime(time).atZone(zone).toInstant();
        Instant end = LocalDate.of(2037, 1, 1).atTime(time).atZone(zone).toInstant();
        assertThat(runs.stream()
                        .filter(run -> !run.isBefore(first) && run.isBefore(end))
                        .count())
                .as("%s at %s: runs on as many days", zone, time)
                .isEqualTo(days);
    }

    private static void checkChanges(ZoneId zone, LocalTime time, List<Instant> runs) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM.plusSeconds(86_400L * 3));
        while (change != null && change.getInstant().isBefore(TO.minusSeconds(86_400L * 3))) {
            Instant from = change.getInstant().minusSeconds(86_400L * 2);
            Instant to = change.getInstant().plusSeconds(86_400L * 2);
            assertThat(runs.stream().filter(run -> !run.isBefore(from) && run.isBefore(to)))
                    .as("%s at %s around %s", zone, time, change)
                    .containsExactlyElementsOf(byTheClock(zone, time, from, to));
            change = zone.getRules().nextTransition(change.getInstant());
        }
    }

    /** Looks at the clocks minute by minute: a day's run is when they first show its time or a later one. */
    private static List<Instant> byTheClock(ZoneId zone, LocalTime time, Instant from, Instant to) {
        List<Instant> runs = new ArrayList<>();
        LocalDateTime latest = shown(zone, from.minusSeconds(60));
        for (Instant minute = from.minusSeconds(86_400L); minute.isBefore(from); minute = minute.plusSeconds(60)) {
            latest = later(latest, shown(zone, minute));
        }
        for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
            LocalDateTime now = shown(zone, minute);
            for (LocalDate day = latest.toLocalDate(); !day.isAfter(now.toLocalDate()); day = day.plusDays(1)) {
                LocalDateTime due = day.atTime(time);
                if (latest.isBefore(due) && !now.isBefore(due) && wasShown(zone, day, minute)) {
                    runs.add(minute);
                }
            }
            latest = later(latest, now);
        }
        return runs;
    }

    private static boolean wasShown(ZoneId zone, LocalDate day, Instant around) {
        return IntStream.rangeClosed(-96, 96)
                .anyMatch(half -> shown(zone, around.plusSeconds(1_800L * half))
                        .toLocalDate()
                        .equals(day));
    }

    private static void checkElapsed(ZoneId zone, List<Instant> runs) {
        for (int i = 1; i < runs.size(); i++) {
            ZoneOffset before = zone.getRules().getOffset(runs.get(i - 1));
            ZoneOffset after = zone.getRules().getOffset(runs.get(i));
            int change = after.getTotalSeconds() - before.getTotalSeconds();
            if (change % 3_600 == 0) {
                assertThat(runs.get(i))
                        .as("%s: an hour after %s", zone, runs.get(i - 1))
                        .isEqualTo(runs.get(i - 1).plusSeconds(3_600));
            }
        }
    }

    private static LocalDateTime shown(ZoneId zone, Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }
}
