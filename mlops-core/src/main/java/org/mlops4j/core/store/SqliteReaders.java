// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.error.CorruptException;

/** A few connections that read an SQLite file, each for one thread at a time; more readers wait. Thread-safe. */
final class SqliteReaders implements AutoCloseable {

    private static final int READERS = 8;

    private final Path file;
    private final Opening opening;
    private final Semaphore reading = new Semaphore(READERS, true);
    private final Deque<SqlConnection> idle = new ArrayDeque<>();
    private volatile boolean closed;

    SqliteReaders(Path file, Opening opening) {
        this.file = file;
        this.opening = opening;
    }

    /** {@return what read-only work on one committed state returned} */
    <T> T read(Function<? super SqlConnection, T> work) {
        reading.acquireUninterruptibly();
        try {
            SqlConnection reader = take();
            T result;
            try {
                reader.control("begin");
                result = work.apply(reader);
                reader.control("commit");
            } catch (RuntimeException | Error e) {
                Closing.after(e, reader);
                throw e;
            }
            synchronized (idle) {
                idle.push(reader);
            }
            return result;
        } finally {
            reading.release();
        }
    }

    /** Checks every page and every index of the file. */
    void verify() {
        String found = read(connection -> connection
                .list("pragma integrity_check(1)", row -> row.getString(1))
                .get(0));
        if (!found.equals("ok")) {
            throw new CorruptException(file + " is damaged: " + found + ". Restore the file from a backup.");
        }
    }

    /** Waits for running reads and closes the connections; idempotent. */
    @Override
    public void close() {
        reading.acquireUninterruptibly(READERS);
        try {
            closed = true;
            synchronized (idle) {
                idle.forEach(SqlConnection::close);
                idle.clear();
            }
        } finally {
            reading.release(READERS);
        }
    }

    private SqlConnection take() {
        if (closed) {
            throw new IllegalStateException("the store " + file + " is closed");
        }
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        try {
            return opening.open(file);
        } catch (SQLException e) {
            throw SqliteFailure.of("open a connection", file.toString(), e);
        }
    }

    /** How a connection is opened. */
    @FunctionalInterface
    interface Opening {
        /** {@return a fresh connection} */
        SqlConnection open(Path file) throws SQLException;
    }
}
