// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.Arrays;
import java.util.BitSet;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.StringColumn;

/** Texts. */
final class Texts implements PageValues {

    private final @Nullable String[] values;

    Texts(int rows) {
        this.values = new @Nullable String[rows];
    }

    @Override
    public void take(DuckDBReadableVector from, int row, int at) {
        values[at] = from.getString(row);
    }

    @Override
    public Column finish(int rows, BitSet nulls) {
        // What the page before had there.
        nulls.stream().forEach(at -> values[at] = null);
        return StringColumn.of(Arrays.copyOf(values, rows));
    }
}
