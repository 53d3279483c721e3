// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** A column of INT64, or of TIMESTAMP as nanoseconds since the epoch. */
public final class LongColumn implements Column {

    private final DataType type;
    private final long[] values;
    private final @Nullable BitSet nulls;
    private final int offset;
    private final int size;

    LongColumn(DataType type, long[] values, @Nullable BitSet nulls, int offset, int size) {
        this.type = type;
        this.values = values;
        this.nulls = nulls;
        this.offset = offset;
        this.size = size;
    }

    /** {@return an INT64 column without nulls; the array is copied} */
    public static LongColumn of(long... values) {
        return new LongColumn(DataType.INT64, values.clone(), null, 0, values.length);
    }

    /** {@return a TIMESTAMP column without nulls of nanoseconds since the epoch; the array is copied} */
    public static LongColumn ofTimes(long... nanos) {
        return new LongColumn(DataType.TIMESTAMP, nanos.clone(), null, 0, nanos.length);
    }

    /**
     * {@return a column of INT64 or TIMESTAMP; what is given is copied}
     *
     * @param type the type
     * @param values one a row
     * @param nulls the rows that are null, whatever their values
     * @throws InvalidException if the type is another
     */
    public static LongColumn of(DataType type, long[] values, BitSet nulls) {
        if (type != DataType.INT64 && type != DataType.TIMESTAMP) {
            throw new InvalidException("a column of longs is int64 or timestamp, not " + type.text());
        }
        long[] copy = values.clone();
        nulls.stream().takeWhile(row -> row < copy.length).forEach(row -> copy[row] = 0);
        return new LongColumn(type, copy, nulls.isEmpty() ? null : (BitSet) nulls.clone(), 0, copy.length);
    }

    /** {@return the value of a row; 0 if it is null} */
    public long get(int row) {
        return values[offset + Objects.checkIndex(row, size)];
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls.get(offset + Objects.checkIndex(row, size));
    }

    /** {@return the first row from one on that is null, or {@link #size()} if there is none} */
    public int nextNull(int row) {
        int next = nulls == null ? -1 : nulls.nextSetBit(offset + Objects.checkIndex(row, size + 1));
        return next < 0 ? size : Math.min(next - offset, size);
    }

    @Override
    public LongColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new LongColumn(type, values, nulls, offset + from, to - from);
    }

    @Override
    public LongColumn take(int[] rows) {
        long[] taken = new long[rows.length];
        BitSet missing = new BitSet();
        for (int i = 0; i < rows.length; i++) {
            taken[i] = get(rows[i]);
            missing.set(i, isNull(rows[i]));
        }
        return new LongColumn(type, taken, missing.isEmpty() ? null : missing, 0, rows.length);
    }

    /** {@return the values as a fresh array; 0 where null} */
    public long[] toArray() {
        return Arrays.copyOfRange(values, offset, offset + size);
    }
}
