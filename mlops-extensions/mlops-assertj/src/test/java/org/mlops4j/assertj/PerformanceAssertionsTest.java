// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.assertj.MlopsAssertions.assertThat;
import static org.mlops4j.assertj.MlopsAssertions.assertThatMetrics;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.RegressionPerformance;
import org.mlops4j.monitoring.ranking.RankingPerformance;

class PerformanceAssertionsTest {

    private static final Estimate AUC = new Estimate("auc", 0.71, 0.68, 0.74, 1_000, "");

    @Test
    void atLeastAsksForTheWholeInterval() {
        assertThat(AUC).isAtLeast(0.68).isAtMost(0.74);
        assertThatThrownBy(() -> assertThat(AUC).isAtLeast(0.7))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expecting auc to be at least 0.7, but it was 0.7100 with a 95 % interval of"
                        + " [0.6800, 0.7400] from 1000 rows: the interval reaches below it.");
        assertThatThrownBy(() -> assertThat(AUC).isAtMost(0.73)).hasMessageEndingWith("the interval reaches above it.");
    }

    @Test
    void notBelowFailsOnlyIfTheIntervalIsWhollyBelow() {
        assertThat(AUC).isNotBelow(0.74).isNotAbove(0.68);
        assertThatThrownBy(() -> assertThat(AUC).isNotBelow(0.75))
                .hasMessageEndingWith("the whole interval lies below it.");
        assertThatThrownBy(() -> assertThat(AUC).isNotAbove(0.67))
                .hasMessageEndingWith("the whole interval lies above it.");
    }

    @Test
    void theValueAloneMayBeAskedFor() {
        assertThat(AUC).hasValueAtLeast(0.71).hasValueAtMost(0.71);
        assertThatThrownBy(() -> assertThat(AUC).hasValueAtLeast(0.72)).hasMessageEndingWith("the value is less.");
        assertThatThrownBy(() -> assertThat(AUC).hasValueAtMost(0.7)).hasMessageEndingWith("the value is greater.");
    }

    @Test
    void whatIsUndefinedOrHasNoIntervalNeverPasses() {
        Estimate undefined = new Estimate("auc", Double.NaN, Double.NaN, Double.NaN, 7, "all 7 labels are the same");
        Estimate point = new Estimate("calibrationError", 0.02, Double.NaN, Double.NaN, 900, "");

        assertThatThrownBy(() -> assertThat(undefined).hasValueAtLeast(0))
                .hasMessage("Expecting auc to be of a value at least 0.0, but it was undefined from 7 rows:"
                        + " all 7 labels are the same.");
        assertThatThrownBy(() -> assertThat(undefined).isNotBelow(0)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(point).isAtMost(1))
                .hasMessageEndingWith("it has no interval, only its value can be checked.");
        assertThat(point).hasValueAtMost(0.05);
    }

    @Test
    void metricsOfAModelGoByName() {
        BinaryPerformance performance = BinaryPerformance.of(scores(5_000));

        assertThat(performance).hasMetricAtLeast("auc", 0.7).hasMetricAtMost("brier", 0.25);
        assertThatThrownBy(() -> assertThat(performance).as("candidate").hasMetricAtLeast("auc", 0.9))
                .hasMessageStartingWith("[candidate] Expecting auc to be at least 0.9, but it was 0.");
        assertThatThrownBy(() -> assertThat(performance).hasMetricAtLeast("f1", 0.9))
                .hasMessage("Expecting a metric 'f1', but there are only"
                        + " baseRate, auc, logLoss, brier, calibrationError.");
        assertThat(RegressionPerformance.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}))
                .hasMetricAtMost("rmse", 0);
        assertThat(new RankingPerformance(1_000, 0, 5, List.of(AUC))).hasMetricAtLeast("auc", 0.6);
        assertThatMetrics(List.of(AUC)).metric("auc").isNotBelow(0.7);
    }

    @Test
    void messagesAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThatThrownBy(() -> assertThat(AUC).isAtLeast(0.7)).hasMessageContaining("was 0.7100 with");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static BinaryScores scores(int rows) {
        Random random = new Random(4);
        double[] scores = new double[rows];
        boolean[] labels = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = random.nextDouble();
            labels[row] = random.nextDouble() < scores[row];
        }
        return BinaryScores.of(scores, labels);
    }
}
