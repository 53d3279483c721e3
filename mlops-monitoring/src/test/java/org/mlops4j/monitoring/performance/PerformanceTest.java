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
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

class PerformanceTest {

    @Test
    void withoutRowsEverythingIsUndefinedForAReason() {
        BinaryPerformance performance = BinaryPerformance.of(BinaryScores.of(new double[0], new boolean[0]));

        assertThat(performance.estimates()).allSatisfy(estimate -> {
            assertThat(estimate.value()).isNaN();
            assertThat(estimate.reason()).isEqualTo("there are no rows");
        });
        assertThat(RegressionPerformance.of(new double[0], new double[0]).estimates())
                .allSatisfy(estimate -> assertThat(estimate.reason()).isEqualTo("there are no rows"));
        assertThat(Confusion.of(BinaryScores.of(new double[0], new boolean[0]), 0.5)
                        .precision()
                        .reason())
                .isEqualTo("no row was taken for positive");
    }

    @Test
    void oneLabelOnlyLeavesTheAucUndefined() {
        Estimate auc = BinaryPerformance.auc(BinaryScores.of(new double[] {0.1, 0.9}, new boolean[] {true, true}));

        assertThat(auc.defined()).isFalse();
        assertThat(auc.reason()).isEqualTo("all 2 labels are the same");
    }

    @Test
    void rowsWithoutScoreOrLabelAreLeftOutAndCounted() {
        Table table = Table.builder(
                        Schema.of(Field.nullable("score", DataType.FLOAT64), Field.nullable("late", DataType.INT64)))
                .add(0.9, 1L)
                .add(null, 1L)
                .add(Double.NaN, 0L)
                .add(0.4, null)
                .add(0.1, 0L)
                .build();

        BinaryPerformance performance = BinaryPerformance.of(BinaryScores.of(table, "score", "late"));

        assertThat(performance.rows()).isEqualTo(2);
        assertThat(performance.skipped()).isEqualTo(3);
        assertThat(performance.auc().value()).isEqualTo(1.0);
    }

    @Test
    void labelsOtherThanZeroAndOneAreRefused() {
        Table table = Table.of(
                Schema.of(Field.of("score", DataType.FLOAT64), Field.of("label", DataType.INT64)),
                List.of(DoubleColumn.of(0.1, 0.2), LongColumn.of(1, 2)));

        assertThatThrownBy(() -> BinaryScores.of(table, "score", "label"))
                .isInstanceOf(InvalidException.class)
                .hasMessage("a label must be 0 or 1, or true or false; row 1 has 2.0");
    }

    @Test
    void surePredictionsThatWereWrongCostALotButNotInfinitelyMuch() {
        BinaryScores wrong = BinaryScores.of(new double[] {0, 1}, new boolean[] {true, false});

        assertThat(BinaryPerformance.logLoss(wrong).value()).isCloseTo(52 * Math.log(2), within(1e-12));
    }

    @Test
    void marginsAreNoProbabilities() {
        BinaryScores margins =
                BinaryScores.of(new double[] {-3, 2, 5, -0.0, 0.0}, new boolean[] {false, true, true, true, false});

        BinaryPerformance performance = BinaryPerformance.of(margins);

        assertThat(performance.auc().value()).isCloseTo(5.5 / 6, within(1e-15));
        assertThat(performance.logLoss().reason()).isEqualTo("a score is not in [0, 1]");
        assertThat(performance.calibration().bins()).isEmpty();
    }

    @Test
    void infiniteScoresHaveARank() {
        BinaryScores scores = BinaryScores.of(
                new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MAX_VALUE},
                new boolean[] {false, true, true});

        assertThat(BinaryPerformance.auc(scores).value()).isEqualTo(1.0);
    }

    @Test
    void theSameModelIsNotWorseByAnyMarginAndNotBetter() {
        BinaryScores scores =
                BinaryScores.of(new double[] {0.2, 0.4, 0.6, 0.8}, new boolean[] {false, true, false, true});
        PairedComparison same = PairedComparison.auc(scores, scores);

        assertThat(same.gain()).isZero();
        assertThat(same.pValueNotWorseBy(0.005)).isZero();
        assertThat(same.pValueNotWorseBy(0)).isEqualTo(1.0);
        assertThat(same.pValueWorse()).isEqualTo(1.0);
        assertThat(same.pValueDifferent()).isEqualTo(1.0);
    }

    @Test
    void modelsAreComparedOnTheSameRowsOnly() {
        BinaryScores one = BinaryScores.of(new double[] {0.1, 0.2, Double.NaN}, new boolean[] {true, false, true});
        BinaryScores other = BinaryScores.of(new double[] {Double.NaN, 0.2, 0.1}, new boolean[] {true, false, true});

        assertThatThrownBy(() -> PairedComparison.auc(one, other)).isInstanceOf(InvalidException.class);
        assertThat(PairedComparison.auc(one, one).reason()).isEqualTo("needs two rows of each label, has 1 of one");
    }

    @Test
    void intervalsHoldTheTruthAboutNineteenTimesInTwenty() {
        Random random = new Random(42);
        int held = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            double[] scores = new double[200];
            boolean[] labels = new boolean[200];
            for (int i = 0; i < scores.length; i++) {
                labels[i] = random.nextInt(3) == 0;
                scores[i] = random.nextGaussian() + (labels[i] ? 1 : 0);
            }
            Estimate auc = BinaryPerformance.auc(BinaryScores.of(scores, labels));
            // The area of two unit normals one apart is Φ(1/√2).
            held += auc.low() <= 0.760249938906524 && 0.760249938906524 <= auc.high() ? 1 : 0;
        }
        assertThat(held).isBetween(930, 970);
    }

    @Test
    void aWorseModelPassesTheTestAtTheMarginAsRarelyAsTheLevelSays() {
        Random random = new Random(43);
        int passed = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            double[] one = new double[400];
            double[] other = new double[400];
            boolean[] labels = new boolean[400];
            for (int i = 0; i < one.length; i++) {
                labels[i] = random.nextBoolean();
                double signal = random.nextGaussian() + (labels[i] ? 1 : 0);
                one[i] = signal;
                other[i] = signal + 0.5 * random.nextGaussian();
            }
            // Noise of half a deviation takes the area from Φ(1/√2) to Φ(1/√2.5).
            double lost = 0.760249938906524 - 0.736455371567231;
            passed += PairedComparison.auc(BinaryScores.of(one, labels), BinaryScores.of(other, labels))
                                    .pValueNotWorseBy(lost)
                            < 0.05
                    ? 1
                    : 0;
        }
        assertThat(passed).isBetween(30, 72);
    }
}
