// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** A column of FLOAT64, or of FLOAT32 as doubles of equal value. */
public final class DoubleColumn implements Column {

    private final DataType type;
    private final double[] values;
    private final @Nullable BitSet nulls;
    private final int offset;
    private final int size;

    DoubleColumn(DataType type, double[] values, @Nullable BitSet nulls, int offset, int size) {
        this.type = type;
        this.values = values;
        this.nulls = nulls;
        this.offset = offset;
        this.size = size;
    }

    /** {@return a FLOAT64 column without nulls; the array is copied} */
    public static DoubleColumn of(double... values) {
        return new DoubleColumn(DataType.FLOAT64, values.clone(), null, 0, values.length);
    }

    /**
     * {@return a column of FLOAT64 or FLOAT32; what is given is copied}
     *
     * @param type the type
     * @param values one a row
     * @param nulls the rows that are null, whatever their values
     * @throws InvalidException if the type is another, or a value of a FLOAT32 column is no single
     */
    public static DoubleColumn of(DataType type, double[] values, BitSet nulls) {
        if (type != DataType.FLOAT64 && type != DataType.FLOAT32) {
            throw new InvalidException("a column of doubles is float64 or float32, not " + type.text());
        }
        double[] copy = values.clone();
        for (int row = 0; row < copy.length; row++) {
            if (nulls.get(row)) {
                copy[row] = Double.NaN;
            } else if (type == DataType.FLOAT32 && !Double.isNaN(copy[row]) && (float) copy[row] != copy[row]) {
                throw new InvalidException("the value " + copy[row] + " in row " + row + " is no float32");
            }
        }
        return new DoubleColumn(type, copy, nulls.isEmpty() ? null : (BitSet) nulls.clone(), 0, copy.length);
    }

    /** {@return a FLOAT64 column that is null where a value is NaN; the array is copied} */
    public static DoubleColumn nullForNan(double... values) {
        BitSet nulls = new BitSet();
        for (int row = 0; row < values.length; row++) {
            nulls.set(row, Double.isNaN(values[row]));
        }
        return of(DataType.FLOAT64, values, nulls);
    }

    /** {@return the value of a row; NaN if it is null} */
    public double get(int row) {
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
    public DoubleColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new DoubleColumn(type, values, nulls, offset + from, to - from);
    }

    @Override
    public DoubleColumn take(int[] rows) {
        double[] taken = new double[rows.length];
        BitSet missing = new BitSet();
        for (int i = 0; i < rows.length; i++) {
            taken[i] = get(rows[i]);
            missing.set(i, isNull(rows[i]));
        }
        return new DoubleColumn(type, taken, missing.isEmpty() ? null : missing, 0, rows.length);
    }

    /** {@return the values as a fresh array; NaN where null} */
    public double[] toArray() {
        return Arrays.copyOfRange(values, offset, offset + size);
    }
}
