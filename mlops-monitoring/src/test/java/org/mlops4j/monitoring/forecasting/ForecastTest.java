// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.monitoring.Reference.twelveDigits;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.Predictions;

class ForecastTest {

    private static final Reference REFERENCE = Reference.open("rankings");

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void metricsEqualRsForecastAndTheirIntervalsTheDefinitions(int horizon) {
        Predictions points =
                Predictions.of(REFERENCE.numbers("forecast.forecasts"), REFERENCE.numbers("forecast.truths"));
        String key = "forecast." + horizon + ".";

        for (Estimate estimate : ForecastPerformance.of(points, horizon).estimates()) {
            assertEquals(estimate, REFERENCE.numbers(key + estimate.metric()));
        }
        assertEquals(
                ForecastPerformance.mase(points, horizon, REFERENCE.numbers("forecast.history"), 12),
                REFERENCE.numbers(key + "mase"));
        assertEquals(ForecastPerformance.pinballLoss(points, horizon, 0.9), REFERENCE.numbers(key + "pinballLoss"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void intervalsAreJudgedByTheirCoverageAndWidth(int horizon) {
        double[] forecasts = REFERENCE.numbers("forecast.forecasts");
        ForecastIntervals intervals = ForecastIntervals.of(
                Arrays.stream(forecasts).map(f -> f - 4).toArray(),
                Arrays.stream(forecasts).map(f -> f + 4).toArray(),
                REFERENCE.numbers("forecast.truths"),
                0.9,
                horizon);
        double[] coverage = REFERENCE.numbers("forecast." + horizon + ".intervalCoverage");

        assertThat(intervals.coverage().value()).isEqualTo(coverage[0]);
        if (horizon > 1) {
            assertEquals(intervals.coverage(), coverage);
        }
        assertThat(intervals.width().value()).isCloseTo(8, twelveDigits(8));
        assertEquals(intervals.score(), REFERENCE.numbers("forecast." + horizon + ".intervalScore"));
    }

    @Test
    void intervalsHoldTheTruthAlsoWhereForecastsOverlap() {
        Random random = new Random(95);
        int held = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            double[] noise = new double[154];
            Arrays.setAll(noise, i -> random.nextGaussian());
            double[] errors = new double[150];
            Arrays.setAll(errors, i -> 1 + noise[i] + noise[i + 1] + noise[i + 2] + noise[i + 3]);
            Estimate bias = ForecastPerformance.of(Predictions.of(errors, new double[150]), 4)
                    .bias();
            held += bias.low() <= 1 && 1 <= bias.high() ? 1 : 0;
        }
        assertThat(held).isBetween(1_840, 1_940);
    }

    @Test
    void whatIsUndefinedSaysWhy() {
        ForecastPerformance none = ForecastPerformance.of(Predictions.of(new double[0], new double[0]), 1);
        ForecastPerformance zeros = ForecastPerformance.of(Predictions.of(new double[] {0, 1}, new double[2]), 1);
        Predictions one = Predictions.of(new double[] {1}, new double[] {2});

        assertThat(none.estimates())
                .filteredOn(estimate -> !estimate.reason().equals("there are no rows"))
                .isEmpty();
        assertThat(zeros.mape().reason()).isEqualTo("a truth is 0");
        assertThat(zeros.wape().reason()).isEqualTo("all truths are 0");
        assertThat(zeros.smape().value()).isEqualTo(1.0);
        assertThat(ForecastPerformance.mase(one, 1, new double[12], 12).reason())
                .isEqualTo("the history has no more than the 12 points of a season");
        assertThat(ForecastPerformance.mase(one, 1, new double[13], 12).reason())
                .isEqualTo("the history repeats itself exactly");
        assertThat(ForecastPerformance.of(one, 1).mae().low()).isNaN();
        assertThat(ForecastIntervals.of(
                                new double[] {0, Double.NaN}, new double[] {1, 1}, new double[] {0.5, 0.5}, 0.9, 1)
                        .skipped())
                .isEqualTo(1);
        assertThatThrownBy(() -> ForecastIntervals.of(new double[] {1}, new double[] {0}, new double[1], 0.9, 1))
                .isInstanceOf(InvalidException.class)
                .hasMessage("point 0 has an upper end below its lower one");
        assertThatThrownBy(() -> ForecastPerformance.of(one, 0))
                .isInstanceOf(InvalidException.class)
                .hasMessage("the horizon is 1 step or more, was 0");
    }

    /** Ends are equal to eight digits: that is how exactly the quantile of Student's t is solved for. */
    private static void assertEquals(Estimate actual, double[] expected) {
        assertThat(actual.value()).isCloseTo(expected[0], twelveDigits(expected[0]));
        assertThat(actual.low()).isCloseTo(expected[1], within(1e-8 * Math.abs(expected[1])));
        assertThat(actual.high()).isCloseTo(expected[2], within(1e-8 * Math.abs(expected[2])));
    }
}
