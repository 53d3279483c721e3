// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.attribution.AttributionTest;
import org.mlops4j.monitoring.detect.Direction;
import org.mlops4j.monitoring.detect.HddmA;
import org.mlops4j.monitoring.estimation.Cbpe;
import org.mlops4j.monitoring.fairness.FairnessPolicy;
import org.mlops4j.monitoring.multivariate.ClassifierTest;
import org.mlops4j.monitoring.multivariate.ReconstructionTest;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.BusinessMetric;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.serving.Explainer;

class MonitorMeasuresTest {

    private static final Labels BY_FLIGHT = Labels.byKey(Airports.LANDINGS, "flight", "late", Duration.ofHours(3));

    private static final double LOG2_OF_3 = Math.log(3) / Math.log(2);

    @TempDir
    private Path directory;

    private Instant now = Airports.START;
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).clock(() -> now).open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void measuresFreshnessAndLatencyOfAllAndByVersion() {
        Airports.log(mlops, 0, 100, "", "ORD");
        Monitor monitor = caughtUp(monitor());

        assertThat(value(monitor, "freshness")).isEqualTo(86_400 - 99);
        assertThat(value(monitor, "latency.p50")).isEqualTo(50);
        assertThat(value(monitor, "latency.p99")).isEqualTo(99);
        Document versions = first(monitor, "latency.p99").detail().get("versions");
        assertThat(versions.get("m/1").number()).isEqualTo(99);
        assertThat(versions.get("m/2").number()).isEqualTo(100);
    }

    @Test
    void anEmptyWindowHasNoFreshnessAndNoLatency() {
        Airports.log(mlops, 1, 10, "", "ORD");
        Monitor monitor = caughtUp(monitor().from(Airports.START));

        assertThat(value(monitor, "volume")).isZero();
        assertThat(value(monitor, "freshness")).isNaN();
        assertThat(value(monitor, "latency.p99")).isNaN();
    }

    @Test
    void driftAndPerformanceOfASegmentShowWhereTheWholeIsFine() {
        Airports.log(mlops, 0, 2000, "SFO", "ORD", "ATL", "SFO", "JFK");
        Monitor monitor = caughtUp(monitor().labels(BY_FLIGHT).segment("airport"));

        assertThat(value(monitor, "drift.columns[airport=SFO]")).isEqualTo(1);
        assertThat(value(monitor, "drift.columns[airport=ORD]")).isZero();
        assertThat(value(monitor, "performance.auc[airport=ORD]")).isEqualTo(1);
        assertThat(value(monitor, "performance.auc[airport=SFO]")).isZero();
        assertThat(first(monitor, "performance.auc[airport=SFO]").rows()).isEqualTo(2000);
        assertThat(first(monitor, "drift.columns[airport=SFO]")
                        .detail()
                        .get("drifted")
                        .texts())
                .containsExactly("load");
    }

    @Test
    void segmentsOfFewRowsAndWithoutReferenceAreLeftOut() {
        Airports.log(mlops, 0, PerformanceSignals.LEAST_ROWS - 1, "", "ORD", "NEW");
        Monitor monitor = caughtUp(monitor().labels(BY_FLIGHT).segment("airport"));

        assertThat(monitor.signals())
                .extracting(Signal::name)
                .contains("drift.columns[airport=ORD]", "drift.columns[airport=JFK]")
                .noneMatch(name -> name.contains("NEW") || name.startsWith("performance.auc["));
        assertThat(value(monitor, "drift.columns[airport=JFK]")).isNaN();
    }

    @Test
    void aLabelIsTheFirstEventOfItsKeyFromThePredictionOn() {
        Airports.log(mlops, 0, 3, "", "ORD");
        // The flight of the day before, one that comes too late, and a correction of the last.
        mlops.events().append(Airports.LANDINGS, landed("ORD0", Airports.START.minusSeconds(1), true));
        mlops.events().append(Airports.LANDINGS, landed("ORD1", Airports.START.plusSeconds(3601), true));
        mlops.events()
                .append(
                        Airports.LANDINGS,
                        landed("ORD2", Airports.START.plusSeconds(2).plus(Duration.ofHours(2)), true));
        Labels labels = Labels.byKey(Airports.LANDINGS, "flight", "late", Duration.ofHours(2));
        PredictionWindow window = PredictionWindow.read(
                mlops.events(),
                "predictions.delays." + Airports.READER.definition().brief(),
                "champion",
                Airports.START,
                Airports.START.plus(Duration.ofDays(1)));

        double[] before = labels.of(window, mlops.events(), Instant.parse("2026-03-04T00:00:00Z"))
                .toArray();
        assertThat(before[1])
                .as("the event an hour later is before the landing")
                .isEqualTo(1);
        assertThat(before[2]).as("the one that arrived last of one instant").isEqualTo(1);
        assertThat(labels.of(window, mlops.events(), Airports.START.plusSeconds(3600))
                        .toArray())
                .as("nothing is known yet")
                .containsOnly(Double.NaN);
        assertThat(Labels.byKey(Airports.LANDINGS, "flight", "late", Duration.ofMinutes(59))
                        .of(window, mlops.events(), Instant.parse("2026-03-04T00:00:00Z"))
                        .toArray())
                .as("all are too late")
                .containsOnly(Double.NaN);
    }

    @Test
    void waitsForLabelsByKeyAsLongAsTheyMayTake() {
        Airports.log(mlops, 0, 100, "", "ORD");
        Monitor monitor = monitor().labels(BY_FLIGHT).open();
        now = Airports.START.plus(Duration.ofDays(1)).plus(Duration.ofHours(3));
        monitor.catchUp();
        assertThat(monitor.signals("performance.auc")).isEmpty();

        now = now.plusNanos(1);
        monitor.catchUp();
        assertThat(value(monitor, "labels.share")).isEqualTo(1);
        assertThat(value(monitor, "performance.auc")).isEqualTo(1);
    }

    @Test
    void saysWhichColumnLabelsCannotBeFoundBy() {
        Airports.log(mlops, 0, 3, "", "ORD");
        assertThatThrownBy(() -> caughtUp(
                        monitor().labels(Labels.byKey(Airports.LANDINGS, "tail", "late", Duration.ofHours(3)))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'tail'")
                .hasMessageContaining("'landings'");
    }

    @Test
    void slidingWindowsCountAPredictionInEachThatHoldsIt() {
        Airports.log(mlops, 0, 10, "", "ORD");
        Airports.log(mlops, 2, 20, "", "ORD");
        Monitor monitor =
                monitor().slidingWindow(Duration.ofDays(3), Duration.ofDays(1)).open();
        now = Airports.START.plus(Duration.ofDays(5));
        monitor.catchUp();

        assertThat(monitor.signals("volume")).extracting(Signal::value).containsExactly(10.0, 10.0, 30.0, 20.0, 20.0);
        assertThatThrownBy(() -> monitor().window(Duration.ofDays(3)).open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("PT72H every PT24H");
    }

    @Test
    void detectorsGoOnFromWindowToWindowAndSayWhenLossesChanged() {
        Traffic traffic = new Traffic(20);
        for (int day = 0; day < 8; day++) {
            traffic.day(day, 500, 0, day < 5 ? 0 : 0.9);
        }
        traffic.log(mlops);
        PredictionLoss loss = PredictionLoss.wrongClass(0.5);
        Monitor once = watching("once", loss).open();
        now = Traffic.START.plus(Duration.ofDays(9));
        once.catchUp();
        now = Traffic.START;
        for (int day = 1; day < 10; day++) {
            now = Traffic.START.plus(Duration.ofDays(day));
            // A new object each time: what the detectors know, they know from the store.
            watching("often", loss).open().catchUp();
        }
        Monitor sliding = watching("sliding", loss)
                .slidingWindow(Duration.ofDays(3), Duration.ofDays(1))
                .open();
        sliding.catchUp();

        for (String detector : List.of("concept_drift.hddm-a", "concept_drift.adwin")) {
            List<Signal> signals = once.signals(detector);
            assertThat(signals).extracting(Signal::value).startsWith(0.0, 0.0, 0.0, 0.0, 0.0);
            assertThat(signals.stream()
                            .mapToDouble(Signal::value)
                            .filter(v -> v > 0)
                            .count())
                    .isPositive();
            Signal alarm =
                    signals.stream().filter(s -> s.value() > 0).findFirst().orElseThrow();
            assertThat(alarm.detail().get("times").list().get(0).instant())
                    .isBetween(Traffic.START.plus(Duration.ofDays(5)), Traffic.START.plus(Duration.ofDays(6)));
            assertThat(watching("often", loss).open().signals(detector)).isEqualTo(signals);
            assertThat(sliding.signals(detector).stream()
                            .filter(s -> s.value() > 0)
                            .map(s -> s.detail().get("times").list())
                            .findFirst())
                    .as("each prediction is looked at once, however many windows hold it")
                    .contains(alarm.detail().get("times").list());
        }
    }

    @Test
    void lossesThatADetectorCannotTakeAreCountedAndDoNotEndTheWatch() {
        Traffic traffic = new Traffic(21).day(0, 100, 0, 0);
        List<Traffic.Label> strange = traffic.labels().stream()
                .map(label -> new Traffic.Label(label.id(), label.time(), label.value() == 1 ? 7 : 0))
                .toList();
        Traffic.log(mlops, traffic.predictions(), strange);
        Monitor monitor = watching("strange", PredictionLoss.squaredError()).open();
        now = Traffic.START.plus(Duration.ofDays(2));
        monitor.catchUp();

        Signal signal = first(monitor, "concept_drift.hddm-a");
        long sevens = strange.stream().filter(label -> label.value() == 7).count();
        assertThat(signal.detail().get("outOfRange").whole()).isEqualTo(sevens);
        assertThat(signal.rows()).isEqualTo(strange.size() - sevens);
    }

    @Test
    void aMonitorHasOneDetectorOfAType() {
        assertThatThrownBy(() -> monitor()
                        .conceptDrift(
                                PredictionLoss.wrongClass(0.5),
                                HddmA.defaults(),
                                HddmA.defaults().with(Direction.INCREASE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one detector of a type");
    }

    @Test
    void holdsRequestsFeaturesAndOutputsAgainstConstraints() {
        Airports.log(mlops, 0, 100, "SFO", "ORD", "SFO");
        Monitor monitor = caughtUp(monitor()
                .quality(
                        Constraint.oneOf("airport", List.of("ORD")).named("known-airport"),
                        Constraint.between("load", 0, 2).named("load"),
                        Constraint.between("output.0", 0, 1).named("score"),
                        Constraint.fresh("time", Duration.ofHours(1)).named("fresh")));

        assertThat(value(monitor, "quality.known-airport")).isEqualTo(0.5);
        assertThat(value(monitor, "quality.load")).isZero();
        assertThat(value(monitor, "quality.score")).isBetween(0.1, 0.5);
        assertThat(first(monitor, "quality.fresh").detail().get("verdict").text())
                .isEqualTo("FAILED");
        assertThat(monitor()
                        .named("early")
                        .from(Airports.START)
                        .quality(Constraint.notNull("load"))
                        .open()
                        .signals())
                .isEmpty();
    }

    @Test
    void tellsHowGroupsFareByTheVerdictOfThePolicy() {
        Airports.log(mlops, 0, 500, "SFO", "ORD", "ATL", "SFO");
        Monitor monitor = caughtUp(monitor()
                .labels(BY_FLIGHT)
                .fairness("airport", FairnessPolicy.at(0.75).withReference("ORD")));

        Signal unfair = first(monitor, "fairness.equal_opportunity[airport=SFO]");
        assertThat(unfair.detail().get("verdict").text()).isEqualTo("UNFAIR");
        assertThat(unfair.detail().get("comparedWith").text()).isEqualTo("ORD");
        assertThat(first(monitor, "fairness.equal_opportunity[airport=ATL]")
                        .detail()
                        .get("verdict")
                        .text())
                .isNotEqualTo("UNFAIR");
    }

    @Test
    void seesThatFeaturesBelongTogetherInAnotherWay() {
        Random random = new Random(40);
        Table.Builder together =
                Table.builder(Schema.of(Field.of("x", DataType.FLOAT64), Field.of("y", DataType.FLOAT64)));
        for (int row = 0; row < 5000; row++) {
            double x = random.nextGaussian();
            together.add(x, x + 0.2 * random.nextGaussian());
        }
        List<Traffic.Prediction> predictions = new ArrayList<>();
        for (int row = 0; row < 4000; row++) {
            double x = random.nextGaussian();
            // Each feature by itself is distributed as before on the second day.
            double sign = row < 2000 ? 1 : -1;
            predictions.add(new Traffic.Prediction(
                    "r" + row,
                    Traffic.START.plusSeconds(row < 2000 ? row : 86_400 + row),
                    "champion",
                    0.5,
                    x,
                    sign * (x + 0.2 * random.nextGaussian())));
        }
        Traffic.log(mlops, predictions, List.of());
        Monitor monitor = Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                .reference(together.build())
                .reconstruction(ReconstructionTest.defaults())
                .classifier(ClassifierTest.defaults())
                .open();
        now = Traffic.START.plus(Duration.ofDays(3));
        monitor.catchUp();

        assertThat(monitor.signals("drift.columns").subList(0, 2))
                .extracting(Signal::value)
                .containsExactly(0.0, 0.0);
        for (String joint : List.of("drift.reconstruction", "drift.classifier")) {
            assertThat(monitor.signals(joint))
                    .as(joint)
                    .extracting(signal -> signal.detail().get("verdict").text())
                    .containsExactly("OK", "DRIFT", "INSUFFICIENT_DATA");
        }
        Signal told = monitor.signals("drift.classifier").get(1);
        assertThat(told.value()).isGreaterThan(0.9);
        assertThat(told.detail().get("drift").get("separators").list().get(0).toString())
                .contains("x × y");
    }

    @Test
    void seesThatTheModelGoesByOtherFeatures() {
        Traffic traffic = new Traffic(41).day(0, 3000, 0, 0).day(1, 3000, 0, 0);
        List<Traffic.Prediction> predictions = traffic.predictions().stream()
                .map(p -> p.time().isBefore(Traffic.START.plus(Duration.ofDays(1)))
                        ? p
                        : new Traffic.Prediction(p.id(), p.time(), p.route(), p.score(), p.x(), 10 * p.y()))
                .toList();
        Traffic.log(mlops, predictions, List.of());
        Monitor monitor = Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                .reference(Traffic.training())
                .attribution(new Contributions(), AttributionTest.defaults())
                .open();
        now = Traffic.START.plus(Duration.ofDays(3));
        monitor.catchUp();

        List<Signal> signals = monitor.signals("drift.attribution");
        assertThat(signals)
                .extracting(signal -> signal.detail().get("verdict").text())
                .containsExactly("OK", "DRIFT", "INSUFFICIENT_DATA");
        assertThat(signals).extracting(Signal::rows).containsExactly(2000L, 2000L, 0L);
        assertThat(signals.get(0).value()).isEqualTo(1);
        // Gains of 1 and 1/2 in the other order.
        assertThat(signals.get(1).value()).isCloseTo((0.5 + 1 / LOG2_OF_3) / (1 + 0.5 / LOG2_OF_3), within(0.01));
        assertThat(signals.get(1).detail().get("drift").get("inputs").list()).hasSize(2);
    }

    @Test
    void anExplainerOfAnotherModelIsRefusedAtOnce() {
        assertThatThrownBy(() -> monitor()
                        .attribution(new Contributions(), AttributionTest.defaults())
                        .open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("2 inputs");
    }

    @Test
    void estimatesPerformanceBeforeLabelsCome() {
        Traffic learnt = new Traffic(30).day(0, 4000, 0, 0);
        double[] scores = learnt.predictions().stream()
                .mapToDouble(Traffic.Prediction::score)
                .toArray();
        boolean[] truths = new boolean[scores.length];
        Random random = new Random(31);
        for (int row = 0; row < truths.length; row++) {
            truths[row] = random.nextDouble() < scores[row];
        }
        Cbpe estimator = Cbpe.fit(BinaryScores.of(scores, truths), 0.5);
        Traffic unsure = new Traffic(32).day(0, 2000, 0, 0);
        List<Traffic.Prediction> predictions = new ArrayList<>(unsure.predictions());
        unsure.day(1, 2000, 0, 0).predictions().stream()
                .skip(2000)
                .map(p -> new Traffic.Prediction(p.id(), p.time(), p.route(), 0.4 + p.score() / 5, p.x(), p.y()))
                .forEach(predictions::add);
        Traffic.log(mlops, predictions, List.of());
        Monitor monitor = Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                .reference(Traffic.training())
                .estimated(estimator)
                .open();
        now = Traffic.START.plus(Duration.ofDays(3));
        monitor.catchUp();

        List<Signal> auc = monitor.signals("estimated.auc");
        assertThat(auc.get(0).value()).isCloseTo(0.88, within(0.03));
        assertThat(auc.get(0).detail().get("verdict").text()).isEqualTo("OK");
        assertThat(auc.get(1).detail().get("verdict").text()).isEqualTo("BEYOND_LIMITS");
        assertThat(auc.get(2).value()).as("a window without predictions").isNaN();
        assertThat(monitor.signals("labels.share").get(0).value()).isZero();
    }

    @Test
    void judgesDecisionsClassesAndTheBusiness() {
        Airports.log(mlops, 0, 200, "", "ORD");
        BusinessMetric profit = new BusinessMetric(
                "profit",
                (output, label, row) ->
                        row.text("airport").equals("ORD") && output >= 0.75 ? (label == 1 ? 10 : -100) : 0);
        Monitor monitor = caughtUp(monitor()
                .labels(BY_FLIGHT)
                .performance(PerformanceMeasure.decisions(0.75).and(PerformanceMeasure.business(profit))));

        assertThat(value(monitor, "performance.accuracy")).isEqualTo(1);
        assertThat(value(monitor, "performance.recall")).isEqualTo(1);
        assertThat(value(monitor, "performance.profit")).isBetween(1.0, 4.0);
    }

    @Test
    void measuresWhatItsUserAsksFor() {
        Airports.log(mlops, 0, 100, "", "ORD");
        PerformanceMeasure alarms = outcomes -> {
            double[] outputs = outcomes.outputs();
            double sum = 0;
            for (double output : outputs) {
                sum += output > 0.9 ? 1 : 0;
            }
            return List.of(new Estimate("alarmsRaised", sum, Double.NaN, Double.NaN, outputs.length, ""));
        };
        Monitor monitor = caughtUp(monitor()
                .labels(BY_FLIGHT)
                .performance(PerformanceMeasure.binary().and(alarms))
                .measure(window -> List.of(new Signal(
                        "airports",
                        window.from(),
                        window.to(),
                        window.find("airport").isPresent() ? 1 : 0,
                        window.count(),
                        Document.nothing()))));

        assertThat(value(monitor, "airports")).isEqualTo(1);
        assertThat(value(monitor, "performance.alarms_raised")).isCloseTo(10, within(8.0));
        assertThat(value(monitor, "performance.auc")).isEqualTo(1);
    }

    /** Explains a model that adds its two inputs. */
    private static final class Contributions implements Explainer {

        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public int groups() {
            return 1;
        }

        @Override
        public void explain(double[] row, double[] out) {
            System.arraycopy(row, 0, out, 0, 2);
            out[2] = 0;
        }
    }

    private MonitorBuilder monitor() {
        return Monitor.of(mlops, Airports.DEPLOYMENT, Airports.READER)
                .reference(Airports.training(4000, "ORD", "ATL", "SFO", "JFK"));
    }

    private MonitorBuilder watching(String name, PredictionLoss loss) {
        return Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                .named(name)
                .reference(Traffic.training())
                .maturity(Duration.ofHours(12))
                .conceptDrift(loss);
    }

    private Monitor caughtUp(MonitorBuilder builder) {
        Monitor monitor = builder.open();
        now = Airports.START.plus(Duration.ofDays(2));
        monitor.catchUp();
        return monitor;
    }

    private static Table landed(String flight, Instant at, boolean late) {
        return Table.builder(Airports.LANDED).add(flight, at, late).build();
    }

    private static Signal first(Monitor monitor, String name) {
        return monitor.signals(name).get(0);
    }

    private static double value(Monitor monitor, String name) {
        return first(monitor, name).value();
    }
}
