// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.monitoring.quality.Constraint.between;
import static org.mlops4j.monitoring.quality.Constraint.fresh;
import static org.mlops4j.monitoring.quality.Constraint.notNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.pipeline.Verdict;

class DataQualityGateTest {

    private static final Instant DEPARTED = Instant.parse("2026-03-03T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(DEPARTED.plus(Duration.ofHours(1)));

    private static final Table SCORED = Table.builder(Schema.of(
                    Field.of("late", DataType.BOOLEAN),
                    Field.of("candidate", DataType.FLOAT64),
                    Field.of("champion", DataType.FLOAT64)))
            .add(true, 0.9, 0.8)
            .build();

    private static Verdict judge(List<Constraint> constraints, Double... delays) {
        Table.Builder training = Table.builder(
                Schema.of(Field.nullable("delay", DataType.FLOAT64), Field.of("departed", DataType.TIMESTAMP)));
        for (Double delay : delays) {
            training.add(delay, DEPARTED);
        }
        Trial trial = Trial.of(SCORED, "candidate", "champion", "late").trainedOn(training.build());
        return Gates.trainingDataKeeps(constraints, CLOCK).judge(trial, 0.05);
    }

    @Test
    void dataThatKeepTheirConstraintsPass() {
        Verdict verdict = judge(List.of(notNull("delay"), fresh("departed", Duration.ofHours(2))), 5.0, 7.0);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(verdict.evidence().get("results").list()).hasSize(2);
        assertThat(verdict.evidence().get("at").instant()).isEqualTo(CLOCK.instant());
    }

    @Test
    void dataThatDoNotFailWithEachReasonAndNoValues() {
        Verdict verdict = judge(
                List.of(notNull("delay"), between("delay", 0, 100), fresh("departed", Duration.ofMinutes(5))),
                5.0,
                null,
                98_765.0);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAIL);
        assertThat(verdict.reason()).contains("1 of 3 rows", "1 of 2 rows", "PT1H old");
        assertThat(verdict.toDocument().toString()).doesNotContain("98765", "98_765", "9.8765");
    }

    @Test
    void aShareThatIsToleratedPasses() {
        assertThat(judge(List.of(notNull("delay").exceptShare(0.5)), 5.0, null).outcome())
                .isEqualTo(Verdict.Outcome.PASS);
    }

    @Test
    void noDataIsNeverAPass() {
        Verdict verdict = judge(List.of(notNull("delay")));
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
        assertThat(verdict.evidence().get("moreRows").whole()).isPositive();
        assertThat(judge(List.of(between("delay", 0, 100)), null, null).outcome())
                .isEqualTo(Verdict.Outcome.INCONCLUSIVE);
    }

    @Test
    void itTakesNothingOfTheLevelAndNeedsConstraintsAndTrainingData() {
        assertThat(Gates.trainingDataKeeps(List.of(notNull("delay")), CLOCK).random())
                .isFalse();
        assertThatThrownBy(() -> Gates.trainingDataKeeps(List.of(), CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
        Trial without = Trial.of(SCORED, "candidate", "champion", "late");
        assertThatThrownBy(() -> Gates.trainingDataKeeps(List.of(notNull("delay")), CLOCK)
                        .judge(without, 0.05))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("trainedOn");
    }
}
