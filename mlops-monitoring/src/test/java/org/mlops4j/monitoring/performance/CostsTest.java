// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

class CostsTest {

    @Test
    void theBestThresholdOfCalibratedScoresIsTheOneThatTheCostsImply() {
        Random random = new Random(91);
        double[] scores = random.doubles(40_000).toArray();
        boolean[] labels = new boolean[scores.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextDouble() < scores[row];
        }
        BinaryScores rows = BinaryScores.of(scores, labels);
        BinaryCosts costs = BinaryCosts.ofMistakes(1, 4);

        assertThat(costs.probabilityThreshold()).isEqualTo(0.2);
        assertThat(costs.bestThreshold(rows)).isCloseTo(0.2, within(0.05));
        Estimate best = costs.expectedCost(Confusion.of(rows, costs.bestThreshold(rows)));
        assertThat(best.value())
                .isLessThanOrEqualTo(costs.expectedCost(Confusion.of(rows, 0.2)).value())
                .isLessThan(costs.expectedCost(Confusion.of(rows, 0.5)).value());
    }

    @Test
    void ifActingNeverPaysTheBestThresholdIsInfinite() {
        BinaryScores negative = BinaryScores.of(new double[] {0.9, 0.4}, new boolean[2]);

        assertThat(BinaryCosts.ofMistakes(1, 1).bestThreshold(negative)).isInfinite();
        assertThat(BinaryCosts.ofMistakes(1, 1)
                        .expectedCost(Confusion.of(negative, Double.POSITIVE_INFINITY))
                        .value())
                .isZero();
    }

    @Test
    void costsOfSeveralClassesAreThoseOfTheCells() {
        CostMatrix costs = CostMatrix.of(List.of("a", "b", "c"), new double[][] {{0, 1, 9}, {2, -1, 3}, {4, 4, 0}});
        ConfusionMatrix decisions = ConfusionMatrix.of(
                ClassDecisions.of(new String[] {"a", "c", "b", "b"}, new String[] {"a", "a", "b", "c"}));

        Estimate cost = costs.expectedCost(decisions);
        assertThat(cost.value()).isEqualTo((0 + 9 - 1 + 4) / 4.0);
        Estimate mean = Estimate.mean("expectedCost", 0, 9, -1, 4);
        assertThat(cost.low()).isCloseTo(mean.low(), within(1e-12));
        assertThat(costs.cheapest(0.5, 0.3, 0.2)).isEqualTo(1);
        assertThat(costs.expectedCost(ConfusionMatrix.of(costs.classes(), new long[3][3]))
                        .reason())
                .isEqualTo("there are no rows");
    }

    @Test
    void costsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> BinaryCosts.ofMistakes(0, 1))
                .isInstanceOf(InvalidException.class)
                .hasMessageStartingWith("a wrong decision must cost more than the right one");
        assertThatThrownBy(() -> CostMatrix.of(List.of("a"), new double[][] {{Double.NaN}}))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> CostMatrix.of(List.of("x", "y"), new double[2][2])
                        .expectedCost(new Confusion(0.5, 1, 1, 1, 1).matrix()))
                .isInstanceOf(InvalidException.class)
                .hasMessage("costs of [x, y] do not fit decisions on [negative, positive]");
    }

    @Test
    void aMetricOfTheBusinessIsAFunctionOfOutputLabelAndInput() {
        Table rows = Table.builder(Schema.of(
                        Field.of("score", DataType.FLOAT64),
                        Field.nullable("paid", DataType.INT64),
                        Field.of("amount", DataType.FLOAT64)))
                .add(0.9, 1L, 100.0)
                .add(0.8, 0L, 50.0)
                .add(0.2, 1L, 30.0)
                .add(0.7, null, 1_000.0)
                .build();
        // A loan is given from 0.5 on and earns a tenth, or is lost.
        BusinessMetric profit = new BusinessMetric(
                "profit",
                (score, paid, loan) ->
                        score < 0.5 ? 0 : paid == 1 ? 0.1 * loan.number("amount") : -loan.number("amount"));

        Estimate sum = profit.sum(rows, "score", "paid");
        Estimate mean = profit.mean(rows, "score", "paid");

        assertThat(sum.value()).isCloseTo(10 - 50, within(1e-12));
        assertThat(sum.rows()).isEqualTo(3);
        assertThat(mean.value()).isCloseTo(-40 / 3.0, within(1e-12));
        assertThat(sum.low()).isCloseTo(3 * mean.low(), within(1e-12));
        assertThat(profit.mean(new double[0], new double[0], rows.slice(0, 0)).reason())
                .isEqualTo("there are no rows");
        assertThatThrownBy(() -> profit.mean(new double[1], new double[1], rows))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void theTestsOfCalibrationKeepTheirLevelAndFindOverconfidence() {
        Random random = new Random(92);
        int spiegelhalter = 0;
        int hosmerLemeshow = 0;
        int found = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            double[] scores = random.doubles(300).toArray();
            boolean[] labels = new boolean[300];
            double[] overconfident = new double[300];
            for (int row = 0; row < 300; row++) {
                labels[row] = random.nextDouble() < scores[row];
                overconfident[row] = Math.max(0, Math.min(1, 0.5 + 1.4 * (scores[row] - 0.5)));
            }
            BinaryScores rows = BinaryScores.of(scores, labels);
            spiegelhalter += CalibrationTest.spiegelhalter(rows).pValue() < 0.05 ? 1 : 0;
            hosmerLemeshow += CalibrationTest.hosmerLemeshow(rows).pValue() < 0.05 ? 1 : 0;
            found += CalibrationTest.spiegelhalter(BinaryScores.of(overconfident, labels))
                                    .pValue()
                            < 0.05
                    ? 1
                    : 0;
        }
        assertThat(spiegelhalter).isBetween(30, 72);
        assertThat(hosmerLemeshow).isBetween(30, 72);
        assertThat(found).isGreaterThan(900);
    }

    @Test
    void surenessIsJudgedToo() {
        BinaryScores right = BinaryScores.of(new double[] {0, 1}, new boolean[] {false, true});
        BinaryScores wrong = BinaryScores.of(new double[] {0, 1}, new boolean[] {true, false});

        assertThat(CalibrationTest.spiegelhalter(right).reason()).isEqualTo("all scores are 0, 0.5 or 1");
        assertThat(CalibrationTest.hosmerLemeshow(right).pValue()).isEqualTo(1.0);
        assertThat(CalibrationTest.hosmerLemeshow(wrong).pValue()).isZero();
        assertThat(CalibrationTest.hosmerLemeshow(BinaryScores.of(new double[] {3}, new boolean[1]))
                        .reason())
                .isEqualTo("a score is not in [0, 1]");
        assertThat(BrierDecomposition.of(BinaryScores.of(new double[0], new boolean[0]))
                        .reliability())
                .isNaN();
    }

    @Test
    void binsOfACalibrationHaveIntervals() {
        CalibrationBin bin = new CalibrationBin(10, 0.1, 0.3, 0.2, 0.4);

        assertThat(bin.positives()).isEqualTo(Estimate.share("positiveShare", 4, 10, ""));
    }
}
