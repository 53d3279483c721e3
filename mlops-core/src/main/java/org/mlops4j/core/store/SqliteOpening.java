// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.mlops4j.core.sql.Migrations;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.storage.Durability;

/**
 * Opens an SQLite file and brings it to its newest format.
 *
 * @param migrations the steps from the first format on
 */
record SqliteOpening(Migrations migrations) {

    /**
     * The first SQLite without the defect by which two connections that write and checkpoint at once could damage a
     * file in write-ahead mode (3.7.0 to 3.51.2).
     */
    static final String OLDEST_SQLITE = "3.51.3";

    private static final long OPEN_NANOS = 10_000_000_000L;

    /**
     * {@return a writer connection to a file that has this format now}
     *
     * @throws IncompatibleException if the SQLite on the class path is too old, or the file is of a newer version of
     *     the library or of another program
     * @throws CorruptException if the file is damaged
     * @throws MlopsException if the file cannot be written
     */
    SqlConnection prepare(Path file, Durability durability) {
        SqlConnection writer = connect(file, durability);
        try {
            requireSqlite(writer);
            writer.setUp("begin immediate");
            migrate(writer, file);
            writer.setUp("commit");
            return writer;
        } catch (SQLException e) {
            writer.close();
            throw SqliteFailure.of("prepare the tables", file.toString(), e);
        } catch (RuntimeException | Error e) {
            writer.close();
            throw e;
        }
    }

    static void requireSqlite(SqlConnection connection) {
        requireSqlite(connection
                .list("select sqlite_version()", row -> row.getString(1))
                .get(0));
    }

    static void requireSqlite(String version) {
        String[] parts = version.split("\\.");
        String[] least = OLDEST_SQLITE.split("\\.");
        for (int i = 0; i < least.length; i++) {
            int difference =
                    Integer.compare(i < parts.length ? Integer.parseInt(parts[i]) : 0, Integer.parseInt(least[i]));
            if (difference > 0) {
                return;
            }
            if (difference < 0) {
                throw new IncompatibleException("SQLite " + version + " is on the class path, which can damage a"
                        + " database that two connections write; " + OLDEST_SQLITE + " or newer is needed."
                        + " Set org.xerial:sqlite-jdbc to 3.54.1.0 or newer; with the BOM of Spring Boot, set the"
                        + " property sqlite-jdbc.version.");
            }
        }
    }

    /** Another process that opens the file at the same moment may lock it in ways SQLite does not wait for. */
    private static SqlConnection connect(Path file, Durability durability) {
        long deadline = System.nanoTime() + OPEN_NANOS;
        while (true) {
            try {
                return SqliteFiles.writer(file, durability);
            } catch (SQLException e) {
                if (!SqliteFailure.isBusy(e) || System.nanoTime() - deadline > 0) {
                    throw SqliteFailure.of("open the database", file.toString(), e);
                }
                LockSupport.parkNanos(10_000_000L);
            }
        }
    }

    private void migrate(SqlConnection writer, Path file) {
        if (writer.number("select count(*) from sqlite_master where name = 'mlops_schema'") == 0) {
            if (writer.number("select count(*) from sqlite_master") > 0) {
                throw new IncompatibleException(
                        file + " is an SQLite database of another program. Give mlops4j a directory of its own.");
            }
            writer.update("create table mlops_sync (syncs integer not null)");
            writer.update("insert into mlops_sync values (0)");
            Migrations.createTable(writer);
        }
        migrations.apply(writer, SqliteOpening::tables);
    }

    /** {@return the texts of all tables and indexes} */
    static List<String> tables(SqlConnection writer) {
        return writer.list(
                "select type || name || tbl_name || coalesce(sql, '') from sqlite_master order by name",
                row -> row.getString(1));
    }
}
