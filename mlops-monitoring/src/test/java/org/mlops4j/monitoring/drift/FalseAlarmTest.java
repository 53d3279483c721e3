// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/** Simulations of windows with and without drift, over twenty columns of many shapes. */
class FalseAlarmTest {

    private static final int COLUMNS = 20;

    /** So small an effect bound leaves the p-values alone to keep the alarms rare. */
    private static final DriftPolicy P_VALUES_ONLY = DriftPolicy.defaults()
            .withBounds(List.of(
                    new DriftPolicy.Bound(new KsTest(), 1e-9),
                    new DriftPolicy.Bound(new ChiSquareTest(), 1e-9),
                    new DriftPolicy.Bound(new MissingShareTest(), 1e-9)));

    @ParameterizedTest
    @CsvSource({"50, 50, 400", "200, 200, 200", "1000, 50, 100"})
    void aWindowWithoutDriftAlarmsAtMostOnceInAHundred(int referenceRows, int currentRows, int pairs) {
        assertAlarmsAreRare(referenceRows, currentRows, pairs);
    }

    @ParameterizedTest
    @Tag("stress")
    @CsvSource({"5000, 5000, 400", "2000, 100, 1000", "500, 1500, 1000", "20000, 50, 400"})
    void longerSimulationsSayTheSame(int referenceRows, int currentRows, int pairs) {
        assertAlarmsAreRare(referenceRows, currentRows, pairs);
    }

    @Test
    void smallChangesOfManyRowsAreSeenByTheTests() {
        assertThat(seen(0.08, 1)).isEqualTo(10);
        assertThat(seen(0, 1.1)).isEqualTo(10);
    }

    @Test
    void oneRowInAHundredThatMovesIntoTheTailIsSeen() {
        Random random = new Random(1);
        double[] before =
                random.doubles(100_000).map(any -> random.nextGaussian()).toArray();
        for (int seed = 2; seed < 12; seed++) {
            Random later = new Random(seed);
            double[] after = later.doubles(100_000)
                    .map(u -> later.nextGaussian() + (u < 0.01 ? 4 : 0))
                    .toArray();
            TwoSamples samples = TwoSamples.of(before, after);
            // A column has two tests, so that Holm's correction doubles the least p-value at the most.
            assertThat(2 * samples.measuredBy(new KsTest()).pValue())
                    .as("seed %s", seed)
                    .isLessThan(0.01);
            assertThat(100 * samples.measuredBy(new AndersonDarlingTest()).pValue())
                    .as("seed %s", seed)
                    .isLessThan(0.01);
        }
    }

    @Test
    void aShiftThatMattersIsFound() {
        int found = 0;
        for (int pair = 0; pair < 20; pair++) {
            Random random = new Random(pair);
            DriftReport report = Drift.between(
                    ReferenceProfile.of(table(random, 5_000, 0, 1)),
                    table(random, 1_000, 0.4, 1),
                    DriftPolicy.defaults());
            found += report.drifted().size() == 1
                            && report.drifted().get(0).column().equals("normal0")
                    ? 1
                    : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(19);
    }

    @Test
    void theRowsThatAreSaidToBeNeededAreEnoughFourTimesInFive() {
        int rows = (int)
                Drift.between(table(new Random(1), 300, 0, 1), table(new Random(2), 300, 0, 1), DriftPolicy.defaults())
                        .find("normal0")
                        .orElseThrow()
                        .results()
                        .get(0)
                        .neededRows();
        int seen = 0;
        for (int pair = 0; pair < 100; pair++) {
            Random random = new Random(pair);
            // D of two bell curves 0.2513 apart is 0.1, the bound.
            DriftResult result = Drift.between(table(random, rows, 0, 1), table(random, rows, 0.2513, 1), P_VALUES_ONLY)
                    .find("normal0")
                    .orElseThrow()
                    .results()
                    .get(0);
            seen += result.verdict() == DriftVerdict.DRIFT ? 1 : 0;
        }
        assertThat(seen).isBetween(72, 99);
    }

    private static void assertAlarmsAreRare(int referenceRows, int currentRows, int pairs) {
        int alarms = 0;
        int alarmsByCounts = 0;
        int alarmsByPolicy = 0;
        for (int pair = 0; pair < pairs; pair++) {
            Random random = new Random(1_000_003L * referenceRows + pair);
            ReferenceProfile reference = ReferenceProfile.of(table(random, referenceRows, 0, 1));
            Table current = table(random, currentRows, 0, 1);
            alarms += drifted(Drift.between(reference, current, P_VALUES_ONLY));
            alarmsByCounts += drifted(Drift.between(reference, reference.count(current), P_VALUES_ONLY));
            alarmsByPolicy += drifted(Drift.between(reference, current, DriftPolicy.defaults()));
        }
        // One in a hundred, and three standard errors of this simulation.
        double most = 0.01 * pairs + 3 * Math.sqrt(0.01 * 0.99 * pairs);
        assertThat((double) alarms).as("by values").isLessThanOrEqualTo(most);
        assertThat((double) alarmsByCounts).as("by counts").isLessThanOrEqualTo(most);
        assertThat((double) alarmsByPolicy).as("by the policy").isLessThanOrEqualTo(most);
    }

    private static int seen(double shift, double spread) {
        int seen = 0;
        for (int pair = 0; pair < 10; pair++) {
            Random random = new Random(pair);
            Schema schema = Schema.of(Field.of("normal0", DataType.FLOAT64));
            Table reference = table(random, schema, 100_000, 0, 1);
            Table current = table(random, schema, 100_000, shift, spread);
            double p = Drift.between(reference, current, P_VALUES_ONLY)
                    .columns()
                    .get(0)
                    .adjustedPValue();
            // As it would be among a hundred tests.
            seen += p * 50 < 0.01 ? 1 : 0;
        }
        return seen;
    }

    private static int drifted(DriftReport report) {
        return report.verdict() == DriftVerdict.DRIFT ? 1 : 0;
    }

    private static Table table(Random random, int rows, double shift, double spread) {
        Field[] fields = new Field[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            fields[i] = switch (i % 5) {
                case 0 -> Field.of("normal" + i, DataType.FLOAT64);
                case 1 -> Field.nullable("heavy" + i, DataType.FLOAT64);
                case 2 -> Field.of("ties" + i, DataType.INT64);
                case 3 -> Field.nullable("word" + i, DataType.STRING);
                default -> Field.of("rare" + i, DataType.BOOLEAN);
            };
        }
        return table(random, Schema.of(fields), rows, shift, spread);
    }

    private static Table table(Random random, Schema schema, int rows, double shift, double spread) {
        Table.Builder table = Table.builder(schema);
        Object[] row = new Object[schema.size()];
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = switch (c % 5) {
                    case 0 -> random.nextGaussian() * (c == 0 ? spread : 1) + (c == 0 ? shift : 0);
                    case 1 -> random.nextInt(50) == 0 ? null : Math.exp(3 * random.nextGaussian());
                    case 2 -> (long) Math.floor(-3 * Math.log(1 - random.nextDouble()));
                    case 3 ->
                        random.nextInt(1_000) == 0 ? null : "w" + (int) (Math.exp(random.nextDouble() * (1 + c)) - 1);
                    default -> random.nextInt(10 + 50 * c) == 0;
                };
            }
            table.add(row.clone());
        }
        return table.build();
    }
}
