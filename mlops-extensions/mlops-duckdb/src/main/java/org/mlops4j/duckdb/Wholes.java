// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.Arrays;
import java.util.BitSet;
import org.duckdb.DuckDBReadableVector;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.LongColumn;

/** Whole numbers. */
final class Wholes implements PageValues {

    private final DataType type;
    private final long[] values;

    Wholes(DataType type, int rows) {
        this.type = type;
        this.values = new long[rows];
    }

    @Override
    public void take(DuckDBReadableVector from, int row, int at) {
        values[at] = from.getLong(row);
    }

    @Override
    public Column finish(int rows, BitSet nulls) {
        return LongColumn.of(type, Arrays.copyOf(values, rows), nulls);
    }
}
