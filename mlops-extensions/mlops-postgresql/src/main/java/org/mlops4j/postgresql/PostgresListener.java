// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.sql.CommitSignal;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the commits of other processes: one connection and one daemon thread, from the first {@link #start} on until
 * it is closed. While the connection is down, those who wait look by themselves from time to time. Thread-safe.
 */
final class PostgresListener implements AutoCloseable {

    /** One channel for all schemas of a database; the payload is the schema. */
    static final String CHANNEL = "mlops_changes";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);

    /** How long closing may take. */
    private static final int LISTEN_MILLIS = 200;

    /** After so much silence the connection is tried out: a firewall may have dropped it without a word. */
    private static final int SILENT_ROUNDS = 50;

    private static final long RECONNECT_MILLIS = 1_000;

    private final PostgresConnections connections;
    private final CommitSignal commits;
    private @Nullable Thread thread;
    private boolean closed;

    PostgresListener(PostgresConnections connections, CommitSignal commits) {
        this.connections = connections;
        this.commits = commits;
    }

    /** Begins to listen, if it does not yet. */
    synchronized void start() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, "mlops-postgresql listens to " + connections.place());
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            notifyAll();
            running = thread;
        }
        if (running == null) {
            return;
        }
        // It may be waiting for a connection.
        running.interrupt();
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean warned = false;
        while (!isClosed()) {
            try (Connection connection = connections.source().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute("listen " + CHANNEL);
                warned = false;
                // What was committed before it listened is news as well.
                commits.announce();
                listen(connection.unwrap(PGConnection.class), statement);
                statement.execute("unlisten " + CHANNEL);
            } catch (SQLException e) {
                if (!warned && !isClosed()) {
                    LOG.warn("waiting for changes in {} is slower until it can be listened to", connections.place(), e);
                }
                warned = true;
                pause();
            }
        }
    }

    private void listen(PGConnection connection, Statement statement) throws SQLException {
        int silent = 0;
        while (!isClosed()) {
            PGNotification[] heard = connection.getNotifications(LISTEN_MILLIS);
            silent = heard.length == 0 ? silent + 1 : 0;
            if (silent == SILENT_ROUNDS) {
                statement.execute("select 1");
                silent = 0;
            }
            for (PGNotification notification : heard) {
                if (notification.getParameter().equals(connections.schema())) {
                    commits.announce();
                }
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void pause() {
        long deadline = System.nanoTime() + RECONNECT_MILLIS * 1_000_000;
        try {
            for (long left = RECONNECT_MILLIS; left > 0 && !closed; ) {
                wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            // Only close() interrupts this thread, and says so by the field.
            Thread.currentThread().interrupt();
        }
    }
}
