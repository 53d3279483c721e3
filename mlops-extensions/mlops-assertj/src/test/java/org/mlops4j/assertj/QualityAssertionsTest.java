// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.assertj.MlopsAssertions.assertThat;
import static org.mlops4j.monitoring.quality.Constraint.between;
import static org.mlops4j.monitoring.quality.Constraint.fresh;
import static org.mlops4j.monitoring.quality.Constraint.notNull;
import static org.mlops4j.monitoring.quality.Constraint.unique;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

class QualityAssertionsTest {

    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Table FLIGHTS = Table.builder(Schema.of(
                    Field.nullable("carrier", DataType.STRING),
                    Field.of("delay", DataType.FLOAT64),
                    Field.of("departed", DataType.TIMESTAMP)))
            .add("AA", 3.0, NOON.minusSeconds(600))
            .add(null, 4_000.0, NOON.minusSeconds(300))
            .build();

    @Test
    void rowsThatKeepTheConstraintsPass() {
        assertThat(FLIGHTS)
                .satisfies(notNull("delay"), notNull("carrier").exceptShare(0.5))
                .satisfies(List.of(fresh("departed", Duration.ofMinutes(5))), NOON);
    }

    @Test
    void theMessageHasEachConstraintWithNumbersAndExamples() {
        assertThatThrownBy(() -> assertThat(FLIGHTS)
                        .as("flights of May")
                        .satisfies(unique("carrier"), notNull("carrier"), between("delay", -120, 3_000)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [flights of May] Expecting rows that keep all constraints, but of 2 rows, 2 of 3 constraints\
                         did not pass
                          carrier is not null: FAILED, 1 of 2 rows fail: row 1 (carrier=null)
                          delay is from -120.0 to 3000.0: FAILED, 1 of 2 rows fail: row 1 (delay=4000.0)""");
    }

    @Test
    void noRowsAreNoProof() {
        assertThatThrownBy(() -> assertThat(FLIGHTS.slice(0, 0)).satisfies(notNull("carrier")))
                .hasMessageEndingWith("carrier is not null: NO_DATA, 0 of 0 rows fail, there are no rows");
    }

    @Test
    void theAgeOfRowsNeedsAnInstant() {
        Instant later = NOON.plusSeconds(3_600);

        assertThatThrownBy(() -> assertThat(FLIGHTS).satisfies(fresh("departed", Duration.ofHours(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("satisfies(constraints, at)");
        assertThatThrownBy(() -> assertThat(FLIGHTS).satisfies(List.of(fresh("departed", Duration.ofHours(1))), later))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("it is PT1H5M old");
    }
}
