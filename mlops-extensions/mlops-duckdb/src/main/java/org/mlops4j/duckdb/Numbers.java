// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.Arrays;
import java.util.BitSet;
import org.duckdb.DuckDBReadableVector;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.error.InvalidException;

/** Floating point numbers. */
final class Numbers implements PageValues {

    private final DataType type;
    private final double[] values;

    Numbers(DataType type, int rows) {
        this.type = type;
        this.values = new double[rows];
    }

    @Override
    public void take(DuckDBReadableVector from, int row, int at) {
        double value = from.getDouble(row);
        if (type == DataType.FLOAT32 && !Double.isNaN(value) && (float) value != value) {
            throw new InvalidException("the value " + value + " is no float32");
        }
        values[at] = value;
    }

    @Override
    public Column finish(int rows, BitSet nulls) {
        return DoubleColumn.of(type, Arrays.copyOf(values, rows), nulls);
    }
}
