// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;

class ScheduleTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> times(Schedule schedule, String after, int count) {
        return Stream.iterate(
                        schedule.next(Instant.parse(after)).orElseThrow(),
                        at -> schedule.next(at).orElseThrow())
                .limit(count)
                .map(Instant::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    30 2 * * SUN        | 2026-03-03T12:00:00Z | 2026-03-08T02:30:00Z
                    30 2 * * 7          | 2026-03-03T12:00:00Z | 2026-03-08T02:30:00Z
                    */15 * * * *        | 2026-03-03T12:00:00Z | 2026-03-03T12:15:00Z
                    */15 * * * *        | 2026-03-03T11:59:59.999Z | 2026-03-03T12:00:00Z
                    0 9-17/4 * * MON-FRI| 2026-03-06T13:00:00Z | 2026-03-06T17:00:00Z
                    0 9-17/4 * * MON-FRI| 2026-03-06T17:00:00Z | 2026-03-09T09:00:00Z
                    10 0 1 jan,jul *    | 2026-03-03T12:00:00Z | 2026-07-01T00:10:00Z
                    0 0 29 2 *          | 2026-03-03T12:00:00Z | 2028-02-29T00:00:00Z
                    0 0 29 2 1          | 2026-03-03T12:00:00Z | 2027-02-01T00:00:00Z
                    0 0 L * *           | 2027-02-03T12:00:00Z | 2027-02-28T00:00:00Z
                    0 0 * * FRI#2       | 2026-03-03T12:00:00Z | 2026-03-13T00:00:00Z
                    0 0 * * FRIL        | 2026-03-03T12:00:00Z | 2026-03-27T00:00:00Z
                    0 0 13 * FRI        | 2026-03-03T12:00:00Z | 2026-03-06T00:00:00Z
                    5/20 0 0 1 1 *      | 2026-01-01T00:00:05Z | 2026-01-01T00:00:25Z
                    59 59 23 31 12 *    | 2026-12-31T23:59:59Z | 2027-12-31T23:59:59Z
                    """)
    void cronExpressionsMeanWhatTheyMeanElsewhere(String expression, String after, String expected) {
        assertThat(times(Schedule.cron(expression, UTC), after, 1)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "1,,2 * * * *",
                "x * * * *",
                "-1 * * * *",
                "0 0 30 2 *",
                "0 0 31 4,6,9,11 *",
                "* * * * MON#6",
                "* * * * #1",
                "99999999999 * * * *",
                "* * * FOO *",
                "1/ * * * *"
            })
    void whatIsNoCronExpressionIsRefused(String expression) {
        assertThatThrownBy(() -> Schedule.cron(expression, UTC)).isInstanceOf(InvalidException.class);
    }

    @Test
    void aDailyJobRunsOnTheDaysOnWhichTheClocksChange() {
        assertThat(times(Schedule.cron("30 2 * * *", BERLIN), "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertThat(times(Schedule.daily(LocalTime.of(2, 30), BERLIN), "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void severalTimesInAnHourThatIsLeftOutAreOneRun() {
        assertThat(times(Schedule.cron("0,20,40 2-3 * * *", BERLIN), "2026-03-29T00:00:00Z", 4))
                .containsExactly(
                        "2026-03-29T01:00:00Z", "2026-03-29T01:20:00Z", "2026-03-29T01:40:00Z", "2026-03-30T00:00:00Z");
    }

    @Test
    void aJobThatNamesNoHourFollowsElapsedTime() {
        Schedule halfHourly = Schedule.cron("0,30 * * * *", BERLIN);
        for (String day : List.of("2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z")) {
            List<String> times = times(halfHourly, day, 10);
            for (int i = 0; i < times.size(); i++) {
                assertThat(Instant.parse(times.get(i)))
                        .isEqualTo(Instant.parse(day).plus(Duration.ofMinutes(30L * (i + 1))));
            }
        }
    }

    @Test
    void aDayThatAZoneLeavesOutHasNoRun() {
        // Samoa went from the 29th to the 31st of December 2011.
        assertThat(times(Schedule.daily(LocalTime.of(2, 30), ZoneId.of("Pacific/Apia")), "2011-12-29T00:00:00Z", 3))
                .containsExactly("2011-12-29T12:30:00Z", "2011-12-30T12:30:00Z", "2011-12-31T12:30:00Z");
    }

    @Test
    void aYearHasAsManyRunsAsDaysMonthsOrFiveMinutes() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(count(Schedule.cron("30 2 * * *", BERLIN), begin, end)).isEqualTo(365);
        assertThat(count(Schedule.cron("*/5 * * * *", BERLIN), begin, end)).isEqualTo(365 * 24 * 12);
        assertThat(count(Schedule.on(DayRule.dayOfMonth(-1), LocalTime.NOON, BERLIN), begin, end))
                .isEqualTo(12);
    }

    private static int count(Schedule schedule, Instant begin, Instant end) {
        int count = 0;
        Instant next = schedule.next(begin.minusNanos(1)).orElseThrow();
        while (next.isBefore(end)) {
            count++;
            next = schedule.next(next).orElseThrow();
        }
        return count;
    }

    @Test
    void anIntervalKeepsItsRhythm() {
        Schedule every = Schedule.every(Duration.ofHours(7));
        assertThat(times(every, "1970-01-01T00:00:00Z", 3))
                .containsExactly("1970-01-01T07:00:00Z", "1970-01-01T14:00:00Z", "1970-01-01T21:00:00Z");
        Instant from = Instant.parse("2026-03-03T12:00:00Z");
        assertThat(new Schedule.Every(Duration.ofDays(1), from).next(Instant.EPOCH))
                .contains(from);
        assertThatThrownBy(() -> Schedule.every(Duration.ofMillis(999))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void calendarRulesNameTheirDays() {
        assertThat(times(Schedule.on(DayRule.dayOfMonth(31), LocalTime.NOON, UTC), "2026-01-31T12:00:00Z", 2))
                .containsExactly("2026-03-31T12:00:00Z", "2026-05-31T12:00:00Z");
        assertThat(times(Schedule.on(DayRule.dayOfMonth(-1), LocalTime.NOON, UTC), "2026-01-31T12:00:00Z", 2))
                .containsExactly("2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z");
        assertThat(times(
                        Schedule.on(DayRule.weekdayOfMonth(-1, DayOfWeek.FRIDAY), LocalTime.NOON, UTC),
                        "2026-01-31T12:00:00Z",
                        2))
                .containsExactly("2026-02-27T12:00:00Z", "2026-03-27T12:00:00Z");
        assertThat(times(Schedule.on(DayRule.workdays(), LocalTime.NOON, UTC), "2026-03-06T12:00:00Z", 1))
                .containsExactly("2026-03-09T12:00:00Z");
        assertThat(times(Schedule.weekly(DayOfWeek.TUESDAY, LocalTime.NOON, UTC), "2026-03-03T11:00:00Z", 2))
                .containsExactly("2026-03-03T12:00:00Z", "2026-03-10T12:00:00Z");
    }

    @Test
    void schedulesComeBackFromTheirDocuments() {
        for (Schedule schedule : List.of(
                Schedule.cron("30 2 * * SUN", BERLIN),
                Schedule.every(Duration.ofMinutes(90)),
                Schedule.daily(LocalTime.of(2, 30), BERLIN),
                Schedule.on(DayRule.dayOfMonth(-2), LocalTime.of(2, 30, 15), UTC),
                Schedule.on(DayRule.weekdayOfMonth(2, DayOfWeek.MONDAY), LocalTime.NOON, UTC))) {
            assertThat(Schedule.from(schedule.toDocument())).isEqualTo(schedule);
        }
        assertThat(Missed.from(Missed.all(7).toDocument())).isEqualTo(Missed.all(7));
    }
}
