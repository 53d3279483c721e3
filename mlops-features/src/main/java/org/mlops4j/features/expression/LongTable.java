// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.Map;
import java.util.TreeMap;

/** Longs by longs, found without boxing: open addressing in an array at most half full. Immutable. */
final class LongTable {

    private final long[] keys;
    private final long[] values;
    private final boolean[] taken;
    private final long otherwise;

    private LongTable(int capacity, long otherwise) {
        keys = new long[capacity];
        values = new long[capacity];
        taken = new boolean[capacity];
        this.otherwise = otherwise;
    }

    /**
     * {@return a table}
     *
     * @param entries Longs by Longs
     * @param otherwise the value of all other keys
     */
    static LongTable of(Map<?, Long> entries, long otherwise) {
        LongTable table = new LongTable(Integer.highestOneBit(Math.max(1, entries.size())) * 4, otherwise);
        Map<Object, Long> sorted = new TreeMap<>(entries);
        sorted.forEach((key, value) -> {
            int at = table.find((Long) key);
            table.taken[at] = true;
            table.keys[at] = (Long) key;
            table.values[at] = value;
        });
        return table;
    }

    long get(long key) {
        int at = find(key);
        return taken[at] ? values[at] : otherwise;
    }

    private int find(long key) {
        // The multiplier of Fibonacci hashing spreads keys that differ in few bits.
        int at = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & (keys.length - 1);
        while (taken[at] && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }
}
