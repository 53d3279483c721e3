// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;

/** A monitor whose windows are not of one length: the same ones as {@link Windows} cuts from all rows at once. */
class MonitorWindowsTest {

    private static final Duration END = Duration.ofDays(4);

    @TempDir
    private Path directory;

    private final Clock clock = new Clock();

    static Stream<Arguments> windowsAndSeeds() {
        return Stream.of(
                Arguments.of(Windows.ofRows(7), 1L),
                Arguments.of(Windows.ofRows(40), 2L),
                Arguments.of(Windows.sessions(Duration.ofMinutes(20)), 3L));
    }

    @ParameterizedTest
    @MethodSource("windowsAndSeeds")
    void evaluatesTheWindowsThatAllRowsAtOnceHave(Windows windows, long seed) {
        List<Traffic.Prediction> predictions = visits(seed);
        List<Signal> once;
        try (Mlops mlops = open("once")) {
            List<Traffic.Prediction> shuffled = new ArrayList<>(predictions);
            Collections.shuffle(shuffled, new Random(seed));
            Traffic.log(mlops, shuffled, labels(predictions));
            clock.set(Traffic.START.plus(END));
            Monitor monitor = monitor(mlops, windows).open();
            monitor.catchUp();
            once = monitor.signals();
        }
        List<Window> expected = windows.of(times(predictions), "time").stream()
                .filter(window -> windows.closed(window, clock.instant()))
                .toList();

        assertThat(once.stream().filter(signal -> signal.name().equals("volume")))
                .as("%s, seed %d", windows, seed)
                .extracting(Signal::from, Signal::to, Signal::value)
                .containsExactlyElementsOf(expected.stream()
                        .map(w -> tuple(w.from(), w.to(), (double) w.rows().rowCount()))
                        .toList());
        assertThat(once.stream().filter(signal -> signal.name().equals("labels.share")))
                .extracting(Signal::from, Signal::value)
                .containsExactlyElementsOf(
                        expected.stream().map(w -> tuple(w.from(), 1.0)).toList());
        // Some are of one instant, and in another order each time: not a bit may show it.
        assertThat(often(windows, predictions, seed))
                .as("%s, seed %d", windows, seed)
                .isEqualTo(once);
    }

    @Test
    void aWindowOfRowsWaitsUntilItIsFullAndItsLabelsAreMature() {
        try (Mlops mlops = open("wait")) {
            Traffic.log(mlops, new Traffic(5).day(0, 100, 0, 0).predictions(), List.of());
            Monitor monitor = monitor(mlops, Windows.ofRows(60))
                    .maturity(Duration.ofHours(5))
                    .lateness(Duration.ofHours(1))
                    .open();
            clock.set(Traffic.START.plus(Duration.ofDays(2)));
            monitor.catchUp();
            assertThat(monitor.signals("volume")).extracting(Signal::value).containsExactly(60.0);
            assertThat(monitor.signals("labels.share")).hasSize(1);
            Instant full = Traffic.START.plus(Duration.ofDays(1)).plusMillis(86_400_000L * 19 / 100);
            Traffic.log(
                    mlops,
                    new Traffic(5)
                            .day(0, 100, 0, 0)
                            .day(1, 100, 0, 0)
                            .predictions()
                            .subList(100, 200),
                    List.of());
            clock.set(full.plus(Duration.ofHours(1)));
            monitor.catchUp();
            assertThat(monitor.signals("volume")).hasSize(1);

            clock.forward(Duration.ofNanos(1));
            monitor.catchUp();
            assertThat(monitor.signals("volume")).extracting(Signal::to).last().isEqualTo(full.plusNanos(1));
            assertThat(monitor.signals("labels.share")).hasSize(1);
            clock.forward(Duration.ofHours(5));
            monitor.catchUp();
            assertThat(monitor.signals("labels.share")).hasSize(2);
        }
    }

    @Test
    void alertsAndDetectorsWorkInWindowsOfRows() {
        Traffic traffic = new Traffic(7).day(0, 4000, 0, 0).day(1, 4000, 1, 0);
        try (Mlops mlops = open("alerts")) {
            traffic.log(mlops);
            clock.set(Traffic.START.plus(END));
            Monitor monitor = monitor(mlops, Windows.ofRows(2000))
                    .maturity(Duration.ofHours(12))
                    .conceptDrift(PredictionLoss.wrongClass(0.5))
                    .alert(AlertRule.when("drift.columns").above(0))
                    .open();
            monitor.catchUp();

            assertThat(monitor.signals("drift.columns"))
                    .extracting(Signal::value)
                    .containsExactly(0.0, 0.0, 1.0, 1.0);
            assertThat(monitor.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.active()).isTrue());
            assertThat(monitor.signals("concept_drift.adwin").stream()
                            .mapToLong(Signal::rows)
                            .sum())
                    .as("every labelled prediction is looked at once")
                    .isEqualTo(7200);
            assertThatThrownBy(() -> monitor(mlops, Windows.ofRows(2001)).open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("windows of 2000 rows")
                    .hasMessageContaining("windows of 2001 rows");
        }
    }

    /** What is known at each hour is logged then, and a new monitor catches up. */
    private List<Signal> often(Windows windows, List<Traffic.Prediction> predictions, long seed) {
        Random random = new Random(seed);
        try (Mlops mlops = open("often")) {
            Instant before = Traffic.START.minusNanos(1);
            Traffic.log(mlops, List.of(), List.of());
            for (Instant now = Traffic.START; !now.isAfter(Traffic.START.plus(END)); ) {
                Instant from = before;
                Instant to = now;
                List<Traffic.Prediction> fresh = predictions.stream()
                        .filter(p -> !p.time().isBefore(from) && p.time().isBefore(to))
                        .toList();
                Traffic.log(mlops, fresh, labels(fresh));
                clock.set(now);
                monitor(mlops, windows).open().catchUp();
                before = now;
                Instant next = now.plus(Duration.ofMinutes(1 + random.nextInt(900)));
                Instant end = Traffic.START.plus(END);
                now = now.isBefore(end) && next.isAfter(end) ? end : next;
            }
            return monitor(mlops, windows).open().signals();
        }
    }

    /** {@return predictions that come in bursts, some in the same millisecond, and some of another route} */
    private static List<Traffic.Prediction> visits(long seed) {
        Random random = new Random(seed);
        List<Traffic.Prediction> visits = new ArrayList<>();
        Instant time = Traffic.START.plusSeconds(random.nextInt(1000));
        for (int i = 0; i < 200; i++) {
            String route = random.nextInt(4) == 0 ? "canary" : "champion";
            visits.add(new Traffic.Prediction("r" + i, time, route, random.nextDouble(), 0, 0.5));
            int kind = random.nextInt(20);
            time = kind == 0 ? time.plusSeconds(1200 + random.nextInt(5_000)) : time.plusSeconds(kind < 5 ? 0 : kind);
        }
        return visits;
    }

    private static List<Traffic.Label> labels(List<Traffic.Prediction> predictions) {
        return predictions.stream()
                .map(p -> new Traffic.Label(p.id(), p.time(), p.score() < 0.5 ? 0 : 1))
                .toList();
    }

    private static Table times(List<Traffic.Prediction> predictions) {
        Table.Builder table = Table.builder(Schema.of(Field.of("time", DataType.TIMESTAMP)));
        predictions.stream().filter(p -> p.route().equals("champion")).forEach(p -> table.add(p.time()));
        return table.build();
    }

    private Mlops open(String store) {
        return Mlops.builder().directory(directory.resolve(store)).clock(clock).open();
    }

    private static MonitorBuilder monitor(Mlops mlops, Windows windows) {
        return Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                .reference(Traffic.training())
                .windows(windows);
    }
}
