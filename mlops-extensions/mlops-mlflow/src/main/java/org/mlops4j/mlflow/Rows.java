// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Rows of a SQLite database, whose tables and columns may or may not be there: MLflow has changed them dozens of times.
 * The database is opened for reading only. Not thread-safe.
 */
final class Rows implements AutoCloseable {

    private final Path file;
    private final Connection connection;

    private Rows(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static Rows open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try {
            return new Rows(file, config.createConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /** {@return the rows of a table; none if there is no such table} */
    List<Row> all(String table) {
        return has(table) ? query("SELECT * FROM " + table) : List.of();
    }

    /** {@return the rows of a table with a value in a column; none if there is no such table} */
    List<Row> where(String table, String column, String value) {
        return has(table) ? query("SELECT * FROM " + table + " WHERE " + column + " = ?", value) : List.of();
    }

    boolean has(String table) {
        return !query("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", table)
                .isEmpty();
    }

    private List<Row> query(String sql, String... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet results = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(row(results));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    private static Row row(ResultSet results) throws SQLException {
        ResultSetMetaData columns = results.getMetaData();
        Map<String, Object> values = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = results.getObject(i);
            if (value != null) {
                values.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return new Row(values);
    }

    private static InvalidException unreadable(Path file, SQLException e) {
        String why = e instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                ? "it is no SQLite database"
                : String.valueOf(e.getMessage());
        return new InvalidException("could not read " + file + " as a database of MLflow: " + why, e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * A row.
     *
     * @param values what is not null, by column in small letters
     */
    record Row(Map<String, Object> values) {

        /** {@return the value as text, {@code null} if there is none or no such column} */
        @Nullable String find(String column) {
            Object value = values.get(column);
            return value == null ? null : value.toString();
        }

        String text(String column) {
            String text = find(column);
            if (text == null) {
                throw new InvalidException(
                        "a row of MLflow has no '" + column + "', only " + String.join(", ", values.keySet()));
            }
            return text;
        }

        String text(String column, String otherwise) {
            String text = find(column);
            return text == null ? otherwise : text;
        }

        double real(String column) {
            return values.get(column) instanceof Number number
                    ? number.doubleValue()
                    : Numbers.real("column " + column, text(column));
        }

        boolean flag(String column) {
            String text = text(column, "0");
            return text.equals("1") || text.equals("true");
        }
    }
}
