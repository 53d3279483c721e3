// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.mlops4j.core.sql.SqlConnection;
import org.sqlite.SQLiteConfig;

/** Opens connections to an SQLite file. */
final class SqliteFiles {

    private static final int BUSY_MILLIS = 10_000;

    private SqliteFiles() {}

    /** {@return a connection that may write} */
    static SqlConnection writer(Path file, Durability durability) throws SQLException {
        return connect(
                file,
                "pragma journal_mode=WAL",
                "pragma synchronous=" + durability.synchronous(),
                "pragma journal_size_limit=" + SqliteDatabase.LOG_BYTES,
                "pragma foreign_keys=ON");
    }

    /** {@return a connection that only reads} */
    static SqlConnection reader(Path file) throws SQLException {
        return connect(file, "pragma query_only=ON");
    }

    private static SqlConnection connect(Path file, String... settings) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // As a URI, because a question mark in a plain path would begin SQLite's options.
        var opened = config.createConnection("jdbc:sqlite:" + file.toUri().toASCIIString());
        try {
            SqlConnection connection = new SqlConnection(opened, file.toString(), SqliteFailure::of);
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
