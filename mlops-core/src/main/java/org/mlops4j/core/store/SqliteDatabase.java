// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;

/**
 * One SQLite file in write-ahead mode: a writer connection behind a lock and a few reader connections, each transaction
 * in one thread. Several processes may open one file; SQLite's own locks keep their writers apart. Thread-safe.
 *
 * <p>After a commit whose sync failed, the database takes no more writes until it is opened anew: the operating system
 * may have dropped the pages it could not write, and a later success would hide that.
 */
final class SqliteDatabase implements AutoCloseable {

    /** More readers wait; a reader holds a connection for the time of one call only. */
    private static final int READERS = 8;

    private final Path file;
    private final Durability durability;
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore reading = new Semaphore(READERS, true);
    private final Deque<SqliteConnection> idleReaders = new ArrayDeque<>();
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();
    private @Nullable SqliteConnection writer;
    private @Nullable MlopsException broken;
    private volatile boolean closed;

    private SqliteDatabase(Path file, Durability durability, SqliteConnection writer) {
        this.file = file;
        this.durability = durability;
        this.writer = writer;
    }

    /**
     * Opens a file, made if it is not there, and brings it to the newest format.
     *
     * @throws MlopsException as {@link SqliteFormat#prepare} says, or if the file cannot be opened
     */
    static SqliteDatabase open(Path file, Durability durability, SqliteFormat format) {
        if (Files.isDirectory(file)) {
            throw new StorageException(file + " should be an SQLite file, is a directory");
        }
        return new SqliteDatabase(file, durability, format.prepare(file, durability));
    }

    /** {@return the file} */
    Path file() {
        return file;
    }

    /** {@return whether it is closed} */
    boolean isClosed() {
        return closed;
    }

    /** {@return what read-only work on one committed state returned} */
    <T> T read(Function<? super SqliteConnection, T> work) {
        enter();
        reading.acquireUninterruptibly();
        try {
            SqliteConnection reader = takeReader();
            T result;
            try {
                begin(reader, "begin");
                result = work.apply(reader);
                reader.setUp("commit");
            } catch (SQLException e) {
                discard(reader, null);
                throw SqliteFailure.of("read", file, e);
            } catch (RuntimeException | Error e) {
                discard(reader, e);
                throw e;
            }
            synchronized (idleReaders) {
                idleReaders.push(reader);
            }
            return result;
        } finally {
            reading.release();
            inside.remove();
        }
    }

    /** {@return what work in a transaction returned, after its commit} */
    <T> T write(Function<? super SqliteConnection, T> work) {
        return write(work, () -> {});
    }

    /**
     * {@return what work in a transaction returned, after its commit} {@code afterwards} runs before the next writer.
     */
    <T> T write(Function<? super SqliteConnection, T> work, Runnable afterwards) {
        enter();
        writing.lock();
        try {
            SqliteConnection connection = takeWriter();
            T result;
            try {
                begin(connection, "begin immediate");
                result = work.apply(connection);
                MlopsException failure = connection.failure();
                if (failure != null) {
                    throw failure;
                }
            } catch (RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
            commit(connection);
            afterwards.run();
            return result;
        } finally {
            writing.unlock();
            inside.remove();
        }
    }

    /**
     * Checks every page and every index of the file.
     *
     * @throws CorruptException if something does not fit
     */
    void verify() {
        String found = read(connection -> connection
                .list("pragma integrity_check(1)", row -> row.getString(1))
                .get(0));
        if (!found.equals("ok")) {
            throw new CorruptException(file + " is damaged: " + found + ". Restore the file from a backup.");
        }
    }

    /** Returns when every commit before survives the loss of power. */
    void sync() {
        if (durability == Durability.POWER_LOSS) {
            return;
        }
        // A commit with synchronous=FULL syncs the whole log, and what left the log was synced by the checkpoint.
        enter();
        writing.lock();
        try {
            SqliteConnection connection = takeWriter();
            try {
                connection.setUp("pragma synchronous=FULL");
                begin(connection, "begin immediate");
                connection.update("update mlops_sync set syncs = syncs + 1");
            } catch (SQLException e) {
                discardWriter(connection, e);
                throw SqliteFailure.of("sync", file, e);
            } catch (MlopsException e) {
                discardWriter(connection, e);
                throw e;
            }
            commit(connection);
            connection.setUp("pragma synchronous=" + durability.synchronous());
        } catch (SQLException e) {
            throw SqliteFailure.of("sync", file, e);
        } finally {
            writing.unlock();
            inside.remove();
        }
    }

    /** Waits for running calls and closes the file; idempotent. */
    @Override
    public void close() {
        if (inside.get() != null) {
            throw nested();
        }
        writing.lock();
        reading.acquireUninterruptibly(READERS);
        try {
            closed = true;
            synchronized (idleReaders) {
                idleReaders.forEach(SqliteConnection::close);
                idleReaders.clear();
            }
            SqliteConnection open = writer;
            writer = null;
            if (open != null) {
                open.close();
            }
        } finally {
            reading.release(READERS);
            writing.unlock();
        }
    }

    private void enter() {
        if (inside.get() != null) {
            throw nested();
        }
        requireOpen();
        inside.set(true);
    }

    private IllegalStateException nested() {
        return new IllegalStateException("this thread is inside a read or write of " + file
                + " already; use the reader or writer that was handed to the work instead of the store");
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store " + file + " is closed");
        }
    }

    private SqliteConnection takeReader() {
        requireOpen();
        synchronized (idleReaders) {
            if (!idleReaders.isEmpty()) {
                return idleReaders.pop();
            }
        }
        try {
            return SqliteConnection.reader(file);
        } catch (SQLException e) {
            throw SqliteFailure.of("open a connection", file, e);
        }
    }

    private SqliteConnection takeWriter() {
        requireOpen();
        if (broken != null) {
            throw new StorageException(
                    "an earlier commit to " + file
                            + " failed while it was confirmed; close the store and open it again",
                    broken);
        }
        SqliteConnection open = writer;
        if (open == null) {
            try {
                open = SqliteConnection.writer(file, durability);
            } catch (SQLException e) {
                throw SqliteFailure.of("open a connection", file, e);
            }
            writer = open;
        }
        return open;
    }

    private void begin(SqliteConnection connection, String sql) {
        try {
            connection.setUp(sql);
        } catch (SQLException e) {
            throw SqliteFailure.of("begin a transaction", file, e);
        }
    }

    private void commit(SqliteConnection connection) {
        try {
            connection.setUp("commit");
        } catch (SQLException e) {
            if (SqliteFailure.leavesOutcomeOpen(e)) {
                broken = new OutcomeUnknownException(
                        "a commit to " + file + " failed while it was confirmed: " + e.getMessage()
                                + ". Close the store, open it again and look whether the change is there.",
                        e);
                discardWriter(connection, broken);
                throw broken;
            }
            MlopsException failure = SqliteFailure.of("commit", file, e);
            rollBack(connection, failure);
            throw failure;
        }
    }

    private void rollBack(SqliteConnection connection, Throwable cause) {
        connection.clearFailure();
        try {
            connection.setUp("rollback");
        } catch (SQLException e) {
            // No transaction, or no way to end it: closing the connection ends it for sure.
            cause.addSuppressed(e);
            discardWriter(connection, cause);
        }
    }

    private void discardWriter(SqliteConnection connection, Throwable cause) {
        writer = null;
        discard(connection, cause);
    }

    private static void discard(SqliteConnection connection, @Nullable Throwable cause) {
        try {
            connection.close();
        } catch (MlopsException e) {
            if (cause == null) {
                throw e;
            }
            cause.addSuppressed(e);
        }
    }
}
