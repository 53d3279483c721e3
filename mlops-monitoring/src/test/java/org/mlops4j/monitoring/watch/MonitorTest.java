// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.spi.AlertSink;

class MonitorTest {

    private static final AlertRule LOW_AUC =
            AlertRule.when("performance.auc").below(0.8).forWindows(2).critical();
    private static final AlertRule DRIFT = AlertRule.when("drift.columns").above(0);

    @TempDir
    private Path directory;

    private final Clock clock = new Clock();
    private final List<Alert> told = new ArrayList<>();
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = open(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void measuresVolumeDriftAndPerformanceOfEveryWindow() {
        Traffic traffic = new Traffic(2).day(0, 3000, 0, 0).day(1, 2000, 1, 0);
        traffic.log(mlops);
        clock.day(3);
        Monitor monitor = monitor().open();
        monitor.catchUp();

        assertThat(monitor.signals("volume")).extracting(Signal::value).containsExactly(3000.0, 2000.0, 0.0);
        assertThat(monitor.signals("drift.columns").subList(0, 2))
                .extracting(Signal::value)
                .containsExactly(0.0, 1.0);
        assertThat(monitor.signals("drift.x").get(1)).satisfies(signal -> {
            assertThat(signal.value()).isCloseTo(0.25, within(0.04));
            assertThat(signal.detail().get(SignalDetail.VERDICT).text()).isEqualTo("DRIFT");
            assertThat(signal.detail().get("adjustedPValue").number()).isLessThan(1e-6);
        });
        assertThat(monitor.signals("drift.y")
                        .get(1)
                        .detail()
                        .get(SignalDetail.VERDICT)
                        .text())
                .isEqualTo("OK");
        assertThat(monitor.signals("labels.share").get(0).value()).isEqualTo(0.9);
        assertThat(monitor.signals("performance.auc").get(0).value())
                .isEqualTo(auc(traffic, Traffic.START, Traffic.START.plus(Duration.ofDays(1))));
        assertThat(monitor.signals())
                .extracting(Signal::name)
                .contains(
                        "missing.x",
                        "performance.log_loss",
                        "performance.calibration_error",
                        "performance.base_rate",
                        "performance.brier");
    }

    @Test
    void aWindowWithoutPredictionsHasNoNumbersButIsThere() {
        new Traffic(2).day(0, 300, 0, 0).day(2, 300, 0, 0).log(mlops);
        clock.day(4);
        Monitor monitor = monitor().open();
        monitor.catchUp();

        Signal empty = monitor.signals("performance.auc").get(1);
        assertThat(empty.value()).isNaN();
        assertThat(empty.rows()).isZero();
        assertThat(monitor.signals("drift.columns").get(1).value()).isNaN();
        assertThat(monitor.signals("missing.x").get(1).value()).isNaN();
        assertThat(monitor.signals("labels.share").get(1).value()).isNaN();
    }

    @Test
    void labelsCountOnceTheyAreMatureAndNotBefore() {
        Traffic traffic = new Traffic(3).day(0, 400, 0, 0);
        traffic.log(mlops);
        Monitor monitor = monitor().maturity(Duration.ofHours(12)).open();
        clock.set(Traffic.START.plus(Duration.ofHours(24)));
        monitor.catchUp();
        assertThat(monitor.signals("volume")).hasSize(1);
        assertThat(monitor.signals("labels.share")).isEmpty();

        clock.set(Traffic.START.plus(Duration.ofHours(36)).minusNanos(1));
        monitor.catchUp();
        assertThat(monitor.signals("labels.share")).isEmpty();

        clock.set(Traffic.START.plus(Duration.ofHours(36)));
        monitor.catchUp();
        assertThat(monitor.signals("labels.share")).extracting(Signal::value).containsExactly(0.9);
    }

    @Test
    void whatBecameKnownAfterTheMaturityNeverCounts() {
        Traffic traffic = new Traffic(3).day(0, 400, 0, 0);
        Instant deadline = Traffic.START.plus(Duration.ofHours(30));
        traffic.log(mlops);
        clock.day(30);
        Monitor monitor = monitor().maturity(Duration.ofHours(6)).open();
        monitor.catchUp();

        long inTime = traffic.labels().stream()
                .filter(l -> l.time().isBefore(deadline))
                .count();
        assertThat(inTime).isLessThan(traffic.labels().size());
        assertThat(monitor.signals("labels.share").get(0).value()).isEqualTo(inTime / 400.0);
    }

    @Test
    void theLatestLabelOfARequestWinsInWhateverOrderTheyArrive() {
        Traffic traffic = new Traffic(4).day(0, 300, 0, 0);
        List<Traffic.Label> corrected = new ArrayList<>();
        for (Traffic.Label label : traffic.labels()) {
            corrected.add(label);
            corrected.add(0, new Traffic.Label(label.id(), label.time().minusNanos(1), 1 - label.value()));
        }
        Collections.shuffle(corrected, new Random(4));
        Traffic.log(mlops, traffic.predictions(), corrected);
        clock.day(2);
        Monitor monitor = monitor().open();
        monitor.catchUp();

        assertThat(monitor.signals("performance.auc").get(0).value())
                .isEqualTo(auc(traffic, Traffic.START, Traffic.START.plus(Duration.ofDays(1))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void howeverRowsArriveAndHoweverOftenItCatchesUpTheSignalsAndAlertsAreThoseOfOneRun(long seed) {
        Random random = new Random(seed);
        Traffic traffic = new Traffic(seed);
        for (int day = 0; day < 6; day++) {
            traffic.day(day, 200, day >= 3 ? 1 : 0, day >= 2 ? 0.9 : 0);
        }
        List<Traffic.Prediction> predictions = new ArrayList<>(traffic.predictions());
        List<Traffic.Label> labels = new ArrayList<>(traffic.labels());
        traffic.log(mlops);
        clock.day(7);
        Monitor once = monitor().alert(LOW_AUC).alert(DRIFT).open();
        once.catchUp();

        try (Mlops other = open(directory.resolve("other"))) {
            Collections.shuffle(predictions, random);
            Collections.shuffle(labels, random);
            for (int hour = 0; hour <= 7 * 24; hour += 1 + random.nextInt(40)) {
                clock.set(Traffic.START.plus(Duration.ofHours(hour)));
                Traffic.log(
                        other,
                        taken(predictions, p -> p.time().isBefore(clock.instant())),
                        taken(labels, l -> l.time().isBefore(clock.instant())));
                // A new object each time: what it knows, it knows from the store.
                monitor(other)
                        .from(Traffic.START)
                        .alert(LOW_AUC)
                        .alert(DRIFT)
                        .open()
                        .catchUp();
            }
            clock.day(7);
            Traffic.log(other, predictions, labels);
            Monitor often = monitor(other)
                    .from(Traffic.START)
                    .alert(LOW_AUC)
                    .alert(DRIFT)
                    .open();
            often.catchUp();

            assertThat(often.signals()).as("seed %d", seed).isEqualTo(once.signals());
            assertThat(often.alerts())
                    .as("seed %d", seed)
                    .isEqualTo(once.alerts())
                    .hasSize(2);
            assertThat(other.audit().verify()).isPositive();
        }
        assertThat(once.alerts()).extracting(Alert::rule).containsExactlyInAnyOrder(LOW_AUC.name(), DRIFT.name());
    }

    @Test
    void catchingUpAgainDoesNothing() {
        new Traffic(5).day(0, 300, 1, 0).day(1, 300, 1, 0).log(mlops);
        clock.day(4);
        Monitor monitor = monitor().alert(DRIFT, told::add).open();

        assertThat(monitor.catchUp()).hasSize(1);
        List<Signal> signals = monitor.signals();
        long entries = mlops.audit().verify();

        assertThat(monitor.catchUp()).isEmpty();
        assertThat(monitor.signals()).isEqualTo(signals);
        assertThat(mlops.audit().verify()).isEqualTo(entries);
        assertThat(told).hasSize(1);
    }

    @Test
    void tellsTheSinksWhenAnAlertBeginsAndWhenItIsResolved() {
        new Traffic(6).day(0, 400, 0, 0).day(1, 400, 1, 0).day(2, 2000, 0, 0).log(mlops);
        Monitor monitor = monitor().alert(DRIFT, told::add).open();
        clock.day(2);
        monitor.catchUp();
        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.active()).isTrue();
            assertThat(alert.began()).isEqualTo(Traffic.START.plus(Duration.ofDays(2)));
        });
        clock.day(3);
        monitor.catchUp();

        assertThat(told).hasSize(2);
        assertThat(told.get(1).id()).isEqualTo(told.get(0).id());
        assertThat(told.get(1).resolved()).isEqualTo(Traffic.START.plus(Duration.ofDays(3)));
        assertThat(monitor.alerts()).containsExactly(told.get(1));
    }

    @Test
    void aSinkThatFailsIsToldAgainLaterAndStopsNobody() {
        new Traffic(7).day(0, 400, 1, 0).log(mlops);
        clock.day(1);
        int[] calls = new int[1];
        AlertSink broken = alert -> {
            calls[0]++;
            throw new IllegalStateException("the pager is off");
        };
        monitor().alert(DRIFT, broken, told::add).open().catchUp();
        assertThat(calls[0]).isEqualTo(1);
        assertThat(told).hasSize(1);

        clock.forward(Duration.ofMinutes(1));
        List<Alert> again = new ArrayList<>();
        Monitor restarted = monitor().alert(DRIFT, again::add, told::add).open();
        restarted.catchUp();
        restarted.catchUp();

        assertThat(again).hasSize(1).isEqualTo(told);
    }

    @Test
    void anAlertOfARuleThatIsGoneIsResolved() {
        new Traffic(8).day(0, 400, 1, 0).day(1, 400, 1, 0).log(mlops);
        clock.day(1);
        monitor().alert(DRIFT).open().catchUp();
        clock.day(2);
        Monitor without = monitor().open();
        without.catchUp();

        assertThat(without.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.active()).isFalse());
    }

    @Test
    void takesSignalsFromElsewhereOnce() {
        AlertRule skew = AlertRule.when("skew.features").above(0);
        Monitor monitor = monitor().alert(skew, told::add).open();
        Signal signal =
                new Signal("skew.features", Traffic.START, Traffic.START.plusSeconds(60), 3, 100, Document.nothing());

        assertThat(monitor.record(signal)).hasSize(1);
        assertThat(monitor.record(signal)).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(monitor.signals("skew.features")).containsExactly(signal);

        new Traffic(9).day(0, 300, 0, 0).log(mlops);
        clock.day(2);
        monitor.catchUp();
        assertThat(monitor.signals("volume")).hasSize(2);
        assertThatThrownBy(() ->
                        monitor.record(new Signal("a\nb", Traffic.START, Traffic.START, 1, 1, Document.nothing())))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void comparesPerformanceWithThatOfTheReference() {
        new Traffic(10).day(0, 3000, 0, 0.9).log(mlops);
        clock.day(2);
        AlertRule fell = AlertRule.when("performance.auc").belowReferenceBy(0.05);
        Monitor monitor = monitor()
                .referencePerformance(List.of(new Estimate("auc", 0.9, 0.88, 0.92, 4000, "")))
                .referenceOutputs(new Random(1)
                        .doubles(4000)
                        .map(u -> 1 / (1 + Math.exp(-2 * (4 * u - 2))))
                        .toArray())
                .alert(fell)
                .open();

        assertThat(monitor.catchUp()).extracting(Alert::rule).containsExactly(fell.name());
        assertThat(monitor.signals("drift.prediction")
                        .get(0)
                        .detail()
                        .get(SignalDetail.VERDICT)
                        .text())
                .isEqualTo("OK");
        assertThat(monitor.signals("drift.columns")
                        .get(0)
                        .detail()
                        .get("columns")
                        .whole())
                .isEqualTo(2);
    }

    @Test
    void onlyTheChampionIsWatched() {
        Traffic traffic = new Traffic(11).day(0, 2000, 0, 0);
        List<Traffic.Prediction> both = new ArrayList<>(traffic.predictions());
        traffic.predictions()
                .forEach(p -> both.add(new Traffic.Prediction(p.id(), p.time(), "shadow", 1 - p.score(), 100, 100)));
        Traffic.log(mlops, both, traffic.labels());
        clock.day(2);
        Monitor monitor = monitor().open();
        monitor.catchUp();

        assertThat(monitor.signals("volume").get(0).value()).isEqualTo(2000);
        assertThat(monitor.signals("drift.columns").get(0).value()).isZero();
        assertThat(monitor.signals("performance.auc").get(0).value()).isGreaterThan(0.8);
    }

    @Test
    void windowsAreAlignedToTheInstantTheyAreCountedFrom() {
        new Traffic(12).day(0, 100, 0, 0).day(1, 100, 0, 0).day(9, 100, 0, 0).log(mlops);
        clock.day(60);
        Monitor weeks = monitor()
                .named("weeks")
                .window(Duration.ofDays(7), Instant.parse("2024-01-01T00:00:00Z"))
                .open();
        weeks.catchUp();

        assertThat(weeks.signals("volume").get(0).from()).isEqualTo(Traffic.START);
        assertThat(weeks.signals("volume").subList(0, 2))
                .extracting(Signal::value)
                .containsExactly(200.0, 100.0);
    }

    @Test
    void refusesWhatCannotBeWatched() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES).open())
                .withMessageContaining("reference");
        assertThatThrownBy(() -> Monitor.of(mlops, "d", new Traffic.Features(List.of("x", "z")))
                        .reference(Traffic.training())
                        .open())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'z'");
        assertThatThrownBy(() -> Monitor.of(mlops, "d", new Traffic.Features(List.of("columns")))
                        .reference(Traffic.training())
                        .open())
                .isInstanceOf(InvalidException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().alert(DRIFT).alert(DRIFT.critical()));
        assertThatIllegalArgumentException().isThrownBy(() -> monitor().maturity(Duration.ofDays(-1)));

        new Traffic(13).day(0, 100, 0, 0).log(mlops);
        clock.day(2);
        monitor().open().catchUp();
        assertThatThrownBy(() -> monitor().window(Duration.ofHours(1)).open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("another name");
    }

    @Test
    void twoMonitorsOfOneDeploymentRaceWithoutLosingOrDoublingAWindow() throws InterruptedException {
        Traffic traffic = new Traffic(14);
        for (int day = 0; day < 10; day++) {
            traffic.day(day, 60, day % 2, 0);
        }
        traffic.log(mlops);
        clock.day(10);
        AlertSink sink = alert -> {
            synchronized (told) {
                told.add(alert);
            }
        };
        Monitor first = monitor().alert(DRIFT, sink).open();
        Monitor second = monitor().alert(DRIFT, sink).open();
        Thread thread = new Thread(first::catchUp);
        thread.start();
        second.catchUp();
        thread.join();

        assertThat(first.signals("volume")).hasSize(10);
        assertThat(told.stream().collect(Collectors.groupingBy(Alert::id)).keySet())
                .isEqualTo(first.alerts().stream().map(Alert::id).collect(Collectors.toSet()));
        assertThat(mlops.audit().verify()).isPositive();
    }

    @Test
    void catchesUpByItselfUntilItIsClosed() throws InterruptedException {
        new Traffic(15).day(0, 400, 1, 0).log(mlops);
        clock.day(1);
        CountDownLatch alarmed = new CountDownLatch(1);
        Monitor monitor = monitor().alert(DRIFT, alert -> alarmed.countDown()).open();
        monitor.start(Duration.ofMillis(5));

        assertThat(alarmed.await(1, TimeUnit.MINUTES)).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> monitor.start(Duration.ofMillis(5)));
        monitor.close();
        monitor.close();
        clock.day(2);
        assertThat(monitor.signals("volume")).hasSize(1);
    }

    private MonitorBuilder monitor() {
        return monitor(mlops);
    }

    private static MonitorBuilder monitor(Mlops mlops) {
        return Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                .reference(Traffic.training())
                .maturity(Duration.ofHours(12));
    }

    private Mlops open(Path store) {
        return Mlops.builder().directory(store).clock(clock).open();
    }

    /** The naive way: all rows at once, joined by a map. */
    private static double auc(Traffic traffic, Instant from, Instant to) {
        Map<String, Double> labels =
                traffic.labels().stream().collect(Collectors.toMap(Traffic.Label::id, Traffic.Label::value));
        List<Traffic.Prediction> rows = traffic.predictions().stream()
                .filter(p -> !p.time().isBefore(from) && p.time().isBefore(to) && labels.containsKey(p.id()))
                .toList();
        boolean[] truths = new boolean[rows.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = labels.get(rows.get(i).id()) == 1;
        }
        return BinaryPerformance.auc(BinaryScores.of(
                        rows.stream().mapToDouble(Traffic.Prediction::score).toArray(), truths))
                .value();
    }

    private static <T> List<T> taken(List<T> all, Predicate<T> ripe) {
        List<T> taken = all.stream().filter(ripe).toList();
        all.removeIf(ripe);
        return taken;
    }
}
