// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static final MathContext DIGITS = new MathContext(60);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void meanAndVarianceAreThoseOfExactArithmetic(long seed) {
        Random random = new Random(seed);
        double[] values = new double[200];
        for (int i = 0; i < values.length; i++) {
            double sign = random.nextBoolean() ? 1 : -1;
            values[i] = sign * random.nextDouble() * Math.pow(10, random.nextInt(300) - 150);
        }

        assertMoments(seed, values);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e-300, 1e12, 1, Double.MIN_VALUE, 1e150})
    void nearbyNumbersOfAnySizeNeitherOverflowNorCancel(double size) {
        double[] values = {size, Math.nextUp(size), size * 2, size, -size};

        assertMoments(0, values);
    }

    @Test
    void aTinySpreadOnAHugeMeanIsSeen() {
        Moments moments = moments(1e12, 1e12 + 1, 1e12 + 2);

        assertThat(moments.mean()).isEqualTo(1e12 + 1);
        assertThat(moments.variance()).isEqualTo(1.0);
    }

    @Test
    void fewNumbersHaveNoVariance() {
        assertThat(Moments.NONE.mean()).isNaN();
        assertThat(moments(4).mean()).isEqualTo(4.0);
        assertThat(moments(4).variance()).isNaN();
        assertThat(moments(4, 4).standardDeviation()).isZero();
    }

    private static void assertMoments(long seed, double... values) {
        Moments moments = moments(values);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
            squares = squares.add(new BigDecimal(value).pow(2));
        }
        BigDecimal n = BigDecimal.valueOf(values.length);
        BigDecimal variance =
                n.multiply(squares).subtract(sum.pow(2)).divide(n.multiply(n.subtract(BigDecimal.ONE)), DIGITS);
        double deviation = variance.sqrt(DIGITS).doubleValue();

        assertThat(moments.mean())
                .as("seed %s", seed)
                .isEqualTo(sum.divide(n, DIGITS).doubleValue());
        assertThat(moments.variance()).isEqualTo(variance.doubleValue());
        assertThat(Math.abs(moments.standardDeviation() - deviation)).isLessThanOrEqualTo(Math.ulp(deviation));
        assertThat(moments.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(moments.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    }

    private static Moments moments(double... values) {
        ColumnCounter counter = new ColumnCounter("x", QuantileBins.of(SortedValues.NONE, 1));
        Arrays.stream(values).forEach(counter::add);
        return counter.snapshot().moments();
    }
}
