// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.source.Source;

/** The rows of a source as a table function, from which DuckDB draws them by one thread. */
/*
 * The driver takes neither lists nor times in nanoseconds, so the function gives vectors as their components and times
 * as whole numbers, and the query around it puts them together.
 */
final class WrittenRows implements DuckDBTableFunction<Boolean, Boolean, Boolean> {

    static final String NAME = "written_rows";

    private final Schema columns;
    private final Source.Pages pages;
    private @Nullable Table page;
    private @Nullable RuntimeException failure;
    private int next;
    private long count;

    WrittenRows(Schema columns, Source.Pages pages) {
        this.columns = columns;
        this.pages = pages;
    }

    /** {@return what is selected of the function to get the columns} */
    String expressions() {
        List<String> expressions = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < columns.size(); i++) {
            Field field = columns.field(i);
            expressions.add(expression(field, first) + " AS " + SqlText.identifier(field.name()));
            first += width(i);
        }
        return String.join(", ", expressions);
    }

    /** {@return how many rows were drawn} */
    long count() {
        return count;
    }

    /** {@return why no more rows could be drawn, of which DuckDB keeps the message alone} */
    Optional<RuntimeException> findFailure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public Boolean bind(DuckDBTableFunctionBindInfo info) {
        int first = 0;
        for (Field field : columns.fields()) {
            for (int i = 0; i < WrittenColumn.width(field.type()); i++) {
                info.addResultColumn("c" + (first + i), WrittenColumn.type(field.type()));
            }
            first += WrittenColumn.width(field.type());
        }
        return true;
    }

    @Override
    public Boolean init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        return true;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
        try {
            if (page == null || next == page.rowCount()) {
                page = pages.next();
                next = 0;
            }
            int rows = (int) Math.min(chunk.capacity(), page.rowCount() - next);
            int first = 0;
            for (int i = 0; i < columns.size(); i++) {
                write(i, chunk, first, page, rows);
                first += width(i);
            }
            next += rows;
            count += rows;
            return rows;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void write(int column, DuckDBDataChunkWriter chunk, int first, Table from, int rows) {
        for (int row = 0; row < rows; row++) {
            try {
                WrittenColumn.write(from.column(column), next + row, chunk, first, row);
            } catch (InvalidException e) {
                throw new InvalidException(
                        "row " + (count + row) + ", column '"
                                + columns.field(column).name() + "': " + e.getMessage(),
                        e);
            }
        }
    }

    private int width(int column) {
        return WrittenColumn.width(columns.field(column).type());
    }

    private static String expression(Field field, int first) {
        if (field.type() instanceof DataType.Vector vector) {
            return IntStream.range(first, first + vector.size())
                    .mapToObj(i -> "c" + i)
                    .collect(Collectors.joining(", ", "CASE WHEN c" + first + " IS NOT NULL THEN [", "] END"));
        }
        return field.type() == DataType.TIMESTAMP
                ? "CAST(make_timestamp_ns(c" + first + ") AS TIMESTAMPTZ_NS)"
                : "c" + first;
    }
}
