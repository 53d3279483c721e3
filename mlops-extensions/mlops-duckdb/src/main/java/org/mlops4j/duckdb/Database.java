// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.mlops4j.error.StorageException;

/**
 * A DuckDB of its own in memory, for one thread. It loads no extensions, and what does not fit into {@value #MEMORY}
 * goes to a directory that is gone when it is closed.
 */
final class Database implements AutoCloseable {

    /** Enough for the row groups of a few threads, and for small sorts; larger ones go to disk. */
    static final String MEMORY = "512MB";

    private final Path spilled;
    private final Connection connection;

    private Database(Path spilled, Connection connection) {
        this.spilled = spilled;
        this.connection = connection;
    }

    static Database open() throws SQLException {
        Path spilled;
        try {
            spilled = Files.createTempDirectory("mlops4j-duckdb");
        } catch (IOException e) {
            throw new StorageException("DuckDB needs a directory for what does not fit into memory", e);
        }
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        Database database = new Database(spilled, DriverManager.getConnection("jdbc:duckdb:", settings));
        try {
            database.execute("SET memory_limit = " + SqlText.literal(MEMORY));
            database.execute("SET temp_directory = " + SqlText.literal(spilled.toString()));
            database.execute("SET autoinstall_known_extensions = false");
            database.execute("SET autoload_known_extensions = false");
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /** Lets statements from now on touch these files, and change no setting. */
    void restrict(List<Path> files) throws SQLException {
        execute("SET allowed_paths = " + SqlText.allowed(files));
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    DuckDBPreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StorageException("could not close a DuckDB in memory", e);
        } finally {
            removeSpilled();
        }
    }

    private void removeSpilled() {
        try (Stream<Path> left = Files.walk(spilled)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new StorageException("could not remove " + spilled + ", where DuckDB put what did not fit", e);
        }
    }
}
