// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.features.Function;
import org.mlops4j.features.Function.OfTwo;
import org.mlops4j.features.Function.Statistic;
import org.mlops4j.features.Window;

/** Values of all magnitudes that doubles have, beside decimals without end: what has a place among them is not lost. */
class MagnitudePropertyTest {

    private static final Window WINDOW = Window.sliding(Duration.ofNanos(1_000));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalsTheDefinitionWhateverTheMagnitude(long seed) {
        Random random = new Random(seed);
        double[] magnitudes = {Double.MAX_VALUE, 1e300, 1e140, 1e12, 1, 1e-140, 1e-300, Double.MIN_VALUE, -0.0};
        double first = magnitudes[random.nextInt(magnitudes.length)];
        double second = magnitudes[random.nextInt(magnitudes.length)];
        List<NaiveFunctions.Event> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            events.add(new NaiveFunctions.Event(i, i, value(random, first), value(random, second)));
        }
        for (Function function :
                List.of(Statistic.SUM, Statistic.MEAN, Statistic.VARIANCE, Statistic.STDDEV, OfTwo.RATIO)) {
            Accumulator state = Accumulator.windowed(function, 1);
            events.forEach(e -> state.add(e.time(), e.availableAt(), e.value(), e.second()));
            double expected = NaiveFunctions.results(function, WINDOW, events, 100)[0];
            double tolerance = NaiveFunctions.tolerance(function);
            if (Double.compare(state.result(100), expected) != 0) {
                assertThat(state.result(100))
                        .as("seed %d, %s of %s", seed, function, events)
                        .isCloseTo(expected, within(tolerance * Math.abs(expected)));
            }
        }
    }

    @Test
    void aMeanIsFiniteThoughTheSumIsNot() {
        assertThat(of(Statistic.MEAN, Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(of(Statistic.MEAN, -Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE))
                .isEqualTo(-Double.MAX_VALUE);
        assertThat(of(Statistic.SUM, Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(of(Statistic.MEAN, Double.POSITIVE_INFINITY, Double.MAX_VALUE))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aRatioIsFiniteThoughTheSumsAreNot() {
        Accumulator ratio = Accumulator.windowed(OfTwo.RATIO, 1);
        ratio.add(1, 1, Double.MAX_VALUE, 1e308);
        ratio.add(2, 2, Double.MAX_VALUE, 1e308);
        assertThat(ratio.result(3)).isEqualTo(Double.MAX_VALUE / 1e308);
        ratio.add(3, 3, -Double.MAX_VALUE, -1e308);
        ratio.add(4, 4, -Double.MAX_VALUE, 1e308);
        assertThat(ratio.result(5)).isZero();
    }

    @Test
    void aVarianceIsThereWhereverItsSquaresAre() {
        assertThat(of(Statistic.VARIANCE, 1e140, 3e140)).isEqualTo(1e280, within(1e266));
        assertThat(of(Statistic.STDDEV, 1e140, 3e140)).isEqualTo(1e140, within(1e126));
        assertThat(of(Statistic.VARIANCE, 1e150, 3e150)).isNaN();
        assertThat(of(Statistic.KURTOSIS, 1e74, 2e74, 4e74)).isFinite();
    }

    private static double value(Random random, double magnitude) {
        return switch (random.nextInt(4)) {
            case 0 -> magnitude;
            case 1 -> -magnitude;
            default -> magnitude * random.nextDouble();
        };
    }

    private static double of(Function function, double... values) {
        Accumulator state = Accumulator.windowed(function, 1);
        Arrays.stream(values).forEach(value -> state.add(1, 1, value, value));
        return state.result(2);
    }
}
