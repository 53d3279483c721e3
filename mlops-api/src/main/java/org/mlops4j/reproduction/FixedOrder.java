// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Sums and other reductions by several threads whose result does not depend on how many they are. Adding doubles is not
 * associative: {@code DoubleStream.sum()} gives other last digits with other threads. Here the work is cut into blocks
 * of a fixed size, and what they give is merged in pairs of neighbours, always in the same order.
 *
 * <p>The blocks are done by the common pool, or by the pool in which the caller runs.
 *
 * @see <a href="https://doi.org/10.1137/0914050">Higham, The Accuracy of Floating Point Summation, 1993: the error of a
 *     pairwise sum grows with the logarithm of the number of terms</a>
 */
public final class FixedOrder {

    /** How many terms of a sum are added one after the other. It never changes, since sums would. */
    public static final int BLOCK = 512;

    private FixedOrder() {}

    /** {@return the sum of some numbers, 0 of none} */
    public static double sum(double[] values) {
        return sum(values.length, place -> values[place]);
    }

    /**
     * {@return the sum of the terms 0 to count - 1, 0 of none}
     *
     * @param term called once for each place, from any thread
     */
    public static double sum(int count, IntToDoubleFunction term) {
        requireCount(count);
        double[] sums = IntStream.range(0, blocks(count, BLOCK))
                .parallel()
                .mapToDouble(block -> sum(block * BLOCK, end(block, BLOCK, count), term))
                .toArray();
        for (int length = sums.length; length > 1; length = (length + 1) / 2) {
            for (int i = 0; i < length / 2; i++) {
                sums[i] = sums[2 * i] + sums[2 * i + 1];
            }
            if (length % 2 == 1) {
                sums[length / 2] = sums[length - 1];
            }
        }
        return sums.length == 0 ? 0 : sums[0];
    }

    /**
     * {@return what the blocks of some places give, merged}
     *
     * @param count of the places, from 1
     * @param size of a block; another size may give other last digits
     * @param block does the places from its first number to before its second; called from any thread
     * @param merge makes one of two neighbours; called in the calling thread
     */
    public static <T> T reduce(int count, int size, Block<? extends T> block, BinaryOperator<T> merge) {
        if (count < 1 || size < 1) {
            throw new IllegalArgumentException("blocks and places are 1 or more, were " + size + " and " + count);
        }
        List<T> parts = new ArrayList<>(IntStream.range(0, blocks(count, size))
                .parallel()
                .<T>mapToObj(number -> block.of(number * size, end(number, size, count)))
                .toList());
        while (parts.size() > 1) {
            List<T> merged = new ArrayList<>();
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                merged.add(merge.apply(parts.get(i), parts.get(i + 1)));
            }
            if (parts.size() % 2 == 1) {
                merged.add(parts.get(parts.size() - 1));
            }
            parts = merged;
        }
        return parts.get(0);
    }

    private static double sum(int first, int end, IntToDoubleFunction term) {
        double sum = 0;
        for (int place = first; place < end; place++) {
            sum += term.applyAsDouble(place);
        }
        return sum;
    }

    private static int blocks(int count, int size) {
        return Math.toIntExact(((long) count + size - 1) / size);
    }

    private static int end(int block, int size, int count) {
        return (int) Math.min(count, ((long) block + 1) * size);
    }

    private static void requireCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a sum has 0 terms or more, not " + count);
        }
    }

    /** A part of the work. */
    @FunctionalInterface
    public interface Block<T> {

        /** {@return what the places from the first to before the end give} */
        T of(int first, int end);
    }
}
