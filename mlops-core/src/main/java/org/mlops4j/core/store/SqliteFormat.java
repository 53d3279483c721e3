// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.MlopsException;

/**
 * The versioned format of an SQLite file: forward-only steps, recorded with their checksums in the table
 * {@code mlops_schema}.
 *
 * @param steps all steps, oldest first; the version is their number
 */
record SqliteFormat(List<Migration> steps) {

    /**
     * The first SQLite without the defect by which two connections that write and checkpoint at once could damage a
     * file in write-ahead mode (3.7.0 to 3.51.2).
     */
    static final String OLDEST_SQLITE = "3.51.3";

    private static final long OPEN_NANOS = 10_000_000_000L;

    /** Copies the steps. */
    SqliteFormat {
        steps = List.copyOf(steps);
    }

    static SqliteFormat of(Migration... steps) {
        return new SqliteFormat(List.of(steps));
    }

    /**
     * {@return a writer connection to a file that has this format now}
     *
     * @throws IncompatibleException if the SQLite on the class path is too old, or the file is of a newer version of
     *     the library or of another program
     * @throws CorruptException if the file is damaged
     * @throws MlopsException if the file cannot be written
     */
    SqliteConnection prepare(Path file, Durability durability) {
        SqliteConnection writer = connect(file, durability);
        try {
            requireSqlite(writer.list("select sqlite_version()", row -> row.getString(1))
                    .get(0));
            writer.setUp("begin immediate");
            migrate(writer, file);
            writer.setUp("commit");
            return writer;
        } catch (SQLException e) {
            writer.close();
            throw SqliteFailure.of("prepare the tables", file, e);
        } catch (RuntimeException | Error e) {
            writer.close();
            throw e;
        }
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
    private static SqliteConnection connect(Path file, Durability durability) {
        long deadline = System.nanoTime() + OPEN_NANOS;
        while (true) {
            try {
                return SqliteConnection.writer(file, durability);
            } catch (SQLException e) {
                if (!SqliteFailure.isBusy(e) || System.nanoTime() - deadline > 0) {
                    throw SqliteFailure.of("open the database", file, e);
                }
                LockSupport.parkNanos(10_000_000L);
            }
        }
    }

    private void migrate(SqliteConnection writer, Path file) {
        if (writer.number("select count(*) from sqlite_master where name = 'mlops_schema'") == 0) {
            if (writer.number("select count(*) from sqlite_master") > 0) {
                throw new IncompatibleException(
                        file + " is an SQLite database of another program. Give mlops4j a directory of its own.");
            }
            writer.update("create table mlops_schema"
                    + " (version integer primary key, checksum text not null, tables text not null)");
            writer.update("create table mlops_sync (syncs integer not null)");
            writer.update("insert into mlops_sync values (0)");
        }
        List<String> applied =
                writer.list("select checksum from mlops_schema order by version", row -> row.getString(1));
        if (applied.size() > steps.size()) {
            throw new IncompatibleException(file + " has format " + applied.size() + ", this version of mlops4j knows "
                    + steps.size() + ". Use the version that wrote it or a newer one.");
        }
        for (int i = 0; i < steps.size(); i++) {
            if (i >= applied.size()) {
                steps.get(i).statements().forEach(writer::update);
                writer.update(
                        "insert into mlops_schema values (?, ?, ?)",
                        i + 1,
                        steps.get(i).checksum(),
                        tables(writer));
            } else if (!applied.get(i).equals(steps.get(i).checksum())) {
                throw new IncompatibleException(file + " was made by another step " + (i + 1)
                        + " than this version of mlops4j has. Use the version that wrote it.");
            }
        }
        requireTables(writer, file);
    }

    /** A flipped bit in the text of a table or index would silently change what statements mean. */
    private static void requireTables(SqliteConnection writer, Path file) {
        String recorded = writer.list(
                        "select tables from mlops_schema order by version desc limit 1", row -> row.getString(1))
                .get(0);
        if (!recorded.equals(tables(writer))) {
            throw new CorruptException(
                    file + " is damaged: its tables are not those it was made with. Restore it from a backup.");
        }
    }

    private static String tables(SqliteConnection writer) {
        List<String> definitions = writer.list(
                "select type || name || tbl_name || coalesce(sql, '') from sqlite_master order by name",
                row -> row.getString(1));
        return Digest.of(String.join("\n", definitions)).hex();
    }
}
