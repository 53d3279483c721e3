// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;

/** Writes scores to a table, page by page. For one thread. */
final class JdbcScoreWriter implements ScoreSink.Writer {

    /** Few enough for a driver to hold. */
    private static final int ROWS_AT_ONCE = 1_000;

    private final Connection connection;
    private final String table;
    private final Schema columns;
    private final boolean[] zoned;
    private final JdbcPosition position;
    private String insert = "";
    private boolean committed;
    private boolean closed;
    private long rows;

    JdbcScoreWriter(Connection connection, String table, Schema columns, JdbcPosition position) {
        this.connection = connection;
        this.table = table;
        this.columns = columns;
        this.position = position;
        this.zoned = new boolean[columns.size()];
    }

    /** Looks at the table and finds out how far the batch is. */
    void begin() throws SQLException {
        committed = connection.getAutoCommit();
        connection.setAutoCommit(true);
        position.create();
        connection.setAutoCommit(false);
        insert = insert(labels());
        rows = position.begin(columns);
        // What was read holds no lock while the first page is scored.
        connection.rollback();
    }

    /** {@return what the table calls the columns} */
    private List<String> labels() throws SQLException {
        List<String> labels = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        try (PreparedStatement nothing = connection.prepareStatement("SELECT * FROM " + table + " WHERE 1 = 0")) {
            ResultSetMetaData there = nothing.executeQuery().getMetaData();
            for (int i = 0; i < columns.size(); i++) {
                String name = columns.field(i).name();
                int index = index(there, name);
                if (index == 0) {
                    missing.add(name);
                } else {
                    labels.add(there.getColumnLabel(index));
                    zoned[i] = columns.field(i).type() == DataType.TIMESTAMP && isZoned(there, index);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidException(
                    "table " + table + " has no columns " + missing + "; scores have the columns " + columns);
        }
        return labels;
    }

    /** {@return the index of a column, first to the letter, then whatever its case; 0 if there is none} */
    private static int index(ResultSetMetaData there, String name) throws SQLException {
        int found = 0;
        for (int i = there.getColumnCount(); i > 0; i--) {
            String label = there.getColumnLabel(i);
            if (label.equals(name)) {
                return i;
            }
            found = label.equalsIgnoreCase(name) ? i : found;
        }
        return found;
    }

    private boolean isZoned(ResultSetMetaData there, int index) throws SQLException {
        int type = there.getColumnType(index);
        // PostgreSQL calls both kinds TIMESTAMP.
        if (type == Types.TIMESTAMP_WITH_TIMEZONE || "timestamptz".equalsIgnoreCase(there.getColumnTypeName(index))) {
            return true;
        }
        if (type == Types.TIMESTAMP) {
            throw new InvalidException("column '" + there.getColumnLabel(index) + "' of table " + table
                    + " holds local times; scores have instants, for a TIMESTAMP WITH TIME ZONE or a text");
        }
        return false;
    }

    private String insert(List<String> labels) throws SQLException {
        String quote = Optional.ofNullable(connection.getMetaData().getIdentifierQuoteString())
                .map(String::strip)
                .orElse("");
        return "INSERT INTO " + table
                + labels.stream()
                        .map(label -> quote + (quote.isEmpty() ? label : label.replace(quote, quote + quote)) + quote)
                        .collect(Collectors.joining(", ", " (", ")"))
                + labels.stream().map(label -> "?").collect(Collectors.joining(", ", " VALUES (", ")"));
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void add(Table page) {
        try {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (int row = 0; row < page.rowCount(); row++) {
                    bind(statement, page.row(row));
                    statement.addBatch();
                    if ((row + 1) % ROWS_AT_ONCE == 0) {
                        statement.executeBatch();
                    }
                }
                statement.executeBatch();
            }
            position.move(rows, rows + page.rowCount());
            connection.commit();
            rows += page.rowCount();
        } catch (SQLException e) {
            throw rolledBack(new StorageException(
                    "scores behind row " + rows + " could not be written to table " + table + ": " + e.getMessage(),
                    e));
        } catch (MlopsException e) {
            throw rolledBack(e);
        }
    }

    private void bind(PreparedStatement statement, Row row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            DataType.Scalar type = (DataType.Scalar) columns.field(i).type();
            if (row.isNull(i)) {
                statement.setNull(i + 1, sqlType(type, zoned[i]));
                continue;
            }
            switch (type) {
                case STRING -> statement.setString(i + 1, row.text(i));
                case INT64 -> statement.setLong(i + 1, row.whole(i));
                case FLOAT32 -> statement.setFloat(i + 1, (float) row.number(i));
                case FLOAT64 -> statement.setDouble(i + 1, row.number(i));
                case BOOLEAN -> statement.setBoolean(i + 1, row.number(i) == 1);
                case TIMESTAMP -> {
                    if (zoned[i]) {
                        statement.setObject(i + 1, row.instant(i).atOffset(ZoneOffset.UTC));
                    } else {
                        statement.setString(i + 1, row.instant(i).toString());
                    }
                }
            }
        }
    }

    private static int sqlType(DataType.Scalar type, boolean zoned) {
        return switch (type) {
            case STRING -> Types.VARCHAR;
            case INT64 -> Types.BIGINT;
            case FLOAT32 -> Types.REAL;
            case FLOAT64 -> Types.DOUBLE;
            case BOOLEAN -> Types.BOOLEAN;
            case TIMESTAMP -> zoned ? Types.TIMESTAMP_WITH_TIMEZONE : Types.VARCHAR;
        };
    }

    private MlopsException rolledBack(MlopsException failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Connection last = connection) {
            if (!last.getAutoCommit()) {
                last.rollback();
                last.setAutoCommit(committed);
            }
        } catch (SQLException e) {
            throw new StorageException("could not close table " + table, e);
        }
    }
}
