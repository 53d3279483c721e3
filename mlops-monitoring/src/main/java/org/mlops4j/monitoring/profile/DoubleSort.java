// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;

/**
 * Sorts doubles by radix: three passes of eleven bits over the upper half of the IEEE bits, mapped to the order of the
 * numbers (M. Herf, Radix Tricks, 2001). Numbers that agree in their upper half are then neighbours and few, and are
 * sorted by insertion, or by comparison if they are many. Passes in which all agree are skipped. Needs three arrays of
 * the size; linear time unless most numbers differ in their last digits only.
 */
final class DoubleSort {

    private static final int SMALL = 1 << 12;
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final int PASSES = 3;
    private static final int LOWER = Long.SIZE - PASSES * BITS;

    /** Up to so many, insertion is the fastest sort. */
    private static final int FEW = 32;

    private DoubleSort() {}

    /** {@return the numbers in ascending order, without NaN, minus zero as zero; a new array} */
    static double[] sorted(double[] values) {
        long[] keys = new long[values.length];
        int[][] counts = new int[PASSES][BUCKETS];
        int size = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                long key = key(value + 0.0);
                keys[size++] = key;
                counts[0][digit(key, 0)]++;
                counts[1][digit(key, 1)]++;
                counts[2][digit(key, 2)]++;
            }
        }
        if (size < SMALL) {
            Arrays.sort(keys, 0, size);
        } else {
            keys = passes(keys, size, counts);
            sortEqualUpperHalves(keys, size);
        }
        double[] sorted = new double[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = value(keys[i]);
        }
        return sorted;
    }

    /** {@return a number in the same order as the doubles; 0.0 and -0.0 differ} */
    static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** {@return the number that has a key} */
    static double value(long key) {
        return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    }

    private static int digit(long key, int pass) {
        return (int) ((key ^ Long.MIN_VALUE) >>> (LOWER + pass * BITS)) & (BUCKETS - 1);
    }

    private static long[] passes(long[] keys, int size, int[][] counts) {
        long[] from = keys;
        long[] to = new long[size];
        for (int pass = 0; pass < PASSES; pass++) {
            int[] next = counts[pass];
            if (next[digit(from[0], pass)] == size) {
                continue;
            }
            int start = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int count = next[bucket];
                next[bucket] = start;
                start += count;
            }
            for (int i = 0; i < size; i++) {
                to[next[digit(from[i], pass)]++] = from[i];
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void sortEqualUpperHalves(long[] keys, int size) {
        int start = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || keys[i] >>> LOWER != keys[start] >>> LOWER) {
                if (i - start > FEW) {
                    Arrays.sort(keys, start, i);
                } else {
                    insert(keys, start, i);
                }
                start = i;
            }
        }
    }

    private static void insert(long[] keys, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            long key = keys[i];
            int hole = i;
            while (hole > start && keys[hole - 1] > key) {
                keys[hole] = keys[hole - 1];
                hole--;
            }
            keys[hole] = key;
        }
    }
}
