// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

class TrainingSetPropertyTest {

    static LongStream seeds() {
        return LongStream.range(0, 70);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalsTheDefinitionToTheBit(long seed) {
        Scenario scenario = new Scenario(seed);
        TrainingSet training = train(scenario, scenario.eventTable());
        for (FeatureView view : List.of(scenario.pairs, scenario.singles)) {
            for (int f = 0; f < view.features().size(); f++) {
                String name = view.features().get(f).name();
                for (int row = 0; row < scenario.labels.size(); row++) {
                    double expected = Oracle.feature(view, f, scenario.events, scenario.labels.get(row));
                    assertThat(bits(training.table().doubles(name).get(row)))
                            .as("seed %d, feature %s, row %d: %s", seed, name, row, expected)
                            .isEqualTo(bits(expected));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void computesRequestFeaturesFromTheFeaturesBeforeThem(long seed) {
        Scenario scenario = new Scenario(seed);
        Table training = train(scenario, scenario.eventTable()).table();
        for (int row = 0; row < scenario.labels.size(); row++) {
            Double amount = (Double) scenario.labels.get(row)[4];
            double sum = training.doubles("sum").get(row);
            double sumLong = training.doubles("sum_long").get(row);
            double share = amount == null ? Double.NaN : sumLong / (sum + amount);
            double known = Double.isNaN(training.doubles("last").get(row)) ? 0 : 1;
            assertThat(bits(training.doubles("share").get(row)))
                    .as("seed %d, row %d", seed, row)
                    .isEqualTo(bits(share));
            assertThat(training.doubles("last_known").get(row))
                    .as("seed %d, row %d", seed, row)
                    .isEqualTo(known);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSelectedVectorHoldsTheSameBits(long seed) {
        Scenario scenario = new Scenario(seed);
        List<String> chosen = List.of("share", "max", "x_mean");
        Table events = scenario.eventTable();
        TrainingSet all = train(scenario, events);
        TrainingSet some = TrainingSet.of(
                scenario.service.select(chosen),
                Map.of("pairs", events, "singles", events),
                scenario.labelTable(),
                "time");
        assertThat(some.inputs().digest()).isEqualTo(all.inputs().select(chosen).digest());
        assertThat(some.audit()).isEqualTo(all.audit());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfEventsDoesNotMatter(long seed) {
        Scenario scenario = new Scenario(seed);
        TrainingSet training = train(scenario, scenario.eventTable());
        Collections.shuffle(scenario.events, new Random(~seed));
        assertThat(train(scenario, scenario.eventTable()).table().digest())
                .as("seed %d", seed)
                .isEqualTo(training.table().digest());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatBecomesKnownLaterChangesNoBit(long seed) {
        Scenario scenario = new Scenario(seed);
        Random random = new Random(~seed);
        Table labels = scenario.labelTable();
        for (int row = 0; row < labels.rowCount(); row += 7) {
            long time = (Long) scenario.labels.get(row)[3];
            List<Object[]> changed = scenario.events.stream()
                    .map(event -> {
                        Object[] other = event.clone();
                        if ((Long) event[3] > time) {
                            other[2] = (Long) event[2] - random.nextInt(20);
                            other[4] = random.nextGaussian();
                            other[5] = random.nextBoolean();
                        }
                        return other;
                    })
                    .toList();
            Table label = labels.slice(row, row + 1);
            Table before = pairs(scenario, scenario.eventTable(), label);
            Table after = pairs(scenario, Scenario.table(Scenario.EVENTS, changed), label);
            assertThat(after.digest()).as("seed %d, row %d", seed, row).isEqualTo(before.digest());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEveryRowInItsOrderAndPassesItsAudit(long seed) {
        Scenario scenario = new Scenario(seed);
        TrainingSet training = train(scenario, scenario.eventTable());
        Table labels = scenario.labelTable().without("amount");
        assertThat(training.table().select(labels.schema().names()).digest()).isEqualTo(labels.digest());
        assertThat(training.audit().features())
                .extracting(LeakAudit.FeatureLag::feature)
                .isEqualTo(training.features());
        assertThat(train(scenario, scenario.eventTable()).dataset("train")).isEqualTo(training.dataset("train"));
    }

    private static TrainingSet train(Scenario scenario, Table events) {
        return TrainingSet.of(
                scenario.service, Map.of("pairs", events, "singles", events), scenario.labelTable(), "time");
    }

    private static Table pairs(Scenario scenario, Table events, Table labels) {
        FeatureService service = FeatureService.of("pairs", scenario.pairs);
        return TrainingSet.of(service, Map.of("pairs", events), labels, "time").table();
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
