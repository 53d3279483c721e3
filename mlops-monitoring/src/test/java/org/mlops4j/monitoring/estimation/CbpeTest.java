// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.performance.BinaryCosts;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Estimate;

class CbpeTest {

    private static final Reference NANNYML = Reference.open("estimation");

    @Test
    void theCalibrationIsScikitLearnsIsotonicRegression() {
        IsotonicCalibration calibration = IsotonicCalibration.fit(reference(1e12));
        double[] expected = NANNYML.numbers("probabilities");
        double[] actual = calibration.calibrate(NANNYML.numbers("scores"));

        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("score %d", i).isCloseTo(expected[i], within(1e-12));
        }
        IsotonicCalibration tied = IsotonicCalibration.fit(reference(10));
        double[] onTies = NANNYML.numbers("tied.probabilities");
        for (int i = 0; i < onTies.length; i++) {
            assertThat(tied.calibrate(-0.1 + 1.2 * i / 40)).as("point %d", i).isCloseTo(onTies[i], within(1e-12));
        }
        assertThat(tied.calibrate(Double.NaN)).isNaN();
    }

    @Test
    void estimatesEqualTheFormulasOfNannyMl() {
        Cbpe cbpe = Cbpe.fit(reference(1e12), 0.5);
        EstimatedPerformance performance = cbpe.estimate(NANNYML.numbers("scores"));

        assertThat(cbpe.calibration()).isPresent();
        for (List<Estimate> estimates : List.of(performance.estimates(), performance.counts())) {
            for (Estimate estimate : estimates) {
                assertThat(estimate.value())
                        .as(estimate.metric())
                        .isCloseTo(NANNYML.number(estimate.metric()), within(1e-9));
            }
        }
        assertThat(cbpe.expectedCost(new BinaryCosts(-2, 1, 0, 5), NANNYML.numbers("scores"))
                        .value())
                .isCloseTo(NANNYML.number("expectedCost"), within(1e-9));
    }

    @Test
    void limitsAreThoseOfAPredictionInterval() {
        ReferenceLimits limits = ReferenceLimits.of(NANNYML.numbers("limits.values"));
        double[] expected = NANNYML.numbers("limits.expected");

        assertThat(limits.low()).isCloseTo(expected[0], within(1e-9));
        assertThat(limits.high()).isCloseTo(expected[1], within(1e-9));
        assertThat(ReferenceLimits.from(limits.toDocument())).isEqualTo(limits);
        assertThat(ReferenceLimits.of(0.8).exceededBy(0))
                .as("one window knows no limit")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 50})
    void unchangedWindowsAlarmAsRarelyAsTheLimitsSayHoweverFewWindowsThereWere(int windows) {
        // Three standard deviations, divisor n, of ten windows alarm on one window in forty.
        Random random = new Random(101);
        int alarms = 0;
        int threeSigma = 0;
        int trials = 100_000;
        for (int trial = 0; trial < trials; trial++) {
            double[] values = new double[windows];
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < windows; i++) {
                values[i] = random.nextGaussian();
                sum += values[i];
                squares += values[i] * values[i];
            }
            double next = random.nextGaussian();
            alarms += trial % 10 == 0 && ReferenceLimits.of(0.05, values).exceededBy(next) ? 1 : 0;
            double mean = sum / windows;
            threeSigma += Math.abs(next - mean) > 3 * Math.sqrt(squares / windows - mean * mean) ? 1 : 0;
        }
        assertThat(alarms / (trials / 10.0)).isBetween(0.043, 0.057);
        if (windows == 10) {
            assertThat((double) threeSigma / trials).isBetween(0.02, 0.03);
        }
    }

    @Test
    void intervalsHoldTheRealisedMetricAboutNineteenTimesInTwenty() {
        Random random = new Random(102);
        Cbpe cbpe = Cbpe.fit(calibrated(random, 4_000, 0.5), 0.5);
        Map<String, Integer> held = new TreeMap<>();
        for (int trial = 0; trial < 500; trial++) {
            BinaryScores rows = calibrated(random, 300, 0.6);
            List<Estimate> estimates = cbpe.estimate(scores(rows)).estimates();
            List<Estimate> realised = Cbpe.realised(rows, 0.5);
            for (int i = 0; i < estimates.size(); i++) {
                Estimate estimate = estimates.get(i);
                assertThat(estimate.metric()).isEqualTo(realised.get(i).metric());
                double value = realised.get(i).value();
                held.merge(
                        estimate.metric(), estimate.low() <= value && value <= estimate.high() ? 1 : 0, Integer::sum);
            }
        }
        assertThat(cbpe.calibration())
                .as("scores that are right are left as they are")
                .isEmpty();
        assertThat(held)
                .hasSize(7)
                .allSatisfy((metric, count) -> assertThat(count).as(metric).isBetween(455, 492));
    }

    @Test
    void scoresThatGrowUncertainRaiseAnAlarmWithoutAnyLabel() {
        Random random = new Random(103);
        Cbpe cbpe = Cbpe.fit(calibrated(random, 10_000, 0.15), 0.5);
        double[] uncertain = random.doubles(1_000, 0.35, 0.65).toArray();

        Estimate accuracy = cbpe.estimate(uncertain).find("accuracy").orElseThrow();
        assertThat(cbpe.limits().get("accuracy").exceededBy(accuracy.value())).isTrue();
        assertThat(cbpe.limits().get("accuracy").windows()).isEqualTo(10);
        Estimate unchanged = cbpe.estimate(scores(calibrated(random, 1_000, 0.15)))
                .find("accuracy")
                .orElseThrow();
        assertThat(cbpe.limits().get("accuracy").exceededBy(unchanged.value())).isFalse();
    }

    @Test
    void marginsAreCalibratedToo() {
        Random random = new Random(104);
        double[] margins = random.doubles(2_000, -4, 4).toArray();
        boolean[] labels = new boolean[margins.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-margins[row]));
        }
        Cbpe cbpe = Cbpe.fit(BinaryScores.of(margins, labels), 0);

        assertThat(cbpe.calibration().orElseThrow().calibrate(0.0)).isCloseTo(0.5, within(0.1));
        assertThat(cbpe.estimate(3, 3, -3, -3).find("accuracy").orElseThrow().value())
                .isCloseTo(0.95, within(0.04));
    }

    @Test
    void whatIsUndefinedIsNotZero() {
        Cbpe cbpe = Cbpe.fit(calibrated(new Random(102), 4_000, 0.5), 0.5);

        assertThat(cbpe.estimate(0.1, 0.2).find("precision").orElseThrow().reason())
                .isEqualTo("no row was taken for positive");
        assertThat(cbpe.estimate().estimates())
                .extracting(Estimate::reason)
                .allSatisfy(reason -> assertThat(reason).isNotEmpty());
        assertThat(cbpe.estimate(Double.NaN, 0.7)
                        .find("truePositives")
                        .orElseThrow()
                        .rows())
                .isEqualTo(1);
        assertThatThrownBy(() -> cbpe.estimate(3))
                .isInstanceOf(InvalidException.class)
                .hasMessage("without a calibration, scores must be probabilities; one is 3.0");
        assertThatThrownBy(() -> Cbpe.fit(BinaryScores.of(new double[2], new boolean[2]), 0.5))
                .isInstanceOf(InvalidException.class)
                .hasMessage("a reference needs positive and negative rows, has 0 positive ones of 2");
        assertThatThrownBy(() -> Cbpe.fit(calibrated(new Random(1), 5, 0.5), 0.5))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void anEstimatorThatWasStoredSaysTheSame() {
        Cbpe cbpe = Cbpe.fit(reference(1e12), 0.5);
        Cbpe again = Cbpe.from(cbpe.toDocument());

        assertThat(again.limits()).isEqualTo(cbpe.limits());
        assertThat(again.estimate(NANNYML.numbers("scores"))).isEqualTo(cbpe.estimate(NANNYML.numbers("scores")));
        assertThat(again.toDocument()).isEqualTo(cbpe.toDocument());
    }

    private static BinaryScores reference(double digits) {
        double[] scores = NANNYML.numbers("reference.scores");
        double[] numbers = NANNYML.numbers("reference.labels");
        boolean[] labels = new boolean[numbers.length];
        for (int row = 0; row < labels.length; row++) {
            scores[row] = Math.rint(scores[row] * digits) / digits;
            labels[row] = numbers[row] == 1;
        }
        return BinaryScores.of(scores, labels);
    }

    /** Scores that are the chances of their labels; a small centre makes most of them sure. */
    private static BinaryScores calibrated(Random random, int rows, double centre) {
        double[] scores = new double[rows];
        boolean[] labels = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = Math.max(0.001, Math.min(0.999, centre + 0.25 * random.nextGaussian()));
            labels[row] = random.nextDouble() < scores[row];
        }
        return BinaryScores.of(scores, labels);
    }

    private static double[] scores(BinaryScores rows) {
        double[] scores = new double[rows.rows()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = rows.score(row);
        }
        return scores;
    }
}
