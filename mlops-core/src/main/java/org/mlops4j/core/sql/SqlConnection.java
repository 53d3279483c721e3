// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.storage.Verification;

/**
 * One connection to a database, for one thread at a time. Once a statement has failed, the transaction it was in can
 * only be rolled back: the database may have ended it by itself, and what follows would commit alone.
 */
public final class SqlConnection implements AutoCloseable {

    private static final int FETCH_ROWS = 1_000;

    private final String place;
    private final Connection connection;
    private final SqlFailures failures;
    private final SqlBytes bytes;
    private final Statement control;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable MlopsException failure;

    /**
     * Uses a connection, which is closed with this one.
     *
     * @param connection fresh, used by nobody else
     * @param place the database, for messages
     * @param failures how its failures are translated
     * @param bytes its words about bytes
     */
    public SqlConnection(Connection connection, String place, SqlFailures failures, SqlBytes bytes)
            throws SQLException {
        this.connection = connection;
        this.place = place;
        this.failures = failures;
        this.bytes = bytes;
        this.control = connection.createStatement();
    }

    /** {@return the database, for messages} */
    public String place() {
        return place;
    }

    /** {@return the database's words about bytes} */
    SqlBytes bytes() {
        return bytes;
    }

    /** Executes a statement whose failure means something else to the caller than to {@link #control}. */
    public void setUp(String sql) throws SQLException {
        control.execute(sql);
    }

    /** Executes a statement of transaction control. */
    public void control(String sql) {
        try {
            setUp(sql);
        } catch (SQLException e) {
            throw failures.of(sql, place, e);
        }
    }

    /** {@return all rows} */
    public <T> List<T> list(String sql, RowReader<? extends T> reader, @Nullable Object... parameters) {
        List<T> list = new ArrayList<>();
        each(sql, row -> list.add(reader.read(row)), parameters);
        return list;
    }

    /** Reads all rows, one after another. */
    public void each(String sql, RowReader<?> reader, @Nullable Object... parameters) {
        try {
            PreparedStatement statement = bound(sql, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    /** Reads all rows and notes which of them are damaged. */
    public void verify(Verification.Builder found, String sql, RowReader<?> reader, @Nullable Object... parameters) {
        each(
                sql,
                row -> {
                    try {
                        reader.read(row);
                        found.sound();
                    } catch (CorruptException e) {
                        found.damaged(e);
                    }
                    return found;
                },
                parameters);
    }

    /** {@return the only row of a query that has at most one} */
    public <T> Optional<T> first(String sql, RowReader<? extends T> reader, @Nullable Object... parameters) {
        List<T> rows = list(sql, reader, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** {@return the only column of the only row; 0 if it is null} */
    public long number(String sql, @Nullable Object... parameters) {
        return list(sql, row -> row.getLong(1), parameters).get(0);
    }

    /** {@return how many rows a statement changed} */
    public int update(String sql, @Nullable Object... parameters) {
        try {
            return bound(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw failed("write", e);
        }
    }

    /** {@return what made the current transaction unfit for a commit, if anything} */
    public @Nullable MlopsException failure() {
        return failure;
    }

    /** Forgets the failure, after the rollback. */
    public void clearFailure() {
        failure = null;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failures.of("close the connection", place, e);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        if (failure != null) {
            throw failure;
        }
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statement.setFetchSize(FETCH_ROWS);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private MlopsException failed(String what, SQLException e) {
        MlopsException translated = failures.of(what, place, e);
        failure = translated;
        return translated;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** {@return the value of the current row} */
        T read(ResultSet row) throws SQLException;
    }
}
