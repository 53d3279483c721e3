// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.pipeline.Verdict.Outcome;

/** The gate for fairness within the level of its suite. */
class FairnessGateTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("candidate", DataType.FLOAT64),
            Field.of("champion", DataType.FLOAT64),
            Field.of("group", DataType.STRING),
            Field.of("late", DataType.BOOLEAN));

    /** Two groups of which one is taken for positive so much less often, whatever is true. */
    private static Trial trial(SplittableRandom random, int rows, double difference) {
        Table.Builder table = Table.builder(SCHEMA);
        for (int row = 0; row < rows; row++) {
            boolean first = row % 2 == 0;
            double share = first ? 0.5 : 0.5 - difference;
            table.add(random.nextDouble() < share ? 0.9 : 0.1, 0.5, first ? "a" : "b", random.nextBoolean());
        }
        return Trial.of(table.build(), "candidate", "champion", "late");
    }

    private static Map<Outcome, Integer> outcomes(double alpha, double difference, int runs, long seed) {
        GateSuite suite = GateSuite.at(alpha).with(Gates.fair("group", 0.5));
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(seed + run);
            outcomes.merge(suite.judge(trial(random, 600, difference)).outcome(), 1, Integer::sum);
        }
        return outcomes;
    }

    /** Parity and opportunity are exactly at their bound of 0.1, and the ratio is at four fifths. */
    @ParameterizedTest
    @CsvSource({"0.2, 1", "0.05, 2", "0.01, 3"})
    void aCandidateAtTheBoundsFailsAndPassesAtMostAsOftenAsTheLevelOfTheSuite(double alpha, long seed) {
        int runs = 600;
        Map<Outcome, Integer> outcomes = outcomes(alpha, 0.1, runs, seed);
        double most = runs * alpha + 3 * Math.sqrt(runs * alpha * (1 - alpha));
        assertThat(outcomes.getOrDefault(Outcome.FAIL, 0))
                .as("level %s, seed %d: %s", alpha, seed, outcomes)
                .isLessThanOrEqualTo((int) most);
        assertThat(outcomes.getOrDefault(Outcome.PASS, 0))
                .as("level %s, seed %d: %s", alpha, seed, outcomes)
                .isLessThanOrEqualTo((int) most);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 4", "0.01, 5"})
    void whatIsFarBeyondTheBoundsFailsAtAnyLevel(double alpha, long seed) {
        assertThat(outcomes(alpha, 0.35, 50, seed).getOrDefault(Outcome.FAIL, 0))
                .as("seed %d", seed)
                .isGreaterThanOrEqualTo(48);
    }
}
