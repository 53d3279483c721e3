// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.storage.Durability;
import org.sqlite.SQLiteConfig;

/** Opens connections to an SQLite file. */
final class SqliteFiles {

    private static final int BUSY_MILLIS = 10_000;

    /** SQLite's default. */
    private static final int PAGE_BYTES = 4_096;

    private SqliteFiles() {}

    /** {@return a connection that may write} */
    static SqlConnection writer(Path file, Durability durability) throws SQLException {
        return connect(
                uri(file),
                file,
                "pragma journal_mode=WAL",
                synchronous(durability),
                "pragma journal_size_limit=" + SqliteDatabase.LOG_BYTES,
                // A checkpoint waits for the disk: rarely enough that not one commit in a hundred has to.
                "pragma wal_autocheckpoint=" + SqliteDatabase.LOG_BYTES / PAGE_BYTES,
                "pragma foreign_keys=ON");
    }

    /** {@return the setting by which commits are as durable as that} */
    static String synchronous(Durability durability) {
        return "pragma synchronous=" + (durability == Durability.POWER_SAFE ? "FULL" : "NORMAL");
    }

    /** {@return a connection that only reads} */
    static SqlConnection reader(Path file) throws SQLException {
        return connect(uri(file), file, "pragma query_only=ON");
    }

    /**
     * {@return a connection to a file that must not be written, nor anything beside it}
     *
     * @throws SQLException if a writer that died left a log which cannot be read without writing
     */
    static SqlConnection readOnly(Path file) throws SQLException {
        // Without others who could write, SQLite needs no lock files; with them it must use theirs.
        boolean frozen = !Files.isWritable(file.toAbsolutePath().getParent()) && !Files.exists(log(file));
        return connect(uri(file) + (frozen ? "?immutable=1" : "?mode=ro"), file, "pragma query_only=ON");
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** As a URI, because a question mark in a plain path would begin SQLite's options. */
    private static String uri(Path file) {
        return "jdbc:sqlite:" + file.toUri().toASCIIString();
    }

    private static SqlConnection connect(String uri, Path file, String... settings) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // Nobody asks for them, and the driver would prepare a query for them behind every change.
        config.setGetGeneratedKeys(false);
        var opened = config.createConnection(uri);
        try {
            SqlConnection connection = new SqlConnection(opened, file.toString(), SqliteFailure::of, new SqliteBytes());
            for (String setting : settings) {
                connection.setUp(setting);
            }
            return connection;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }
}
