// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import java.util.Arrays;

/** Numbers the distinct longs it is given, from 0 in order of appearance. Not thread-safe. */
final class LongIndex {

    private static final int ABSENT = -1;

    private long[] keys;
    private int[] numbers;
    private int size;

    LongIndex() {
        keys = new long[16];
        numbers = new int[16];
        Arrays.fill(numbers, ABSENT);
    }

    int size() {
        return size;
    }

    /** {@return the number of a key, or -1} */
    int find(long key) {
        return numbers[slot(key)];
    }

    /** {@return the number of a key, a new one if need be} */
    int add(long key) {
        int slot = slot(key);
        if (numbers[slot] >= 0) {
            return numbers[slot];
        }
        keys[slot] = key;
        numbers[slot] = size++;
        if (2 * size > keys.length) {
            grow();
        }
        return size - 1;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) mix(key) & mask;
        while (numbers[slot] >= 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[keys.length];
        Arrays.fill(numbers, ABSENT);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] >= 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }

    /** Spreads the bits, so that keys in a row do not fall side by side: two rounds of xor-shift-multiply. */
    private static long mix(long key) {
        long h = (key ^ (key >>> 32)) * 0x9e37_79b9_7f4a_7c15L;
        h = (h ^ (h >>> 29)) * 0xbf58_476d_1ce4_e5b9L;
        return h ^ (h >>> 32);
    }
}
