// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.source.Source.Pages;

/** The rows of a query that runs. */
final class JdbcPages implements Pages {

    private static final int FETCHED_ROWS = 4_096;

    private final JdbcQuery query;
    private final Connection connection;
    private final Schema columns;
    private final List<JdbcValue> values = new ArrayList<>();
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet rows;
    private boolean committed;
    private boolean closed;
    private long row;

    JdbcPages(JdbcQuery query, Connection connection, Schema columns) {
        this.query = query;
        this.connection = connection;
        this.columns = columns;
    }

    void execute(String sql) throws SQLException {
        committed = connection.getAutoCommit();
        // Outside of a transaction some drivers fetch all rows at once, whatever the fetch size.
        connection.setAutoCommit(false);
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCHED_ROWS);
        rows = statement.executeQuery();
        ResultSetMetaData there = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= there.getColumnCount(); i++) {
            labels.add(there.getColumnLabel(i));
        }
        List<String> found = columns.names().stream()
                .map(name -> labels.contains(name)
                        ? name
                        : labels.stream()
                                .filter(name::equalsIgnoreCase)
                                .findFirst()
                                .orElse(name))
                .toList();
        WantedColumns.require(query, Schema.of(renamed(found)), labels);
        for (int i = 0; i < found.size(); i++) {
            int index = labels.indexOf(found.get(i)) + 1;
            values.add(JdbcValue.of(columns.field(i), index, there, query.zone()));
        }
    }

    @Override
    public Table next() {
        Table.Builder page = Table.builder(columns);
        if (closed || rows == null) {
            return page.build();
        }
        @Nullable Object[] cells = new @Nullable Object[columns.size()];
        try {
            while (page.rowCount() < Source.PAGE_ROWS && rows.next()) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cell(rows, i);
                }
                page.add(cells);
                row++;
            }
        } catch (SQLException e) {
            throw new StorageException("could not read row " + row + " of " + query + ": " + e.getMessage(), e);
        }
        return page.build();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Connection last = connection) {
            if (rows != null) {
                rows.close();
            }
            if (statement != null) {
                statement.close();
            }
            if (committed) {
                last.rollback();
                last.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StorageException("could not close " + query, e);
        }
    }

    private @Nullable Object cell(ResultSet from, int column) throws SQLException {
        Field field = columns.field(column);
        try {
            Object value = values.get(column).read(from);
            if (value == null && !field.nullable()) {
                throw new InvalidException("there is no value, and the column is never null");
            }
            return value;
        } catch (InvalidException e) {
            throw new InvalidException(
                    query + ", row " + row + ", column '" + field.name() + "': " + e.getMessage(), e);
        }
    }

    private List<Field> renamed(List<String> names) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(names.get(i), columns.field(i).type(), true));
        }
        return fields;
    }
}
