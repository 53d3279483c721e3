// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of truth values. */
public final class BooleanColumn implements Column {

    private final DataType type;
    private final boolean[] values;
    private final @Nullable BitSet nulls;
    private final int offset;
    private final int size;

    BooleanColumn(DataType type, boolean[] values, @Nullable BitSet nulls, int offset, int size) {
        this.type = type;
        this.values = values;
        this.nulls = nulls;
        this.offset = offset;
        this.size = size;
    }

    /** {@return a BOOLEAN column without nulls; the array is copied} */
    public static BooleanColumn of(boolean... values) {
        return new BooleanColumn(DataType.BOOLEAN, values.clone(), null, 0, values.length);
    }

    /** {@return a BOOLEAN column; rows of {@code nulls} are null, whatever their values; what is given is copied} */
    public static BooleanColumn of(boolean[] values, BitSet nulls) {
        boolean[] copy = values.clone();
        nulls.stream().takeWhile(row -> row < copy.length).forEach(row -> copy[row] = false);
        BitSet missing = nulls.isEmpty() ? null : (BitSet) nulls.clone();
        return new BooleanColumn(DataType.BOOLEAN, copy, missing, 0, copy.length);
    }

    /** {@return the value of a row; {@code false} if it is null} */
    public boolean get(int row) {
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

    @Override
    public BooleanColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new BooleanColumn(type, values, nulls, offset + from, to - from);
    }

    @Override
    public BooleanColumn take(int[] rows) {
        boolean[] taken = new boolean[rows.length];
        BitSet missing = new BitSet();
        for (int i = 0; i < rows.length; i++) {
            taken[i] = get(rows[i]);
            missing.set(i, isNull(rows[i]));
        }
        return new BooleanColumn(type, taken, missing.isEmpty() ? null : missing, 0, rows.length);
    }

    /** {@return the values as a fresh array; {@code false} where null} */
    public boolean[] toArray() {
        return Arrays.copyOfRange(values, offset, offset + size);
    }
}
