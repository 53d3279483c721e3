// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;

/** Makes the pool of those who give none. */
final class Pool {

    private static final int CONNECTIONS = 10;
    private static final long WAIT_MILLIS = 10_000;

    private Pool() {}

    /**
     * {@return a pool with a first connection}
     *
     * @throws InvalidException if the driver does not understand the URL
     * @throws org.mlops4j.error.MlopsException if there is no connection to be had
     */
    static HikariDataSource open(String url, Properties properties, String place) {
        Properties all = new Properties();
        all.setProperty("ApplicationName", "mlops4j");
        // Without it a host that vanished is never noticed.
        all.setProperty("tcpKeepAlive", "true");
        properties.stringPropertyNames().forEach(name -> all.setProperty(name, properties.getProperty(name)));
        requireUrl(url, place);
        HikariConfig config = new HikariConfig();
        config.setPoolName("mlops-postgresql");
        config.setJdbcUrl(url);
        config.setDataSourceProperties(all);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setAutoCommit(false);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw PostgresFailure.of("connect", place, cause);
            }
            throw new StorageException("could not connect to " + place + ": " + e.getCause(), e);
        }
    }

    private static void requireUrl(String url, String place) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            // Without what the driver says: it repeats the URL, which may hold a password.
            throw new InvalidException("'" + place + "' cannot be connected to; a URL of PostgreSQL is like"
                    + " jdbc:postgresql://host:5432/database");
        }
    }
}
