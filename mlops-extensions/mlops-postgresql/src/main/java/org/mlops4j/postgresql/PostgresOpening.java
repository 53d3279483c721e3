// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.mlops4j.core.sql.Migrations;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schema to its newest format; several processes may do so at once.
 *
 * @param connections to the schema, which may not be there yet
 * @param migrations the steps from the first format on
 * @param patience how long to wait for another process that does the same
 */
record PostgresOpening(PostgresConnections connections, Migrations migrations, Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresOpening.class);

    /** The oldest that still gets corrections. */
    private static final int OLDEST_SERVER = 14;

    /** Any number that other programs hardly use for advisory locks. */
    private static final int LOCK = 0x6d6c6f70;

    /**
     * Makes the schema and its tables, or checks those that are there.
     *
     * @throws IncompatibleException if the server is too old or not UTF-8, or the schema is of a newer version of the
     *     library or of another program
     * @throws org.mlops4j.error.CorruptException if its tables are not those that it was made with
     */
    void prepare() {
        SqlConnection connection = connections.begin("set transaction isolation level read committed"
                + "; set local synchronous_commit to on; set local lock_timeout to " + patience.toMillis());
        try {
            requireServer(connection);
            connection.each(
                    "select pg_advisory_xact_lock(?, ?)",
                    row -> row,
                    LOCK,
                    connections.schema().hashCode());
            migrate(connection);
        } catch (RuntimeException | Error e) {
            connections.rollBack(connection, e);
            throw e;
        }
        try (connection) {
            connection.setUp("commit");
        } catch (SQLException e) {
            throw PostgresFailure.of("prepare the tables", connections.place(), e);
        }
    }

    private void requireServer(SqlConnection connection) {
        if (connection.number("select current_setting('server_version_num')::bigint / 10000") < OLDEST_SERVER) {
            throw new IncompatibleException("PostgreSQL " + setting(connection, "server_version") + " at "
                    + connections.place() + " is too old; " + OLDEST_SERVER + " or newer is needed.");
        }
        if (!setting(connection, "server_encoding").equals("UTF8")) {
            throw new IncompatibleException("the database " + connections.place() + " has the encoding "
                    + setting(connection, "server_encoding") + "; make one with the encoding UTF8.");
        }
        if (setting(connection, "fsync").equals("off")) {
            LOG.warn("fsync is off at {}: a loss of power can destroy what was committed", connections.place());
        }
    }

    private static String setting(SqlConnection connection, String name) {
        return connection
                .first("select current_setting(?)", row -> row.getString(1), name)
                .orElseThrow();
    }

    private void migrate(SqlConnection connection) {
        String schema = connections.schema();
        // "if not exists" asks for the privilege to create even if there is nothing to create.
        if (connection.number("select count(*) from pg_namespace where nspname = ?", schema) == 0) {
            connection.update("create schema " + PostgresConnections.quoted(schema));
        }
        if (connection.number("select count(*) where has_schema_privilege(?, 'usage')", schema) == 0) {
            throw new StorageException(
                    "this role may not use " + connections.place() + ". Grant the role what docs/postgresql.md lists.");
        }
        List<String> tables = connection.list(
                "select tablename from pg_tables where schemaname = ? order by 1", row -> row.getString(1), schema);
        if (!tables.contains(Migrations.TABLE)) {
            if (!tables.isEmpty()) {
                throw new IncompatibleException(connections.place() + " holds tables of another program: "
                        + String.join(", ", tables) + ". Give mlops4j a schema of its own.");
            }
            Migrations.createTable(connection);
        }
        migrations.apply(connection, this::tables);
    }

    /** Columns and unique indexes: what gives statements their meaning. Other indexes may be added. */
    private List<String> tables(SqlConnection connection) {
        List<String> found = connection.list(
                "select concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
                        + " a.attidentity, l.collname)"
                        + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
                        + " left join pg_collation l on l.oid = a.attcollation"
                        + " where n.nspname = ? and c.relkind in ('r', 'p') order by c.relname, a.attnum",
                row -> row.getString(1),
                connections.schema());
        found.addAll(connection.list(
                "select concat_ws(' ', t.relname, i.indisprimary, i.indisvalid, (select"
                        + " string_agg(pg_get_indexdef(i.indexrelid, k, true), ',' order by k)"
                        + " from generate_series(1, i.indnkeyatts) k))"
                        + " from pg_index i join pg_class t on t.oid = i.indrelid"
                        + " join pg_namespace n on n.oid = t.relnamespace"
                        + " where n.nspname = ? and i.indisunique order by 1",
                row -> row.getString(1),
                connections.schema()));
        return found;
    }
}
