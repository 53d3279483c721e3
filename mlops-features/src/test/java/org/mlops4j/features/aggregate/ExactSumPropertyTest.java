// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactSumPropertyTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalsBigDecimalToTheBit(long seed) {
        List<Double> values = values(new Random(seed));
        BigDecimal exact = BigDecimal.ZERO;
        ExactSum sum = new ExactSum();
        for (double value : values) {
            exact = exact.add(new BigDecimal(value));
            sum.add(value);
            assertThat(bits(sum.doubleValue())).as("seed %d", seed).isEqualTo(bits(exact.doubleValue() + 0.0));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<Double> values = values(random);
        ExactSum sum = sum(values);
        Collections.shuffle(values, random);
        assertThat(bits(sum(values).doubleValue())).as("seed %d", seed).isEqualTo(bits(sum.doubleValue()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergedShardsEqualTheWhole(long seed) {
        Random random = new Random(seed);
        List<Double> values = values(random);
        int cut = random.nextInt(values.size() + 1);
        ExactSum left = sum(values.subList(0, cut));
        ExactSum right = sum(values.subList(cut, values.size()));
        ExactSum empty = new ExactSum();
        empty.merge(right);
        empty.merge(left);
        left.merge(right);
        double whole = sum(values).doubleValue();
        assertThat(bits(left.doubleValue())).as("seed %d", seed).isEqualTo(bits(whole));
        assertThat(bits(empty.doubleValue())).as("seed %d", seed).isEqualTo(bits(whole));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsRemovedLeavesNoTrace(long seed) {
        Random random = new Random(seed);
        List<Double> values = values(random);
        List<Double> others = values(random);
        List<Double> both = new ArrayList<>(values);
        both.addAll(others);
        both.add(Double.NaN);
        both.add(Double.NEGATIVE_INFINITY);
        Collections.shuffle(both, random);
        ExactSum sum = sum(both);
        others.forEach(sum::remove);
        sum.remove(Double.NaN);
        sum.remove(Double.NEGATIVE_INFINITY);
        assertThat(bits(sum.doubleValue()))
                .as("seed %d", seed)
                .isEqualTo(bits(sum(values).doubleValue()));
        values.forEach(sum::remove);
        assertThat(bits(sum.doubleValue())).as("seed %d", seed).isZero();
    }

    @Test
    void tiesRoundToEven() {
        assertThat(sum(List.of(0x1p53, 1.0)).doubleValue()).isEqualTo(0x1p53);
        assertThat(sum(List.of(0x1p53, 2.0, 1.0)).doubleValue()).isEqualTo(0x1.0000000000002p53);
        assertThat(sum(List.of(0x1p53, 1.0, Double.MIN_VALUE)).doubleValue()).isEqualTo(0x1.0000000000001p53);
        assertThat(sum(List.of(-0x1p53, -1.0, -Double.MIN_VALUE)).doubleValue()).isEqualTo(-0x1.0000000000001p53);
    }

    @Test
    void overflowIsDecidedAtTheEnd() {
        assertThat(sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE)).doubleValue())
                .isInfinite();
        assertThat(sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE))
                        .doubleValue())
                .isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void infinitiesAndNaNFollowIeee() {
        assertThat(sum(List.of(Double.POSITIVE_INFINITY, 1.0)).doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                        .doubleValue())
                .isNaN();
        assertThat(sum(List.of(Double.NaN, 1.0)).doubleValue()).isNaN();
    }

    private static ExactSum sum(List<Double> values) {
        ExactSum sum = new ExactSum();
        values.forEach(sum::add);
        return sum;
    }

    private static List<Double> values(Random random) {
        int kind = random.nextInt(5);
        List<Double> values = new ArrayList<>();
        int size = 1 + random.nextInt(60);
        for (int i = 0; i < size; i++) {
            values.add(value(random, kind));
            if (random.nextInt(6) == 0) {
                values.add(-values.get(random.nextInt(values.size())));
            }
        }
        return values;
    }

    private static double value(Random random, int kind) {
        return switch (kind) {
            case 0 -> random.nextInt(400) - 60;
            case 1 -> Math.rint(random.nextGaussian() * 1e4) / 100;
            case 2 -> random.nextGaussian() * Math.pow(2, random.nextInt(200) - 100);
            case 3 -> Double.longBitsToDouble((random.nextLong() & 0x000f_ffff_ffff_ffffL) | (random.nextLong() << 63));
            default -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(any) ? any / 64 : Double.MIN_NORMAL;
            }
        };
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
