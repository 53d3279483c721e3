// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;

/** Truth values. */
final class ReadTruths implements ReadColumn {

    private final Field field;
    private final Nulls nulls;
    private final boolean[] values;
    private @Nullable DuckDBReadableVector vector;

    ReadTruths(Field field, int rows) {
        this.field = field;
        this.nulls = new Nulls(field);
        this.values = new boolean[rows];
    }

    @Override
    public List<String> expressions() {
        return List.of(SqlText.identifier(field.name()));
    }

    @Override
    public void begin(DuckDBDataChunkReader chunk, int first) {
        vector = chunk.vector(first);
    }

    @Override
    public void take(int row, int at) {
        DuckDBReadableVector from = requireNonNull(vector);
        if (from.isNull(row)) {
            nulls.add(at);
            return;
        }
        values[at] = from.getBoolean(row);
    }

    @Override
    public Column finish(int rows) {
        return BooleanColumn.of(Arrays.copyOf(values, rows), nulls.finish());
    }
}
