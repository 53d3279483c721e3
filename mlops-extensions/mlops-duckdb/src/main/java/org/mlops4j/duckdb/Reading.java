// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.features.source.Source;
import org.mlops4j.features.source.WantedColumns;

/** Rows on their way out of DuckDB, which hands them out in chunks of a few thousand. */
final class Reading implements Source.Pages {

    private final Source source;
    private final Database database;
    private final Schema wanted;
    private final List<ReadColumn> columns = new ArrayList<>();
    private final List<String> expressions = new ArrayList<>();
    private final List<Integer> firsts = new ArrayList<>();
    private @Nullable DuckDBPreparedStatement statement;
    private @Nullable DuckDBChunkedResult result;
    private @Nullable DuckDBDataChunkReader chunk;
    private int taken;
    private long row;
    private boolean closed;

    private Reading(Source source, Database database, Schema wanted) {
        this.source = source;
        this.database = database;
        this.wanted = wanted;
    }

    /**
     * {@return the rows}
     *
     * @param zone of local times, or {@code null} if they are refused
     * @param database is closed with the pages, or if this fails
     * @param from the rest of a SELECT behind its columns
     * @param values of its question marks
     */
    static Reading begin(
            Source source, @Nullable ZoneId zone, Database database, Schema wanted, String from, List<Object> values) {
        Reading reading = new Reading(source, database, wanted);
        try {
            reading.begin(zone, from, values);
            return reading;
        } catch (SQLException e) {
            throw reading.closed(Failures.of("could not read " + source, e));
        } catch (MlopsException e) {
            throw reading.closed(e);
        }
    }

    @Override
    public Table next() {
        int rows = 0;
        try {
            while (!closed && rows < Source.PAGE_ROWS && hasRows()) {
                rows += take(rows);
            }
        } catch (SQLException e) {
            throw Failures.of("could not read behind row " + row + " of " + source, e);
        }
        List<Column> page = new ArrayList<>();
        for (ReadColumn column : columns) {
            page.add(column.finish(rows));
        }
        return Table.of(wanted, page);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        chunk = null;
        try {
            if (result != null) {
                result.close();
            }
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            throw Failures.of("could not close " + source, e);
        } finally {
            database.close();
        }
    }

    private void begin(@Nullable ZoneId zone, String from, List<Object> values) throws SQLException {
        Map<String, String> there = types(from, values);
        WantedColumns.require(source, wanted, List.copyOf(there.keySet()));
        for (Field field : wanted.fields()) {
            ReadColumn column = ReadColumn.of(field, there.getOrDefault(field.name(), ""), zone, Source.PAGE_ROWS);
            columns.add(column);
            firsts.add(expressions.size());
            expressions.addAll(column.expressions());
        }
        statement = prepared("SELECT " + String.join(", ", expressions) + " " + from, values);
        result = statement.query();
    }

    /** {@return the types of what is there, by name in order} */
    private Map<String, String> types(String from, List<Object> values) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (DuckDBPreparedStatement none = prepared("SELECT * " + from + " LIMIT 0", values);
                ResultSet rows = none.executeQuery()) {
            ResultSetMetaData columnsThere = rows.getMetaData();
            for (int i = 1; i <= columnsThere.getColumnCount(); i++) {
                types.put(columnsThere.getColumnName(i), columnsThere.getColumnTypeName(i));
            }
        }
        return types;
    }

    private DuckDBPreparedStatement prepared(String sql, List<Object> values) throws SQLException {
        DuckDBPreparedStatement prepared = database.prepare(sql);
        try {
            for (int i = 0; i < values.size(); i++) {
                prepared.setObject(i + 1, values.get(i));
            }
            return prepared;
        } catch (SQLException e) {
            prepared.close();
            throw e;
        }
    }

    private boolean hasRows() throws SQLException {
        while (result != null && (chunk == null || taken == chunk.rowCount())) {
            if (!result.nextChunk()) {
                return false;
            }
            chunk = result.chunk();
            taken = 0;
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).begin(chunk, firsts.get(i));
            }
        }
        return result != null;
    }

    /** {@return how many rows of the chunk were taken, from a row of the page on} */
    private int take(int at) {
        int count = chunk == null ? 0 : Math.min((int) chunk.rowCount() - taken, Source.PAGE_ROWS - at);
        for (int i = 0; i < columns.size(); i++) {
            for (int next = 0; next < count; next++) {
                take(i, taken + next, at + next, row + next);
            }
        }
        taken += count;
        row += count;
        return count;
    }

    private void take(int column, int inChunk, int inPage, long inSource) {
        try {
            columns.get(column).take(inChunk, inPage);
        } catch (InvalidException e) {
            throw new InvalidException(
                    source + ", row " + inSource + ", column '"
                            + wanted.field(column).name() + "': " + e.getMessage(),
                    e);
        }
    }

    private MlopsException closed(MlopsException failure) {
        try {
            close();
        } catch (MlopsException closing) {
            failure.addSuppressed(closing);
        }
        return failure;
    }
}
