// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;

/** A column with one expression, each of whose values stands in it as it is or is null. */
final class ReadValues implements ReadColumn {

    private final String expression;
    private final Nulls nulls;
    private final PageValues values;
    private @Nullable DuckDBReadableVector vector;

    private ReadValues(Field field, String expression, PageValues values) {
        this.expression = expression;
        this.nulls = new Nulls(field);
        this.values = values;
    }

    /** A column that is selected as it is. */
    static ReadValues plain(Field field, PageValues values) {
        return new ReadValues(field, SqlText.identifier(field.name()), values);
    }

    /** A column that is cast to a type of DuckDB. */
    static ReadValues cast(Field field, String type, PageValues values) {
        return new ReadValues(field, "CAST(" + SqlText.identifier(field.name()) + " AS " + type + ")", values);
    }

    @Override
    public List<String> expressions() {
        return List.of(expression);
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
        } else {
            values.take(from, row, at);
        }
    }

    @Override
    public Column finish(int rows) {
        return values.finish(rows, nulls.finish());
    }
}
