// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;

/** Vectors. The driver hands out no lists, so there are their lengths, then their components one by one. */
final class ReadVectors implements ReadColumn {

    private final Field field;
    private final int size;
    private final Nulls nulls;
    private final double[] values;
    private final @Nullable DuckDBReadableVector[] components;
    private @Nullable DuckDBReadableVector lengths;

    ReadVectors(Field field, int size, int rows) {
        this.field = field;
        this.size = size;
        this.nulls = new Nulls(field);
        this.values = new double[Math.multiplyExact(rows, size)];
        this.components = new @Nullable DuckDBReadableVector[size];
    }

    @Override
    public List<String> expressions() {
        String name = SqlText.identifier(field.name());
        List<String> expressions = new ArrayList<>();
        expressions.add("CAST(len(" + name + ") AS BIGINT)");
        for (int i = 1; i <= size; i++) {
            expressions.add("CAST(" + name + "[" + i + "] AS DOUBLE)");
        }
        return expressions;
    }

    @Override
    public void begin(DuckDBDataChunkReader chunk, int first) {
        lengths = chunk.vector(first);
        for (int i = 0; i < size; i++) {
            components[i] = chunk.vector(first + 1 + i);
        }
    }

    @Override
    public void take(int row, int at) {
        DuckDBReadableVector length = requireNonNull(lengths);
        if (length.isNull(row)) {
            nulls.add(at);
            return;
        } else if (length.getLong(row) != size) {
            throw new InvalidException("a list of " + length.getLong(row) + " numbers is no "
                    + field.type().text());
        }
        for (int i = 0; i < size; i++) {
            DuckDBReadableVector component = requireNonNull(components[i]);
            if (component.isNull(row)) {
                throw new InvalidException("component " + i + " of a vector is null; it may be NaN");
            }
            values[at * size + i] = component.getDouble(row);
        }
    }

    @Override
    public Column finish(int rows) {
        return VectorColumn.of(size, Arrays.copyOf(values, rows * size), nulls.finish());
    }
}
