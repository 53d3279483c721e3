// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.monitoring.Reference;

class PerformanceReferenceTest {

    private static final Reference SKLEARN = Reference.open("performance");

    @ParameterizedTest
    @ValueSource(strings = {"small", "smooth", "ties"})
    void metricsAndIntervalsEqualScikitLearnAndTheDefinitions(String name) {
        BinaryPerformance performance = BinaryPerformance.of(scores(name, "scores"));

        for (String metric : List.of("auc", "logLoss", "brier", "baseRate")) {
            assertEquals(performance.find(metric).orElseThrow(), SKLEARN.numbers(name + "." + metric));
        }
        assertEquals(performance.calibration().error().value(), SKLEARN.number(name + ".calibrationError"));
        assertThat(performance.calibration().bins().stream()
                        .mapToLong(CalibrationBin::rows)
                        .sum())
                .isEqualTo(performance.rows());
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "smooth", "ties"})
    void decisionsEqualTheDefinitions(String name) {
        Confusion confusion = Confusion.of(scores(name, "scores"), 0.5);

        for (Estimate estimate : List.of(confusion.accuracy(), confusion.precision(), confusion.recall())) {
            assertEquals(estimate, SKLEARN.numbers(name + "." + estimate.metric()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "smooth", "ties"})
    void comparisonsEqualANaiveDeLong(String name) {
        PairedComparison auc = PairedComparison.auc(scores(name, "scores"), scores(name, "other"));
        double[] expected = SKLEARN.numbers(name + ".aucGain");

        assertEquals(auc.gain(), expected[0]);
        assertEquals(auc.standardError(), expected[1]);
        assertEquals(auc.pValueNotWorseBy(0.01), expected[2]);
        assertEquals(auc.pValueWorse(), expected[3]);
        assertEquals(auc.pValueDifferent(), expected[4]);

        PairedComparison logLoss = PairedComparison.logLoss(scores(name, "scores"), scores(name, "other"));
        double[] losses = SKLEARN.numbers(name + ".logLossGain");
        assertEquals(logLoss.gain(), losses[0]);
        assertEquals(logLoss.standardError(), losses[1]);
        assertEquals(logLoss.pValueNotWorseBy(0.01), losses[2]);
    }

    @Test
    void regressionEqualsTheDefinitions() {
        RegressionPerformance performance = RegressionPerformance.of(
                SKLEARN.numbers("regression.predictions"), SKLEARN.numbers("regression.truths"));

        for (Estimate estimate : List.of(performance.mae(), performance.rmse(), performance.bias())) {
            assertEquals(estimate, SKLEARN.numbers("regression." + estimate.metric()));
        }
    }

    private static BinaryScores scores(String name, String which) {
        double[] numbers = SKLEARN.numbers(name + ".labels");
        boolean[] labels = new boolean[numbers.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = numbers[i] == 1;
        }
        return BinaryScores.of(SKLEARN.numbers(name + "." + which), labels);
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
