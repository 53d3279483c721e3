// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.error.MlopsException;

/**
 * Lends connections of a data source, each for one transaction. Thread-safe.
 *
 * @param source where connections come from
 * @param place the database and schema, for messages; no secrets
 * @param schema where the tables are
 * @param whenClosed closes what was made for them alone
 */
record PostgresConnections(DataSource source, String place, String schema, Runnable whenClosed)
        implements AutoCloseable {

    /** As many stale connections in a row, left by a server that was restarted, are replaced unseen. */
    private static final int ATTEMPTS = 20;

    /** {@return connections of somebody else's pool} */
    static PostgresConnections of(DataSource source, String schema) {
        Place place = new Place("the given data source", schema);
        PostgresConnections unnamed = new PostgresConnections(source, place.toString(), schema, () -> {});
        try (Connection connection = unnamed.take()) {
            place = Place.of(connection.getMetaData().getURL(), schema);
        } catch (SQLException e) {
            throw PostgresFailure.of("get a connection", place.toString(), e);
        }
        return new PostgresConnections(source, place.toString(), schema, unnamed.whenClosed);
    }

    /** {@return connections of a pool that is made for them} */
    static PostgresConnections pooled(String url, Properties properties, String schema) {
        String place = Place.of(url, schema).toString();
        HikariDataSource pool = Pool.open(url, properties, place);
        return new PostgresConnections(pool, place, schema, pool::close);
    }

    @Override
    public void close() {
        whenClosed.run();
    }

    /**
     * {@return a connection in a transaction that sees the tables of the schema}
     *
     * @param settings statements of the beginning, which take no snapshot
     * @throws MlopsException if there is no connection, or the settings fail
     */
    SqlConnection begin(String settings) {
        for (int attempt = 1; true; attempt++) {
            Connection taken = take();
            try {
                taken.setAutoCommit(false);
                SqlConnection connection = new SqlConnection(taken, place, PostgresFailure::of, new PostgresBytes());
                connection.setUp(settings + "; set local search_path to " + quoted(schema));
                return connection;
            } catch (SQLException e) {
                MlopsException failure = PostgresFailure.of("begin a transaction", place, e);
                discard(taken, failure);
                if (attempt == ATTEMPTS || !PostgresFailure.isLostConnection(e)) {
                    throw failure;
                }
            }
        }
    }

    /** Undoes the transaction and gives the connection back; what goes wrong is added to the cause as suppressed. */
    void rollBack(SqlConnection connection, Throwable cause) {
        try (connection) {
            connection.setUp("rollback");
        } catch (SQLException | MlopsException e) {
            cause.addSuppressed(e);
        }
    }

    /** {@return an identifier in SQL} */
    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static void discard(Connection connection, Throwable cause) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** A store works in an interrupted thread too; a pool would not. */
    private Connection take() {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return source.getConnection();
                } catch (SQLException e) {
                    if (!Thread.currentThread().isInterrupted()) {
                        throw PostgresFailure.of("get a connection", place, e);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
