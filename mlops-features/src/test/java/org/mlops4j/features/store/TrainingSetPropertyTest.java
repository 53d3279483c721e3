// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.Table;
import org.mlops4j.features.Availability;
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
        TrainingSet training = train(scenario);
        for (FeatureView view : exact(scenario)) {
            for (int f = 0; f < view.features().size(); f++) {
                List<String> names = view.features().get(f).names();
                for (int row = 0; row < scenario.labels.size(); row++) {
                    double[] expected = Oracle.feature(view, f, scenario.events, scenario.labels.get(row));
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(bits(training.table().doubles(names.get(i)).get(row)))
                                .as("seed %d, feature %s, row %d: %s", seed, names.get(i), row, expected[i])
                                .isEqualTo(bits(expected[i]));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theAuditTellsHowCloseEachFeatureCame(long seed) {
        Scenario scenario = new Scenario(seed);
        Map<String, LeakAudit.FeatureLag> lags = train(scenario).audit().features().stream()
                .collect(Collectors.toMap(LeakAudit.FeatureLag::feature, lag -> lag));
        for (FeatureView view : scenario.service.views()) {
            for (int f = 0; f < view.features().size(); f++) {
                if (view.equals(scenario.sketches) && f > 1) {
                    continue;
                }
                Duration expected = Oracle.lag(view, f, scenario.events, scenario.labels);
                for (String name : view.features().get(f).names()) {
                    assertThat(lags.get(name)).as("seed %d", seed).isEqualTo(new LeakAudit.FeatureLag(name, expected));
                }
            }
        }
        assertThat(lags.get("share").findGreatestLag()).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void computesRequestFeaturesFromTheFeaturesBeforeThem(long seed) {
        Scenario scenario = new Scenario(seed);
        Table training = train(scenario).table();
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
        TrainingSet all = train(scenario);
        TrainingSet some =
                TrainingSet.of(scenario.service.select(chosen), scenario.history(), scenario.labelTable(), "time");
        assertThat(some.inputs().digest()).isEqualTo(all.inputs().select(chosen).digest());
        assertThat(some.audit()).isEqualTo(all.audit());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfEventsDoesNotMatter(long seed) {
        Scenario scenario = new Scenario(seed);
        TrainingSet training = train(scenario);
        Collections.shuffle(scenario.events, new Random(~seed));
        assertThat(train(scenario).table().digest())
                .as("seed %d", seed)
                .isEqualTo(training.table().digest());
    }

    /** Events that arrive after the label are changed in every part, taken out, and others are put in. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatBecomesKnownLaterChangesNoBit(long seed) {
        Scenario scenario = new Scenario(seed);
        Random random = new Random(~seed);
        Table labels = scenario.labelTable();
        for (FeatureView view : scenario.service.views()) {
            FeatureService service = FeatureService.of("one", view);
            // Every third of the labels fourteen rows apart, others for other seeds.
            for (int row = (int) (seed % 3) * 14; row < labels.rowCount(); row += 42) {
                long time = (Long) scenario.labels.get(row)[3];
                Table label = labels.slice(row, row + 1);
                Table before = TrainingSet.of(service, scenario.history(), label, "time")
                        .table();
                Table events = Scenario.table(Scenario.EVENTS, arrivedOtherwise(view, scenario.events, time, random));
                Table after = TrainingSet.of(service, Map.of(view.name(), events), label, "time")
                        .table();
                assertThat(after.digest())
                        .as("seed %d, view %s, row %d", seed, view.name(), row)
                        .isEqualTo(before.digest());
            }
        }
    }

    /** {@return the events, those that a view cannot know at a time in another way} */
    private static List<Object[]> arrivedOtherwise(FeatureView view, List<Object[]> events, long time, Random random) {
        List<Object[]> others = new ArrayList<>();
        for (Object[] event : events) {
            if (known(view, event) <= time) {
                others.add(event);
            } else {
                for (int copies = random.nextInt(3); copies > 0; copies--) {
                    others.add(later(view, time, random, event));
                }
            }
        }
        for (int more = random.nextInt(5); more > 0; more--) {
            others.add(later(view, time, random, events.get(random.nextInt(events.size()))));
        }
        Collections.shuffle(others, random);
        return others;
    }

    /** {@return an event of any entity that becomes known after a time, whenever it happened} */
    private static Object[] later(FeatureView view, long time, Random random, Object[] like) {
        Object[] other = {
            random.nextBoolean() ? like[0] : (Long) (long) (random.nextInt(4) - 1),
            random.nextBoolean() ? like[1] : "3",
            time - random.nextInt(20),
            time + 1 + random.nextInt(20),
            random.nextGaussian(),
            random.nextBoolean()
        };
        if (view.availability() instanceof Availability.After after) {
            // What happened after (time - delay) is known after time.
            other[2] = time - after.delay().toNanos() + 1 + random.nextInt(20);
        }
        return other;
    }

    private static long known(FeatureView view, Object[] event) {
        return view.availability() instanceof Availability.After after
                ? (Long) event[2] + after.delay().toNanos()
                : (Long) event[3];
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEveryRowInItsOrderAndPassesItsAudit(long seed) {
        Scenario scenario = new Scenario(seed);
        TrainingSet training = train(scenario);
        Table labels = scenario.labelTable().without("amount");
        assertThat(training.table().select(labels.schema().names()).digest()).isEqualTo(labels.digest());
        assertThat(training.audit().features())
                .extracting(LeakAudit.FeatureLag::feature)
                .isEqualTo(training.features());
        assertThat(train(scenario).dataset("train")).isEqualTo(training.dataset("train"));
    }

    private static TrainingSet train(Scenario scenario) {
        return TrainingSet.of(scenario.service, scenario.history(), scenario.labelTable(), "time");
    }

    private static List<FeatureView> exact(Scenario scenario) {
        return List.of(scenario.pairs, scenario.singles, scenario.upToNow);
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
