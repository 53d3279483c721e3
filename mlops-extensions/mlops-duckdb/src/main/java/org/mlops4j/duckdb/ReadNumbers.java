// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.error.InvalidException;

/** Floating point numbers. */
final class ReadNumbers implements ReadColumn {

    private final Field field;
    private final Nulls nulls;
    private final double[] values;
    private @Nullable DuckDBReadableVector vector;

    ReadNumbers(Field field, int rows) {
        this.field = field;
        this.nulls = new Nulls(field);
        this.values = new double[rows];
    }

    @Override
    public List<String> expressions() {
        return List.of("CAST(" + SqlText.identifier(field.name()) + " AS DOUBLE)");
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
        double value = from.getDouble(row);
        if (field.type() == DataType.FLOAT32 && !Double.isNaN(value) && (float) value != value) {
            throw new InvalidException("the value " + value + " is no float32");
        }
        values[at] = value;
    }

    @Override
    public Column finish(int rows) {
        return DoubleColumn.of(field.type(), Arrays.copyOf(values, rows), nulls.finish());
    }
}
