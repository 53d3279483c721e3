// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expression.JavaFunctions;

class OnlineReaderPropertyTest {

    @TempDir
    private static Path directory;

    private static Mlops mlops;

    @BeforeAll
    static void open() {
        mlops = Mlops.open(directory);
    }

    @AfterAll
    static void close() {
        mlops.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 80);
    }

    /** Events come in any order, each at the latest when it becomes available; reads go back by up to 5 ns. */
    @ParameterizedTest
    @MethodSource("seeds")
    void servesTheBitsOfTheTrainingRow(long seed) {
        Scenario scenario = new Scenario(seed);
        Table training = TrainingSet.of(scenario.service, scenario.history(), scenario.labelTable(), "time")
                .inputs();
        Random random = new Random(~seed);
        List<OnlineView> views = views(scenario);
        FeatureService service = random.nextBoolean()
                ? scenario.service
                : scenario.service.select("share", "count", "last_known", "x_mean");
        OnlineReader reader = reader(service, views);
        List<Step> steps = new ArrayList<>();
        for (Object[] event : scenario.events) {
            long available = Math.min((Long) event[2], (Long) event[3]);
            steps.add(new Step(available - random.nextInt(20) - 6, Row.of(Scenario.EVENTS, event), -1));
        }
        for (int label = 0; label < scenario.labels.size(); label++) {
            long time = (Long) scenario.labels.get(label)[3];
            steps.add(new Step(time + random.nextInt(6), Row.of(Scenario.LABELS, scenario.labels.get(label)), label));
        }
        steps.sort(Comparator.comparingLong(Step::moment));
        double[] vector = new double[reader.names().size()];
        for (Step step : steps) {
            if (step.label < 0) {
                for (OnlineView view : views) {
                    view.prepare(step.row);
                    view.push(step.row);
                }
                continue;
            }
            reader.read(step.row, (Long) scenario.labels.get(step.label)[3], vector);
            for (int f = 0; f < vector.length; f++) {
                double expected = training.doubles(reader.names().get(f)).get(step.label);
                assertThat(Double.doubleToLongBits(vector[f]))
                        .as("seed %d, %s of label %d: %s", seed, reader.names().get(f), step.label, expected)
                        .isEqualTo(Double.doubleToLongBits(expected));
            }
        }
    }

    /** Events come at random moments, many long after they became available: what has come, counts. */
    @ParameterizedTest
    @MethodSource("seeds")
    void countsEventsThatArePushedLate(long seed) {
        Scenario scenario = new Scenario(seed);
        Random random = new Random(~seed);
        OnlineView pairs = view(scenario.pairs, random.nextInt(3));
        OnlineReader reader = new OnlineReader(
                FeatureService.of("pairs", scenario.pairs), List.of(pairs.vectors()), JavaFunctions.none());
        List<Object[]> labels = new ArrayList<>(scenario.labels);
        labels.sort(Comparator.comparingLong(label -> (Long) label[3]));
        List<Object[]> pushed = new ArrayList<>();
        double[] vector = new double[reader.names().size()];
        for (Object[] label : labels) {
            for (int i = random.nextInt(6); i > 0 && pushed.size() < scenario.events.size(); i--) {
                pushed.add(scenario.events.get(pushed.size()));
                Row event = Row.of(Scenario.EVENTS, pushed.get(pushed.size() - 1));
                pairs.prepare(event);
                pairs.push(event);
            }
            reader.read(Row.of(Scenario.LABELS, label), (Long) label[3], vector);
            int at = 0;
            for (int f = 0; f < scenario.pairs.features().size(); f++) {
                for (double expected : Oracle.feature(scenario.pairs, f, pushed, label)) {
                    assertThat(Double.doubleToLongBits(vector[at]))
                            .as("seed %d, %s: %s", seed, reader.names().get(at), expected)
                            .isEqualTo(Double.doubleToLongBits(expected));
                    at++;
                }
            }
        }
    }

    /**
     * Two entities are in memory, the others in the store; states are stored now and then, some or all; the process
     * dies now and then, and what follows the position that was stored is pushed again.
     */
    @ParameterizedTest
    @MethodSource("lives")
    void statesThatWereStoredServeTheSameBits(long seed) {
        Scenario scenario = new Scenario(seed);
        FeatureView definition = seed % 2 == 0 ? scenario.pairs : scenario.sketches;
        FeatureService service = FeatureService.of("one", definition);
        Table training = TrainingSet.of(service, scenario.history(), scenario.labelTable(), "time")
                .inputs();
        Random random = new Random(~seed);
        OnlineView view = view(definition, 5);
        view.states().startOver();
        view.states().storePosition(0);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < scenario.events.size(); i++) {
            Object[] event = scenario.events.get(i);
            long available = Math.min((Long) event[2], (Long) event[3]);
            steps.add(new Step(available - random.nextInt(20) - 6, Row.of(Scenario.EVENTS, event), -1 - i));
        }
        for (int label = 0; label < scenario.labels.size(); label++) {
            long time = (Long) scenario.labels.get(label)[3];
            steps.add(new Step(time + random.nextInt(6), Row.of(Scenario.LABELS, scenario.labels.get(label)), label));
        }
        steps.sort(Comparator.comparingLong(Step::moment));
        OnlineReader reader = new OnlineReader(service, List.of(view.vectors()), JavaFunctions.none());
        double[] vector = new double[reader.names().size()];
        Table.Builder log = Table.builder(Scenario.EVENTS);
        for (Step step : steps) {
            if (step.label < 0) {
                log.add(scenario.events.get(-1 - step.label));
                view.push(log.build().slice(log.rowCount() - 1, log.rowCount()), log.rowCount());
                continue;
            }
            if (random.nextInt(6) == 0) {
                List<EntityKey> changed = view.states().changed();
                int some = random.nextInt(changed.size() + 1);
                view.states().store(changed.subList(0, some), step.moment);
                if (some == changed.size()) {
                    view.states().storePosition(log.rowCount());
                }
            }
            if (random.nextInt(12) == 0) {
                view = view(definition, 5);
                int known = (int) view.states().position();
                view.push(log.build().slice(known, log.rowCount()), known + 1);
                reader = new OnlineReader(service, List.of(view.vectors()), JavaFunctions.none());
            }
            reader.read(step.row, (Long) scenario.labels.get(step.label)[3], vector);
            for (int f = 0; f < vector.length; f++) {
                double expected = training.doubles(reader.names().get(f)).get(step.label);
                assertThat(Double.doubleToLongBits(vector[f]))
                        .as("seed %d, %s of label %d: %s", seed, reader.names().get(f), step.label, expected)
                        .isEqualTo(Double.doubleToLongBits(expected));
            }
        }
    }

    static LongStream lives() {
        return LongStream.range(0, 40);
    }

    @Test
    void aReadTooFarBackIsRefused() {
        Scenario scenario = new Scenario(1);
        List<OnlineView> views = views(scenario);
        OnlineView pairs = views.get(0);
        OnlineReader reader = reader(scenario.service, views);
        Row event = Row.of(Scenario.EVENTS, 1L, "3", 10L, 10L, 1.0, true);
        pairs.prepare(event);
        pairs.push(event);
        Row request = Row.of(reader.request(), 1L, "3", null);
        double[] vector = new double[reader.names().size()];
        reader.read(request, 100, vector);
        reader.read(request, 95, vector);
        assertThatThrownBy(() -> reader.read(request, 94, vector))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("pairs");
    }

    @Test
    void aRequestThatDoesNotFitNamesTheField() {
        Scenario scenario = new Scenario(1);
        OnlineReader reader = reader(scenario.service, views(scenario));
        double[] vector = new double[reader.names().size()];
        assertThatThrownBy(() -> reader.read(Row.of(reader.request().without("amount"), 1L, "3"), 0, vector))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("amount");
    }

    private static List<OnlineView> views(Scenario scenario) {
        return scenario.service.views().stream().map(view -> view(view, 5)).toList();
    }

    private static OnlineReader reader(FeatureService service, List<OnlineView> views) {
        return new OnlineReader(service, views.stream().map(OnlineView::vectors).toList(), JavaFunctions.none());
    }

    private static OnlineView view(FeatureView view, long back) {
        return new OnlineView(
                view, Duration.ofNanos(back), new OnlineSettings(mlops.online(), 2, JavaFunctions.none()));
    }

    private record Step(long moment, Row row, int label) {}
}
