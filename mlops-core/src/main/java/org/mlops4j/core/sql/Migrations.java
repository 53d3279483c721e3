// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.List;
import java.util.function.Function;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;

/**
 * Brings the tables of a database to the newest format, step by step, and records each in the table
 * {@code mlops_schema}.
 *
 * @param steps all steps from the first format on
 */
public record Migrations(List<Migration> steps) {

    /** The table that records the steps. */
    public static final String TABLE = "mlops_schema";

    /** Copies the steps. */
    public Migrations {
        steps = List.copyOf(steps);
    }

    /** {@return the steps in this order} */
    public static Migrations of(Migration... steps) {
        return new Migrations(List.of(steps));
    }

    /** Makes the table that records the steps, in a database that has none. */
    public static void createTable(SqlConnection connection) {
        connection.update("create table " + TABLE
                + " (version integer primary key, checksum text not null, tables text not null)");
    }

    /**
     * Applies the steps that are missing, in the caller's transaction. The table that records them must be there.
     *
     * @param connection in a transaction that keeps other processes from doing the same
     * @param definitions reads what the tables are, in words of the database; a later open compares it
     * @throws IncompatibleException if the database has a newer format or one of another history
     * @throws CorruptException if its tables are not those that the last step left
     */
    public void apply(SqlConnection connection, Function<SqlConnection, List<String>> definitions) {
        List<String> applied = applied(connection);
        if (!applied.isEmpty()) {
            requireTables(connection, digest(definitions.apply(connection)));
        }
        for (int i = applied.size(); i < steps.size(); i++) {
            steps.get(i).statements().forEach(connection::update);
            steps.get(i).conversion().accept(connection);
            connection.update(
                    "insert into mlops_schema (version, checksum, tables) values (?, ?, ?)",
                    i + 1,
                    steps.get(i).checksum(),
                    digest(definitions.apply(connection)));
        }
    }

    private List<String> applied(SqlConnection connection) {
        List<String> applied =
                connection.list("select checksum from mlops_schema order by version", row -> row.getString(1));
        if (applied.size() > steps.size()) {
            throw new IncompatibleException(connection.place() + " has format " + applied.size()
                    + ", this version of mlops4j knows " + steps.size()
                    + ". Use the version that wrote it or a newer one.");
        }
        for (int i = 0; i < applied.size(); i++) {
            if (!applied.get(i).equals(steps.get(i).checksum())) {
                throw new IncompatibleException(connection.place() + " was made by another step " + (i + 1)
                        + " than this version of mlops4j has. Use the version that wrote it.");
            }
        }
        return applied;
    }

    /**
     * Changes nothing.
     *
     * @throws IncompatibleException if the database has not the newest format
     * @throws CorruptException if its tables are not those that the last step left
     */
    public void requireNewest(SqlConnection connection, Function<SqlConnection, List<String>> definitions) {
        List<String> applied = applied(connection);
        if (applied.size() < steps.size()) {
            throw new IncompatibleException(connection.place() + " has format " + applied.size() + " and needs "
                    + steps.size() + ". Open the store once for writing to convert it.");
        }
        requireTables(connection, digest(definitions.apply(connection)));
    }

    /** A flipped bit in the text of a table or index would silently change what statements mean. */
    private static void requireTables(SqlConnection connection, String now) {
        String recorded = connection
                .list("select tables from mlops_schema order by version desc limit 1", row -> row.getString(1))
                .get(0);
        if (!recorded.equals(now)) {
            throw new CorruptException(connection.place()
                    + " is damaged: its tables are not those it was made with. Restore it from a backup.");
        }
    }

    private static String digest(List<String> definitions) {
        return Digest.of(String.join("\n", definitions)).hex();
    }
}
