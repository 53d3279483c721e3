// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.error.InvalidException;

class BinaryDecisionsTest {

    @Test
    void decisionsOfPartsAddUpToThoseOfTheWhole() {
        BinaryScores all = scores(new Random(81), 300);
        Confusion odd = Confusion.of(
                all.take(IntStream.range(0, 150).map(i -> 2 * i + 1).toArray()), 0.5);
        Confusion even =
                Confusion.of(all.take(IntStream.range(0, 150).map(i -> 2 * i).toArray()), 0.5);

        assertThat(odd.plus(even)).isEqualTo(even.plus(odd)).isEqualTo(Confusion.of(all, 0.5));
        assertThatThrownBy(() -> odd.plus(Confusion.of(all, 0.4)))
                .isInstanceOf(InvalidException.class)
                .hasMessage("decisions at thresholds 0.5 and 0.4 cannot be added");
    }

    @Test
    void theF1OfNothingIsUndefined() {
        Confusion nothing = new Confusion(0.5, 0, 0, 12, 0);

        assertThat(nothing.f1().reason()).isEqualTo("no row is positive or was taken for it");
        assertThat(nothing.correlation().reason()).isEqualTo("all rows are of one class or were taken for one");
        assertThat(nothing.specificity().value()).isEqualTo(1.0);
        assertThat(nothing.balancedAccuracy().value()).isEqualTo(1.0);
    }

    @Test
    void theIntervalOfTheF1HoldsTheTruthInSmallSamplesToo() {
        Random random = new Random(82);
        int held = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            // One row in ten is positive, precision and recall are one half.
            long[] counts = new long[4];
            for (int row = 0; row < 100; row++) {
                double draw = random.nextDouble();
                counts[draw < 0.05 ? 0 : draw < 0.10 ? 1 : draw < 0.15 ? 2 : 3]++;
            }
            Estimate f1 = new Confusion(0.5, counts[0], counts[1], counts[3], counts[2]).f1();
            held += f1.low() <= 0.5 && 0.5 <= f1.high() ? 1 : 0;
        }
        assertThat(held).isBetween(3_720, 3_900);
    }

    @Test
    void theLiftOfAllRowsIsOneAndThatOfTheBestTheirGainOverTheirDepth() {
        BinaryScores scores = BinaryScores.of(
                new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0},
                new boolean[] {true, true, false, true, false, false, false, false, false, false});
        List<GainsTable.Step> steps = GainsTable.of(scores, 5).steps();

        assertThat(steps).extracting(GainsTable.Step::rows).containsExactly(2L, 4L, 6L, 8L, 10L);
        assertThat(steps.get(0).gain().value()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(steps.get(0).lift().value()).isCloseTo(10 / 3.0, within(1e-14));
        assertThat(steps.get(1).gain().value()).isEqualTo(1.0);
        assertThat(steps.get(4).lift().value()).isEqualTo(1.0);
        assertThat(steps.get(0).lowest()).isEqualTo(0.8);
    }

    @Test
    void equalScoresAreNotPartedByAStep() {
        BinaryScores scores = BinaryScores.of(
                new double[] {0.9, 0.5, 0.5, 0.5, 0.5, 0.1}, new boolean[] {true, false, true, false, false, false});

        assertThat(GainsTable.of(scores, 3).steps())
                .extracting(GainsTable.Step::rows)
                .containsExactly(5L, 6L);
        assertThat(GainsTable.of(BinaryScores.of(new double[0], new boolean[0]), 3)
                        .steps())
                .isEmpty();
    }

    @Test
    void metricsOfOneLabelAreUndefined() {
        BinaryScores negative = BinaryScores.of(new double[] {0.1, 0.2}, new boolean[2]);

        assertThat(BinaryMetrics.averagePrecision().of(negative)).isNaN();
        assertThat(BinaryMetrics.kolmogorovSmirnov().of(negative)).isNaN();
        assertThat(Bootstrap.seeded(1)
                        .estimate(BinaryMetrics.averagePrecision(), negative)
                        .reason())
                .isEqualTo("it is undefined on these 2 rows");
    }

    @Test
    void theMedianOfErrorsHasAnIntervalFromSixRowsOn() {
        double[] six = {1, 2, 3, 4, 5, 6};

        assertThat(RegressionPerformance.of(new double[5], new double[5])
                        .medianAbsoluteError()
                        .low())
                .isNaN();
        Estimate median = RegressionPerformance.of(six, new double[6]).medianAbsoluteError();
        assertThat(median.value()).isEqualTo(3.5);
        assertThat(median.low()).isEqualTo(1);
        assertThat(median.high()).isEqualTo(6);
        assertThat(RegressionPerformance.of(six, new double[6]).r2().reason()).isEqualTo("the truths do not vary");
    }

    private static BinaryScores scores(Random random, int rows) {
        double[] scores = random.doubles(rows).toArray();
        boolean[] labels = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = random.nextDouble() < scores[row];
        }
        return BinaryScores.of(scores, labels);
    }
}
