// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of vectors of one size. */
public final class VectorColumn implements Column {

    private final DataType.Vector type;
    private final double[] values;
    private final @Nullable BitSet nulls;
    private final int offset;
    private final int size;

    VectorColumn(DataType.Vector type, double[] values, @Nullable BitSet nulls, int offset, int size) {
        this.type = type;
        this.values = values;
        this.nulls = nulls;
        this.offset = offset;
        this.size = size;
    }

    /**
     * {@return a column of vectors without nulls}
     *
     * @param dimension the size of each vector
     * @param values the vectors one after another, copied; a multiple of the dimension
     */
    public static VectorColumn of(int dimension, double... values) {
        if (values.length % dimension != 0) {
            throw new IllegalArgumentException(
                    values.length + " values are no whole number of vectors of " + dimension);
        }
        return new VectorColumn(new DataType.Vector(dimension), values.clone(), null, 0, values.length / dimension);
    }

    /**
     * {@return a column of vectors; what is given is copied}
     *
     * @param dimension the size of each vector
     * @param values the vectors one after another; a multiple of the dimension
     * @param nulls the rows that are null, whatever their values
     */
    public static VectorColumn of(int dimension, double[] values, BitSet nulls) {
        VectorColumn column = of(dimension, values);
        if (nulls.isEmpty()) {
            return column;
        }
        nulls.stream()
                .takeWhile(row -> row < column.size)
                .forEach(row -> Arrays.fill(column.values, row * dimension, (row + 1) * dimension, Double.NaN));
        return new VectorColumn(column.type, column.values, (BitSet) nulls.clone(), 0, column.size);
    }

    /** {@return a component of the vector of a row; NaN if the row is null} */
    public double get(int row, int component) {
        Objects.checkIndex(component, type.size());
        return values[(offset + Objects.checkIndex(row, size)) * type.size() + component];
    }

    /** Copies the vector of a row into an array of at least the vector's size. */
    public void copyTo(int row, double[] target) {
        System.arraycopy(values, (offset + Objects.checkIndex(row, size)) * type.size(), target, 0, type.size());
    }

    @Override
    public DataType.Vector type() {
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
    public VectorColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new VectorColumn(type, values, nulls, offset + from, to - from);
    }

    @Override
    public VectorColumn take(int[] rows) {
        int dimension = type.size();
        double[] taken = new double[rows.length * dimension];
        BitSet missing = new BitSet();
        for (int i = 0; i < rows.length; i++) {
            int from = (offset + Objects.checkIndex(rows[i], size)) * dimension;
            System.arraycopy(values, from, taken, i * dimension, dimension);
            missing.set(i, isNull(rows[i]));
        }
        return new VectorColumn(type, taken, missing.isEmpty() ? null : missing, 0, rows.length);
    }

    /** {@return the vectors one after another as a fresh array} */
    public double[] toArray() {
        return Arrays.copyOfRange(values, offset * type.size(), (offset + size) * type.size());
    }
}
