// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.Race;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Missed;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.PipelineSchedule;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.Schedule;

/** The clock stands at noon of 2026-03-03, UTC. */
class ScheduledPipelineTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Schedule DAILY = Schedule.daily(LocalTime.of(2, 30), UTC);

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final Pipeline pipeline = Pipeline.named("p")
            .step("when", step -> step.parameters().get("scheduled_for"))
            .build();

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    /** {@return the times of the runs that were started, after some time has passed} */
    private List<String> after(Duration time) {
        store.clock().advance(time);
        return pipelines().resumeAll(pipeline).stream()
                .map(run -> run.stage("when").orElseThrow().output().text())
                .toList();
    }

    @Test
    void aRunStartsWhenItsTimeHasComeInTheNameOfWhoSetTheSchedule() {
        PipelineSchedule set =
                store.mlops().as(Actor.of("ben")).pipelines().schedule(pipeline, Schedule.cron("30 2 * * *", UTC));
        assertThat(set.next()).isEqualTo("2026-03-04T02:30:00Z");

        assertThat(after(Duration.ofHours(14))).isEmpty();
        assertThat(after(Duration.ofMinutes(30))).containsExactly("2026-03-04T02:30:00Z");
        assertThat(after(Duration.ZERO)).isEmpty();

        PipelineRun run = pipelines().runs("p").get(0);
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.author()).isEqualTo(Actor.of("ben"));
        assertThat(pipelines().schedules()).singleElement().satisfies(stored -> {
            assertThat(stored.next()).isEqualTo("2026-03-05T02:30:00Z");
            assertThat(stored.author()).isEqualTo(Actor.of("ben"));
        });
        assertThat(store.mlops().audit().verify()).isPositive();
    }

    @Test
    void ofMissedRunsNoneTheLastOrSomeAreMadeUpFor() {
        pipelines().schedule(pipeline, DAILY, Missed.none(), Document.object());
        assertThat(after(Duration.ofDays(5))).isEmpty();
        pipelines().schedule(pipeline, DAILY, Missed.last(), Document.object());
        assertThat(after(Duration.ofDays(5))).containsExactly("2026-03-13T02:30:00Z");
        pipelines().schedule(pipeline, DAILY, Missed.all(2), Document.object());
        assertThat(after(Duration.ofDays(5))).containsExactly("2026-03-17T02:30:00Z", "2026-03-18T02:30:00Z");
    }

    @Test
    void withNoneARunThatIsLateByLittleIsNotMissed() {
        pipelines().schedule(pipeline, DAILY, Missed.none(), Document.object());
        assertThat(after(Duration.ofHours(14).plusMinutes(30).plusSeconds(59))).hasSize(1);
    }

    @Test
    void aClockThatGoesBackThreeDaysMakesNoStormAndRepeatsNothing() {
        pipelines().schedule(pipeline, DAILY, Missed.all(100), Document.object());
        List<String> times = new ArrayList<>(after(Duration.ofDays(4)));
        store.clock().advance(Duration.ofDays(-3));
        for (int hours = 0; hours < 24 * 6; hours += 6) {
            times.addAll(after(Duration.ofHours(6)));
        }
        assertThat(times).hasSize(7).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void twoMonthsOfDailyRunsPassInAMoment() {
        passes(60);
    }

    @Test
    @Tag("stress")
    void aYearOfDailyRunsPassesInAMoment() {
        passes(365);
    }

    /** What counts is the time of the processor: a busy machine makes nobody wait. */
    private void passes(int days) {
        pipelines().schedule(pipeline, DAILY);
        LongSupplier cpu = RunClocks.of(store.clock()).cpu();
        long began = System.nanoTime();
        long used = cpu.getAsLong();
        int runs = 0;
        for (int day = 0; day < days; day++) {
            runs += after(Duration.ofDays(1)).size();
        }
        Duration worked = Duration.ofNanos(cpu.getAsLong() - used);
        System.out.println(days + " daily runs took " + worked.toMillis() + " ms of the processor, and "
                + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms in all");
        assertThat(runs).isEqualTo(days);
        assertThat(worked).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void settingTheSameScheduleAgainChangesNothing() {
        PipelineSchedule first = pipelines().schedule(pipeline, DAILY);
        store.clock().advance(Duration.ofDays(2));
        long entries = store.mlops().audit().verify();
        assertThat(store.mlops().as(Actor.of("ben")).pipelines().schedule(pipeline, DAILY))
                .isEqualTo(first);
        assertThat(store.mlops().audit().verify()).isEqualTo(entries);
        assertThat(after(Duration.ZERO)).hasSize(1);
    }

    @Test
    void aScheduleIsTakenAwayWithAReason() {
        pipelines().schedule(pipeline, DAILY);
        pipelines().unschedule("p", "the model is retired");
        assertThat(after(Duration.ofDays(5))).isEmpty();
        assertThat(pipelines().schedules()).isEmpty();
        assertThatThrownBy(() -> pipelines().unschedule("p", "again")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void ofManyWhoLookAtOnceOneStartsTheRun() throws Exception {
        pipelines().schedule(pipeline, DAILY);
        store.clock().advance(Duration.ofDays(1));
        try (Mlops other = Mlops.builder()
                .directory(store.directory())
                .clock(store.clock())
                .open()) {
            List<Callable<Integer>> looks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Mlops handle = i % 2 == 0 ? store.mlops() : other;
                looks.add(() -> handle.pipelines().resumeAll(pipeline).size());
            }
            assertThat(Race.run(looks).stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(1);
        }
        assertThat(pipelines().runs("p")).hasSize(1);
    }

    @Test
    void aMonthOfMissedRunsIsOneTransaction() {
        pipelines().schedule(pipeline, DAILY, Missed.all(31), Document.object());
        List<String> times = after(Duration.ofDays(31));
        assertThat(times).hasSize(31).doesNotHaveDuplicates().isSorted();
        assertThat(store.mlops().audit().about("p"))
                .filteredOn(entry -> entry.action().equals("pipeline.scheduled"))
                .hasSize(1);
    }

    @Test
    void theLastOfThreeHundredMillionMissedRunsIsFoundAtOnce() {
        Instant now = Instant.parse("2026-03-03T12:00:00.5Z");
        assertThat(Ticks.latest(Schedule.every(Duration.ofSeconds(1)), now.minus(Duration.ofDays(3_650)), now, 1))
                .containsExactly(Instant.parse("2026-03-03T12:00:00Z"));
        assertThat(Ticks.latest(Schedule.cron("0 0 29 2 *", UTC), now.minus(Duration.ofDays(3_650)), now, 2))
                .containsExactly(Instant.parse("2020-02-29T00:00:00Z"), Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(Ticks.latest(Schedule.cron("0 0 29 2 *", UTC), now.minus(Duration.ofDays(365)), now, 2))
                .isEmpty();
    }
}
