// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
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
import org.mlops4j.error.MlopsException;
import org.sqlite.SQLiteConfig;

/**
 * One connection to an SQLite file, for one thread at a time. Once a statement has failed, the transaction it was in
 * can only be rolled back: SQLite may have ended it by itself, and what follows would commit alone.
 */
final class SqliteConnection implements AutoCloseable {

    private static final int BUSY_MILLIS = 10_000;

    private final Path file;
    private final Connection connection;
    private final Statement control;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable MlopsException failure;

    private SqliteConnection(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.control = connection.createStatement();
    }

    /** Opens a connection that may write. */
    static SqliteConnection writer(Path file, Durability durability) throws SQLException {
        SqliteConnection writer = new SqliteConnection(file, connect(file));
        try {
            writer.setUp("pragma journal_mode=WAL");
            writer.setUp("pragma synchronous=" + durability.synchronous());
            writer.setUp("pragma foreign_keys=ON");
        } catch (SQLException e) {
            writer.connection.close();
            throw e;
        }
        return writer;
    }

    /** Opens a connection that only reads. */
    static SqliteConnection reader(Path file) throws SQLException {
        SqliteConnection reader = new SqliteConnection(file, connect(file));
        try {
            reader.setUp("pragma query_only=ON");
        } catch (SQLException e) {
            reader.connection.close();
            throw e;
        }
        return reader;
    }

    /** {@return the file} */
    Path file() {
        return file;
    }

    /** Executes a statement of the set-up or of transaction control; the caller translates what it throws. */
    void setUp(String sql) throws SQLException {
        control.execute(sql);
    }

    /** {@return all rows} */
    <T> List<T> list(String sql, RowReader<? extends T> reader, @Nullable Object... parameters) {
        try {
            PreparedStatement statement = bound(sql, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (rows.next()) {
                    list.add(reader.read(rows));
                }
                return list;
            }
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    /** {@return the only row of a query that has at most one} */
    <T> Optional<T> first(String sql, RowReader<? extends T> reader, @Nullable Object... parameters) {
        List<T> rows = list(sql, reader, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** {@return the only column of the only row; 0 if it is null} */
    long number(String sql, @Nullable Object... parameters) {
        return list(sql, row -> row.getLong(1), parameters).get(0);
    }

    /** {@return how many rows a statement changed} */
    int update(String sql, @Nullable Object... parameters) {
        try {
            return bound(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw failed("write", e);
        }
    }

    /** {@return what made the current transaction unfit for a commit, if anything} */
    @Nullable MlopsException failure() {
        return failure;
    }

    /** Forgets the failure, after the rollback. */
    void clearFailure() {
        failure = null;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqliteFailure.of("close the connection", file, e);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        if (failure != null) {
            throw failure;
        }
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private MlopsException failed(String what, SQLException e) {
        MlopsException translated = SqliteFailure.of(what, file, e);
        failure = translated;
        return translated;
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // As a URI, because a question mark in a plain path would begin SQLite's options.
        return config.createConnection("jdbc:sqlite:" + file.toUri().toASCIIString());
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    interface RowReader<T> {
        /** {@return the value of the current row} */
        T read(ResultSet row) throws SQLException;
    }
}
