// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;

/**
 * Sorts doubles that are not NaN by radix: six passes of eleven bits over the IEEE bits, mapped to unsigned order (M.
 * Herf, Radix Tricks, 2001). Passes in which all keys agree are skipped. Linear time, needs two arrays of the same
 * size.
 */
final class DoubleSort {

    private static final int SMALL = 1 << 12;
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final int PASSES = 6;

    private DoubleSort() {}

    static void sort(double[] values) {
        if (values.length < SMALL) {
            Arrays.sort(values);
            return;
        }
        long[] keys = new long[values.length];
        int[][] starts = new int[PASSES][BUCKETS];
        for (int i = 0; i < values.length; i++) {
            long key = key(values[i]);
            keys[i] = key;
            for (int pass = 0; pass < PASSES; pass++) {
                starts[pass][digit(key, pass)]++;
            }
        }
        long[] sorted = passes(keys, starts);
        for (int i = 0; i < values.length; i++) {
            values[i] = value(sorted[i]);
        }
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

    private static int digit(long key, int pass) {
        return (int) (key >>> (pass * BITS)) & (BUCKETS - 1);
    }

    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) | Long.MIN_VALUE);
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key ^ ((~key >> 63) | Long.MIN_VALUE));
    }
}
