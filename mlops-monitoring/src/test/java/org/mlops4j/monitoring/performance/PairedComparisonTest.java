// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.error.InvalidException;

class PairedComparisonTest {

    private static final Metric<BinaryScores> BRIER =
            Metric.lowerIsBetter("brier", rows -> BinaryPerformance.brier(rows).value());
    private static final Metric<BinaryScores> AUC =
            Metric.higherIsBetter("auc", rows -> BinaryPerformance.auc(rows).value());

    @Test
    void equalModelsFailMcNemarsTestNoMoreOftenThanTheLevelSays() {
        Random random = new Random(51);
        int worse = 0;
        int better = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            PairedComparison comparison = twoModels(random, 150, 0.12, 0.12);
            worse += comparison.pValueWorse() <= 0.05 ? 1 : 0;
            better += comparison.pValueNotWorseBy(0) <= 0.05 ? 1 : 0;
        }
        assertThat(worse).isLessThan(200);
        assertThat(better).isLessThan(200);
    }

    @Test
    void aModelThatLosesTheMarginPassesAsRarelyAsTheLevelSays() {
        Random random = new Random(52);
        int passed = 0;
        int held = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            PairedComparison comparison = twoModels(random, 200, 0.05, 0.10);
            passed += comparison.pValueNotWorseBy(0.05) <= 0.05 ? 1 : 0;
            Estimate gain = comparison.estimate();
            held += gain.low() <= -0.05 && -0.05 <= gain.high() ? 1 : 0;
        }
        assertThat(passed).isBetween(140, 260);
        assertThat(held).isBetween(3_740, 3_860);
    }

    @Test
    void modelsThatNeverDifferAreNotWorseByAMarginOnceThereAreRowsEnough() {
        PairedComparison few = PairedComparison.accuracy(new boolean[10], new boolean[10]);
        PairedComparison many = PairedComparison.accuracy(new boolean[1_000], new boolean[1_000]);

        assertThat(few.pValueNotWorseBy(0.01)).isGreaterThan(0.05);
        assertThat(many.pValueNotWorseBy(0.01)).isLessThan(0.001);
        assertThat(many.pValueNotWorseBy(0)).isEqualTo(1.0);
        assertThat(many.pValueWorse()).isEqualTo(1.0);
        assertThat(many.pValueDifferent()).isEqualTo(1.0);
        assertThat(many.estimate().low()).isBetween(-0.005, 0.0);
    }

    @Test
    void accuraciesAreThoseOfTheDecisions() {
        BinaryScores baseline = scores(new Random(53), 300, 1);
        BinaryScores candidate = scores(new Random(53), 300, 0.2);
        PairedComparison comparison = PairedComparison.accuracy(baseline, candidate, 0.5);

        assertThat(comparison.baseline())
                .isEqualTo(Confusion.of(baseline, 0.5).accuracy().value());
        assertThat(comparison.candidate())
                .isEqualTo(Confusion.of(candidate, 0.5).accuracy().value());
        assertThat(comparison.test()).isEqualTo("mcnemar");
    }

    @Test
    void aBootstrapOfAMeanAgreesWithItsFormula() {
        BinaryScores baseline = scores(new Random(54), 400, 1);
        BinaryScores candidate = scores(new Random(54), 400, 0.8);
        PairedComparison drawn = PairedComparison.of(BRIER, baseline, candidate, Bootstrap.seeded(7));
        PairedComparison formula =
                PairedComparison.meanLoss("brier", Losses.squared(baseline), Losses.squared(candidate));

        assertThat(drawn.gain()).isCloseTo(formula.gain(), within(1e-15)).isPositive();
        assertThat(drawn.standardError()).isCloseTo(formula.standardError(), within(0.05 * formula.standardError()));
        assertThat(drawn.pValueNotWorseBy(0)).isCloseTo(formula.pValueNotWorseBy(0), within(0.01));
        assertThat(drawn.estimate().low()).isCloseTo(formula.estimate().low(), within(0.2 * formula.standardError()));
    }

    @Test
    void theSameSeedGivesTheSameComparison() {
        BinaryScores baseline = scores(new Random(55), 60, 1);
        BinaryScores candidate = scores(new Random(55), 60, 0.8);
        Bootstrap seven = new Bootstrap(200, 7);

        assertThat(PairedComparison.of(AUC, baseline, candidate, seven))
                .isEqualTo(PairedComparison.of(AUC, baseline, candidate, seven))
                .isNotEqualTo(PairedComparison.of(AUC, baseline, candidate, new Bootstrap(200, 8)));
    }

    @Test
    void pValuesOfABootstrapReachTheLevelWhereItsIntervalEnds() {
        PairedComparison comparison = PairedComparison.of(
                AUC, scores(new Random(56), 120, 1), scores(new Random(56), 120, 0.7), Bootstrap.seeded(1));

        assertThat(comparison.gainLaw().pValueAtMost(comparison.gainLaw().low()))
                .isCloseTo(0.025, within(1e-3));
        assertThat(comparison.gainLaw().pValueAtLeast(comparison.gainLaw().high()))
                .isCloseTo(0.025, within(1e-3));
        assertThat(comparison.gainLaw().pValueAtMost(-1)).isPositive();
    }

    @Test
    void equalModelsFailTheBootstrapAboutAsOftenAsTheLevelSays() {
        Random random = new Random(57);
        int worse = 0;
        for (int trial = 0; trial < 400; trial++) {
            double[] truth = random.doubles(60).toArray();
            boolean[] labels = new boolean[60];
            double[] one = new double[60];
            double[] other = new double[60];
            for (int row = 0; row < 60; row++) {
                labels[row] = random.nextDouble() < truth[row];
                one[row] = Math.min(1, truth[row] * (0.5 + random.nextDouble()));
                other[row] = Math.min(1, truth[row] * (0.5 + random.nextDouble()));
            }
            worse += PairedComparison.of(
                                            BRIER,
                                            BinaryScores.of(one, labels),
                                            BinaryScores.of(other, labels),
                                            new Bootstrap(500, trial))
                                    .pValueWorse()
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat(worse).isBetween(8, 35);
    }

    @Test
    void modelsThatSayTheSameAreCertainlyAlike() {
        BinaryScores scores = scores(new Random(58), 50, 1);
        PairedComparison same = PairedComparison.of(AUC, scores, scores, new Bootstrap(100, 1));

        assertThat(same.gain()).isZero();
        assertThat(same.standardError()).isZero();
        assertThat(same.pValueNotWorseBy(0.001)).isZero();
        assertThat(same.pValueNotWorseBy(0)).isEqualTo(1.0);
        assertThat(same.pValueWorse()).isEqualTo(1.0);
    }

    @Test
    void aMetricThatIsUndefinedOnManyDrawsHasNoComparison() {
        boolean[] labels = new boolean[30];
        labels[4] = true;
        BinaryScores scores = BinaryScores.of(new Random(59).doubles(30).toArray(), labels);
        PairedComparison comparison = PairedComparison.of(AUC, scores, scores, new Bootstrap(100, 1));

        assertThat(comparison.defined()).isFalse();
        assertThat(comparison.reason()).isEqualTo("it is undefined on these 30 rows or on too many draws of them");
        assertThat(comparison.pValueWorse()).isNaN();
    }

    @Test
    void metricsWithoutAFormulaHaveABootstrapInterval() {
        BinaryScores scores = scores(new Random(60), 200, 0.5);
        Estimate drawn = Bootstrap.seeded(3).estimate(AUC, scores);
        Estimate formula = BinaryPerformance.auc(scores);

        assertThat(drawn.value()).isEqualTo(formula.value());
        assertThat(drawn.low()).isCloseTo(formula.low(), within(0.015));
        assertThat(drawn.high()).isCloseTo(formula.high(), within(0.015));
    }

    @Test
    void forecastsThatOverlapAreJudgedMoreCarefullyThanRowsByThemselves() {
        Random random = new Random(61);
        int overlapping = 0;
        int asIfApart = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            double[] noise = random.doubles(124).map(d -> d - 0.5).toArray();
            double[] gains = new double[120];
            for (int i = 0; i < gains.length; i++) {
                gains[i] = noise[i] + noise[i + 1] + noise[i + 2] + noise[i + 3];
            }
            overlapping +=
                    PairedComparison.series("mae", gains, new double[120], 4).pValueDifferent() < 0.05 ? 1 : 0;
            asIfApart +=
                    PairedComparison.meanLoss("mae", gains, new double[120]).pValueDifferent() < 0.05 ? 1 : 0;
        }
        assertThat(overlapping).isBetween(80, 200);
        assertThat(asIfApart).isGreaterThan(500);
    }

    @Test
    void aSeriesWhoseCovariancesSumToLessThanNothingStillHasAnError() {
        double[] zigzag = new double[40];
        Arrays.setAll(zigzag, i -> i % 2 == 0 ? 1 + i * 1e-3 : -1);

        assertThat(PairedComparison.series("mae", zigzag, new double[40], 2).standardError())
                .isPositive();
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        assertThat(PairedComparison.series("mae", new double[3], new double[3], 3)
                        .reason())
                .isEqualTo("needs two points and more than the horizon of 3");
        assertThat(PairedComparison.meanLoss("mae", new double[1], new double[1])
                        .reason())
                .isEqualTo("needs two rows");
        assertThat(PairedComparison.accuracy(new boolean[0], new boolean[0]).reason())
                .isEqualTo("there are no rows");
        assertThatThrownBy(() -> PairedComparison.meanLoss("mae", new double[2], new double[3]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("the same rows only");
        assertThatThrownBy(() -> PairedComparison.meanLoss("mae", new double[] {1, Double.NaN}, new double[2]))
                .isInstanceOf(InvalidException.class)
                .hasMessage("losses must be finite numbers; row 1 has NaN and 0.0");
        assertThatThrownBy(() -> PairedComparison.series("mae", new double[3], new double[3], 0))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> new Bootstrap(99, 1)).isInstanceOf(InvalidException.class);
    }

    private static PairedComparison twoModels(Random random, int rows, double wins, double losses) {
        boolean[] baseline = new boolean[rows];
        boolean[] candidate = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            double draw = random.nextDouble();
            candidate[row] = draw < wins || draw > 0.5;
            baseline[row] = (draw >= wins && draw < wins + losses) || draw > 0.5;
        }
        return PairedComparison.accuracy(baseline, candidate);
    }

    /** Scores that follow the chance of the label up to noise; the same random gives the same labels. */
    private static BinaryScores scores(Random random, int rows, double noise) {
        double[] scores = new double[rows];
        boolean[] labels = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            double chance = random.nextDouble();
            labels[row] = random.nextDouble() < chance;
            scores[row] = Math.max(0, Math.min(1, chance + noise * (random.nextDouble() - 0.5)));
        }
        return BinaryScores.of(scores, labels);
    }
}
