// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedOrderTest {

    /** Of magnitudes so different that each order of adding gives other digits. */
    private static double[] values(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(count)
                .map(value -> (value - 0.5) * Math.scalb(1.0, random.nextInt(-30, 30)))
                .toArray();
    }

    private static <T> T with(int threads, Supplier<T> work) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(ForkJoinTask.adapt(work::get)).join();
        } finally {
            pool.shutdown();
        }
    }

    /** The same order by recursion, written in another way. */
    private static double naive(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sums = new double[(values.length + FixedOrder.BLOCK - 1) / FixedOrder.BLOCK];
        for (int i = 0; i < values.length; i++) {
            sums[i / FixedOrder.BLOCK] += values[i];
        }
        return naiveOfBlocks(sums);
    }

    private static double naiveOfBlocks(double[] sums) {
        if (sums.length == 1) {
            return sums[0];
        }
        int left = Integer.highestOneBit(sums.length - 1);
        return naiveOfBlocks(Arrays.copyOf(sums, left)) + naiveOfBlocks(Arrays.copyOfRange(sums, left, sums.length));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSumIsTheSameToTheLastBitWithOneToEightThreads(long seed) {
        for (int count : new int[] {0, 1, 511, 512, 513, 5_000, 100_003}) {
            double[] values = values(count, seed);
            double expected = naive(values);
            for (int threads = 1; threads <= 8; threads++) {
                assertThat(with(threads, () -> FixedOrder.sum(values)))
                        .as("%d values, %d threads, seed %d", count, threads, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void theSumIsAtLeastAsExactAsAddingOneAfterTheOther() {
        double[] values = new SplittableRandom(1).doubles(1_000_000).toArray();
        BigDecimal exact = Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        double oneByOne = 0;
        for (double value : values) {
            oneByOne += value;
        }
        assertThat(error(FixedOrder.sum(values), exact)).isLessThanOrEqualTo(error(oneByOne, exact));
    }

    private static double error(double sum, BigDecimal exact) {
        return new BigDecimal(sum).subtract(exact).abs().doubleValue();
    }

    @Test
    void blocksAreMergedAsNeighboursInTheirOrder() {
        String expected =
                String.join("", IntStream.range(0, 1_001).mapToObj(i -> i + ",").toList());
        for (int threads = 1; threads <= 8; threads++) {
            assertThat(with(threads, () -> FixedOrder.reduce(1_001, 7, FixedOrderTest::shown, String::concat)))
                    .isEqualTo(expected);
        }
    }

    private static String shown(int first, int end) {
        return String.join(
                "", IntStream.range(first, end).mapToObj(i -> i + ",").toList());
    }

    @Test
    void nothingCannotBeReducedAndCountsAreNotNegative() {
        assertThatThrownBy(() -> FixedOrder.reduce(0, 1, FixedOrderTest::shown, String::concat))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FixedOrder.sum(-1, place -> 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
