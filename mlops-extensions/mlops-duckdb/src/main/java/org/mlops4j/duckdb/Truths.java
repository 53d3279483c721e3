// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.Arrays;
import java.util.BitSet;
import org.duckdb.DuckDBReadableVector;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;

/** Truth values. */
final class Truths implements PageValues {

    private final boolean[] values;

    Truths(int rows) {
        this.values = new boolean[rows];
    }

    @Override
    public void take(DuckDBReadableVector from, int row, int at) {
        values[at] = from.getBoolean(row);
    }

    @Override
    public Column finish(int rows, BitSet nulls) {
        return BooleanColumn.of(Arrays.copyOf(values, rows), nulls);
    }
}
