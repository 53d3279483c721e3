// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SortedValuesTest {

    static Stream<DoubleUnaryOperator> shapes() {
        return Stream.of(
                value -> value,
                value -> value - 0.5,
                value -> Math.exp(200 * (value - 0.5)) * (value < 0.3 ? -1 : 1),
                value -> Math.rint(value * 10),
                value -> 1 + value * 0x1p-40,
                value -> (float) value,
                value -> 7,
                value -> Double.longBitsToDouble((long) (value * 0x1p50)),
                value -> value < 0.1 ? Double.NEGATIVE_INFINITY : value > 0.9 ? Double.POSITIVE_INFINITY : value,
                value -> value < 0.5 ? -Double.MAX_VALUE : Double.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void sortsAsArraysDoes(DoubleUnaryOperator shape) {
        for (int size : new int[] {0, 1, 100, 4_096, 100_000}) {
            double[] values = new Random(size).doubles(size).map(shape).toArray();
            double[] expected = values.clone();
            Arrays.sort(expected);

            assertThat(SortedValues.of(values).toArray()).isEqualTo(expected);
        }
    }

    @Test
    void leavesOutNaNAndTakesMinusZeroForZero() {
        for (int size : new int[] {50, 50_000}) {
            double[] values = new Random(size)
                    .doubles(size)
                    .map(value -> value < 0.2 ? Double.NaN : value < 0.4 ? -0.0 : value < 0.6 ? 0.0 : value - 0.8)
                    .toArray();
            double[] expected = Arrays.stream(values)
                    .filter(value -> !Double.isNaN(value))
                    .map(value -> value + 0.0)
                    .sorted()
                    .toArray();

            assertThat(SortedValues.of(values).toArray()).isEqualTo(expected);
        }
    }
}
