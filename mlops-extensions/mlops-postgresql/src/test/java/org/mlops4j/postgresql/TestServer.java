// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** A real PostgreSQL, started once for all tests of this JVM; it ends with it. Each test has a schema of its own. */
final class TestServer {

    private TestServer() {}

    /** {@return where it is reached by JDBC} */
    static String url() {
        return Started.SERVER.getJdbcUrl("postgres", "postgres");
    }

    /** {@return a pool that all tests may use} */
    static DataSource pool() {
        return Started.POOL;
    }

    /** {@return the stores in the schema of a test} */
    static PostgresStores open(Path scratch) {
        return PostgresStores.builder()
                .dataSource(pool())
                .schema(schema(scratch))
                .open();
    }

    /** {@return the schema that stands for a directory} */
    static String schema(Path scratch) {
        return "t" + Integer.toHexString(scratch.hashCode());
    }

    static void execute(String sql) {
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    static long number(String sql) {
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** {@return a server as users run theirs: every commit waits for the disk} */
    static EmbeddedPostgres.Builder server() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    static HikariDataSource pool(String url) {
        return pool(url, 30, Duration.ofSeconds(10));
    }

    static HikariDataSource pool(String url, int connections, Duration timeout) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(timeout.toMillis());
        return new HikariDataSource(config);
    }

    private static final class Started {

        private static final EmbeddedPostgres SERVER = start();
        private static final HikariDataSource POOL = pool(SERVER.getJdbcUrl("postgres", "postgres"));

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = server().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("these tests need the embedded PostgreSQL, which did not start", e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                POOL.close();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
