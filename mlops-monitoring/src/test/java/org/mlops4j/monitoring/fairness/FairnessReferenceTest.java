// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.performance.BinaryCosts;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.BrierDecomposition;
import org.mlops4j.monitoring.performance.CalibrationTest;
import org.mlops4j.monitoring.performance.Confusion;
import org.mlops4j.monitoring.performance.Estimate;

class FairnessReferenceTest {

    private static final Reference REFERENCE = Reference.open("fairness");

    @ParameterizedTest
    @ValueSource(strings = {"large", "small"})
    void differencesAndIntervalsEqualStatsmodels(String name) {
        FairnessReport report = FairnessReport.of(
                new GroupedScores(Map.of("a", scores(name, "a"), "b", scores(name, "b")), 0),
                FairnessPolicy.at(0.5).withMinimumRows(10));

        assertThat(report.reference()).isEqualTo("a");
        assertThat(report.findings()).hasSize(7);
        for (FairnessFinding finding : report.findings()) {
            String key = finding.criterion() == FairnessCriterion.CALIBRATION ? finding.group() + "." : "";
            Estimate estimate = finding.estimate();
            assertEquals(estimate, REFERENCE.numbers(name + "." + key + estimate.metric()));
        }
    }

    @ParameterizedTest
    @CsvSource({"large,a", "large,b", "small,a", "small,b"})
    void calibrationAndCostsEqualTheDefinitions(String name, String group) {
        BinaryScores scores = scores(name, group);
        String key = name + "." + group + ".";

        assertEquals(CalibrationTest.spiegelhalter(scores), REFERENCE.numbers(key + "spiegelhalter"));
        assertEquals(CalibrationTest.hosmerLemeshow(scores), REFERENCE.numbers(key + "hosmerLemeshow"));
        assertEquals(
                BinaryPerformance.of(scores).calibration().maximumError().value(),
                REFERENCE.number(key + "maximumError"));
        BrierDecomposition parts = BrierDecomposition.of(scores);
        double[] expected = REFERENCE.numbers(key + "brier");
        assertEquals(parts.reliability(), expected[0]);
        assertEquals(parts.resolution(), expected[1]);
        assertEquals(parts.uncertainty(), expected[2]);
        assertThat(parts.withinBins()).isCloseTo(expected[3], Offset.offset(1e-14));

        BinaryCosts costs = new BinaryCosts(-2, 1, 0, 5);
        assertEquals(costs.expectedCost(Confusion.of(scores, 0.3)), REFERENCE.numbers(key + "expectedCost"));
        assertThat(costs.bestThreshold(scores)).isEqualTo(REFERENCE.number(key + "bestThreshold"));
    }

    private static BinaryScores scores(String name, String group) {
        double[] numbers = REFERENCE.numbers(name + "." + group + ".labels");
        boolean[] labels = new boolean[numbers.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = numbers[row] == 1;
        }
        return BinaryScores.of(REFERENCE.numbers(name + "." + group + ".scores"), labels);
    }

    private static void assertEquals(CalibrationTest actual, double[] expected) {
        assertEquals(actual.statistic(), expected[0]);
        assertEquals(actual.pValue(), expected[1]);
    }

    private static void assertEquals(Estimate actual, double[] expected) {
        assertEquals(actual.value(), expected[0]);
        assertEquals(actual.low(), expected[1]);
        assertEquals(actual.high(), expected[2]);
    }

    private static void assertEquals(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, twelveDigits(expected));
    }
}
