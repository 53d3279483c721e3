// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.quality.QualityVerdict.FAILED;
import static org.mlops4j.monitoring.quality.QualityVerdict.PASSED;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.profile.ReferenceProfile;

class SuggestionsTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("delay", DataType.FLOAT64),
            Field.of("price", DataType.FLOAT64),
            Field.of("carrier", DataType.STRING),
            Field.of("late", DataType.BOOLEAN),
            Field.of("id", DataType.STRING));

    @Test
    void theReferenceKeepsThem() {
        Table reference = flights(new Random(1), 1_000, 0.1);
        List<Constraint> constraints = Quality.suggest(ReferenceProfile.of(reference));

        assertThat(constraints)
                .extracting(Constraint::name)
                .containsExactly(
                        "not_null.delay",
                        "finite.delay",
                        "between.delay",
                        "not_null.price",
                        "finite.price",
                        "between.price",
                        "not_null.carrier",
                        "one_of.carrier",
                        "not_null.late",
                        "one_of.late",
                        "not_null.id");
        assertThat(check(reference, constraints).verdict()).isEqualTo(PASSED);
        assertThat(constraints.get(0).tolerated()).isBetween(0.1, 0.2);
        assertThat(constraints.get(3).tolerated()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "300, 300", "2000, 2000", "2000, 100"})
    void dataLikeTheReferenceKeepThem(int rows, int window) {
        Random random = new Random(rows);
        int cases = 100;
        int failed = 0;
        for (int i = 0; i < cases; i++) {
            List<Constraint> constraints = Quality.suggest(ReferenceProfile.of(flights(random, rows, 0.1)), window);
            failed += check(flights(random, window, 0.1), constraints).verdict() == PASSED ? 0 : 1;
        }
        assertThat(failed).as("of %s, seed %s", cases, rows).isLessThanOrEqualTo(3);
    }

    @Test
    void columnsThatLoseTheirValuesOrTurnToNonsenseAreCaught() {
        Table reference = flights(new Random(1), 1_000, 0);
        List<Constraint> constraints = Quality.suggest(ReferenceProfile.of(reference));

        Table lost = flights(new Random(2), 1_000, 0.95);
        assertThat(check(lost, constraints).find("not_null.delay").orElseThrow().verdict())
                .isEqualTo(FAILED);
        Table.Builder nonsense = Table.builder(SCHEMA);
        for (int row = 0; row < 100; row++) {
            nonsense.add(0.0, row < 2 ? Double.POSITIVE_INFINITY : 1e9, "??", false, "id");
        }
        QualityReport report = check(nonsense.build(), constraints);
        assertThat(report.notPassed())
                .extracting(result -> result.constraint().name())
                .containsExactly("finite.price", "between.price", "one_of.carrier");
    }

    @Test
    void emptyReferencesSuggestNothing() {
        assertThat(Quality.suggest(ReferenceProfile.of(Table.builder(SCHEMA).build())))
                .isEmpty();
    }

    private static QualityReport check(Table table, List<Constraint> constraints) {
        return Quality.check(table, constraints, Instant.EPOCH);
    }

    private static Table flights(Random random, int rows, double missing) {
        String[] carriers = {"AA", "UA", "WN", "DL"};
        Table.Builder table = Table.builder(SCHEMA);
        for (int row = 0; row < rows; row++) {
            table.add(
                    random.nextDouble() < missing ? null : random.nextGaussian(),
                    Math.exp(random.nextGaussian()),
                    carriers[random.nextInt(carriers.length)],
                    random.nextBoolean(),
                    "id" + random.nextInt());
        }
        return table.build();
    }
}
