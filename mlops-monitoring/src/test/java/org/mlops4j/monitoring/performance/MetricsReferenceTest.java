// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.monitoring.Reference;

class MetricsReferenceTest {

    private static final Reference SKLEARN = Reference.open("metrics");

    @ParameterizedTest
    @ValueSource(strings = {"three", "ties", "unused"})
    void metricsOfSeveralClassesEqualScikitLearnAndTheirIntervalsTheDefinitions(String name) {
        MultiClassPerformance performance = MultiClassPerformance.of(scores(name));

        for (Estimate estimate : performance.estimates()) {
            if (SKLEARN.has(name + "." + estimate.metric())) {
                assertEquals(estimate, SKLEARN.numbers(name + "." + estimate.metric()));
            }
        }
        assertThat(performance.find("pairwiseAuc").orElseThrow().defined()).isNotEqualTo(name.equals("unused"));
        assertThat(SKLEARN.has(name + ".macroAuc")).isNotEqualTo(name.equals("unused"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "ties", "unused"})
    void countsAndMetricsOfEachClassEqualScikitLearn(String name) {
        ConfusionMatrix matrix = ConfusionMatrix.of(scores(name).decisions());
        long[] counts = SKLEARN.counts(name + ".confusion");
        int classes = matrix.classes().size();

        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                assertThat(matrix.count(i, j)).isEqualTo(counts[i * classes + j]);
            }
            for (Estimate estimate : List.of(matrix.precision(i), matrix.recall(i), matrix.f1(i))) {
                String key = name + "." + estimate.metric() + "." + i;
                assertThat(estimate.defined()).isEqualTo(SKLEARN.has(key));
                if (estimate.defined()) {
                    assertEquals(estimate, SKLEARN.numbers(key));
                }
            }
        }
        assertEquals(matrix.recall(Average.WEIGHTED), SKLEARN.numbers(name + ".weightedRecall"));
        assertThat(matrix.f1(Average.MICRO).value()).isEqualTo(matrix.accuracy().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "ties"})
    void theSecondGuessCountsAsInScikitLearn(String name) {
        Estimate second = MultiClassPerformance.topK(scores(name), 2);

        if (name.equals("three")) {
            assertEquals(second, SKLEARN.numbers("three.top2Accuracy"));
        }
        assertThat(MultiClassPerformance.topK(scores(name), 1).value())
                .isEqualTo(MultiClassPerformance.of(scores(name))
                        .confusion()
                        .accuracy()
                        .value());
        assertThat(MultiClassPerformance.topK(scores(name), 4).value()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smooth", "tied"})
    void decisionsAndRankingsOfABinaryClassifierEqualScikitLearn(String name) {
        String key = "binary." + name + ".";
        double[] numbers = SKLEARN.numbers(key + "labels");
        boolean[] labels = new boolean[numbers.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = numbers[row] == 1;
        }
        BinaryScores scores = BinaryScores.of(SKLEARN.numbers(key + "scores"), labels);
        Confusion confusion = Confusion.of(scores, 0.5);

        assertEquals(BinaryMetrics.averagePrecision().of(scores), SKLEARN.number(key + "averagePrecision"));
        assertEquals(BinaryMetrics.kolmogorovSmirnov().of(scores), SKLEARN.number(key + "ks"));
        assertEquals(confusion.falsePositiveRate(), SKLEARN.numbers(key + "falsePositiveRate"));
        assertEquals(confusion.selectionRate(), SKLEARN.numbers(key + "selectionRate"));
        List<Estimate> checked = new ArrayList<>();
        for (Estimate estimate : confusion.estimates()) {
            if (SKLEARN.has(key + estimate.metric())) {
                assertEquals(estimate, SKLEARN.numbers(key + estimate.metric()));
                checked.add(estimate);
            }
        }
        assertThat(checked).hasSize(6);
    }

    @Test
    void metricsOfNumbersEqualScikitLearn() {
        Predictions rows =
                Predictions.of(SKLEARN.numbers("regression.predictions"), SKLEARN.numbers("regression.truths"));
        RegressionPerformance performance = RegressionPerformance.of(rows);

        for (String metric : List.of("medianAbsoluteError", "r2", "explainedVariance")) {
            assertEquals(performance.find(metric).orElseThrow(), SKLEARN.numbers("regression." + metric));
        }
        assertEquals(RegressionPerformance.quantileLoss(rows, 0.9), SKLEARN.numbers("regression.quantileLoss"));
        assertEquals(RegressionPerformance.huberLoss(rows, 2), SKLEARN.numbers("regression.huberLoss"));
    }

    private static ClassScores scores(String name) {
        double[] labels = SKLEARN.numbers(name + ".labels");
        double[] flat = SKLEARN.numbers(name + ".scores");
        int classes = flat.length / labels.length;
        double[][] scores = new double[labels.length][];
        Arrays.setAll(scores, row -> Arrays.copyOfRange(flat, row * classes, (row + 1) * classes));
        return ClassScores.of(
                List.of("0", "1", "2", "3").subList(0, classes),
                scores,
                Arrays.stream(labels)
                        .mapToObj(label -> Integer.toString((int) label))
                        .toArray(String[]::new));
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
