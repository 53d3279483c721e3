// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;

/**
 * Sorts doubles that are not NaN, nor minus zero, by radix: three passes of eleven bits over the upper half of the IEEE
 * bits, mapped to the order of the numbers (M. Herf, Radix Tricks, 2001). Numbers that agree in their upper half are
 * then neighbours and few, and are sorted by comparison. Passes in which all agree are skipped. Needs two arrays of the
 * same size; linear time unless most numbers differ in their last digits only.
 */
final class DoubleSort {

    private static final int SMALL = 1 << 12;
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final int PASSES = 3;
    private static final int LOWER = Long.SIZE - PASSES * BITS;

    private DoubleSort() {}

    static void sort(double[] values) {
        if (values.length < SMALL) {
            Arrays.sort(values);
            return;
        }
        long[] keys = new long[values.length];
        int[][] counts = new int[PASSES][BUCKETS];
        for (int i = 0; i < values.length; i++) {
            long key = key(values[i]);
            keys[i] = key;
            for (int pass = 0; pass < PASSES; pass++) {
                counts[pass][digit(key, pass)]++;
            }
        }
        long[] sorted = passes(keys, counts);
        sortEqualUpperHalves(sorted);
        for (int i = 0; i < values.length; i++) {
            values[i] = value(sorted[i]);
        }
    }

    /** {@return a number in the same order as the doubles; 0.0 and -0.0 differ} */
    static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    }

    private static int digit(long key, int pass) {
        return (int) ((key ^ Long.MIN_VALUE) >>> (LOWER + pass * BITS)) & (BUCKETS - 1);
    }

    private static long[] passes(long[] keys, int[][] counts) {
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int pass = 0; pass < PASSES; pass++) {
            int[] next = counts[pass];
            if (next[digit(from[0], pass)] == keys.length) {
                continue;
            }
            int start = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int count = next[bucket];
                next[bucket] = start;
                start += count;
            }
            for (long key : from) {
                to[next[digit(key, pass)]++] = key;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void sortEqualUpperHalves(long[] keys) {
        int start = 0;
        for (int i = 1; i <= keys.length; i++) {
            if (i == keys.length || keys[i] >>> LOWER != keys[start] >>> LOWER) {
                if (i - start > 1) {
                    Arrays.sort(keys, start, i);
                }
                start = i;
            }
        }
    }
}
