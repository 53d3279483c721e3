// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;

/** The rows that are being evaluated, and the arrays that the evaluators lend each other; of one evaluation. */
final class Batch {

    /** Rows at a time: a handful of arrays of 8 KiB stays in the first cache. */
    static final int SIZE = 1024;

    /** Stands in {@link #memo} for what is not known yet; a NaN that nothing yields, as {@link RowExpression#NULL}. */
    static final long UNKNOWN = RowExpression.NULL + 1;

    private final Table table;
    private final int rows;
    private final Deque<long[]> longs = new ArrayDeque<>();
    private final Deque<@Nullable String[]> texts = new ArrayDeque<>();
    private final Deque<double[]> doubles = new ArrayDeque<>();
    private final Deque<byte[]> bytes = new ArrayDeque<>();
    private final IdentityHashMap<Object, long[]> memos = new IdentityHashMap<>();
    private int from;
    private int count;

    Batch(Table table, int rows) {
        this.table = table;
        this.rows = rows;
    }

    void move(int from, int count) {
        this.from = from;
        this.count = count;
    }

    Table table() {
        return table;
    }

    /** {@return the number of rows of the whole evaluation} */
    int rows() {
        return rows;
    }

    /** {@return the row of the table that comes first in the batch} */
    int from() {
        return from;
    }

    /** {@return the number of rows of the batch} */
    int count() {
        return count;
    }

    long[] longs() {
        long[] free = longs.poll();
        return free == null ? new long[SIZE] : free;
    }

    void giveBack(long[] array) {
        longs.push(array);
    }

    double[] doubles() {
        double[] free = doubles.poll();
        return free == null ? new double[SIZE] : free;
    }

    void giveBack(double[] array) {
        doubles.push(array);
    }

    byte[] bytes() {
        byte[] free = bytes.poll();
        return free == null ? new byte[SIZE] : free;
    }

    void giveBack(byte[] array) {
        bytes.push(array);
    }

    @Nullable String[] texts() {
        @Nullable String[] free = texts.poll();
        return free == null ? new @Nullable String[SIZE] : free;
    }

    void giveBack(@Nullable String[] array) {
        texts.push(array);
    }

    /** {@return what an evaluator remembers from batch to batch, {@link #UNKNOWN} at first} */
    long[] memo(Object evaluator, int size) {
        return memos.computeIfAbsent(evaluator, any -> {
            long[] memo = new long[size];
            Arrays.fill(memo, UNKNOWN);
            return memo;
        });
    }
}
