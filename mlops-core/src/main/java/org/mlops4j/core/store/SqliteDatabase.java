// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.core.sql.CommitSignal;
import org.mlops4j.core.sql.GroupCommit;
import org.mlops4j.core.sql.Migrations;
import org.mlops4j.core.sql.NestingGuard;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.core.sql.SqlDatabase;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;
import org.mlops4j.storage.Durability;

/**
 * One SQLite file in write-ahead mode: a writer connection and a few reader connections, each transaction in one
 * thread; writers commit in groups. Several processes may open one file; SQLite's own locks keep their writers apart.
 * Thread-safe.
 *
 * <p>After a commit whose sync failed, the database takes no more writes until it is opened anew: the operating system
 * may have dropped the pages it could not write, and a later success would hide that.
 */
final class SqliteDatabase implements SqlDatabase {

    /** The write-ahead log is cut down to this size when it begins anew. */
    static final long LOG_BYTES = 16L << 20;

    /** How often a waiting thread looks for commits of other processes. */
    private static final long POLL_MILLIS = 50;

    private final Path file;
    private final Durability durability;
    private final CommitSignal commits = new CommitSignal(POLL_MILLIS);
    private final GroupCommit writing = new GroupCommit(new Writing());
    private final SqliteReaders readers;
    private final NestingGuard nesting;
    private @Nullable SqlConnection writer;
    private @Nullable MlopsException broken;
    private volatile boolean closed;

    private SqliteDatabase(Path file, Durability durability, SqlConnection writer) {
        this.file = file;
        this.durability = durability;
        this.writer = writer;
        this.readers = new SqliteReaders(file, SqliteFiles::reader);
        this.nesting = new NestingGuard(file.toString());
    }

    /**
     * Opens a file, made if it is not there, and brings it to the newest format.
     *
     * @throws MlopsException as {@link SqliteOpening#prepare} says, or if the file cannot be opened
     */
    static SqliteDatabase open(Path file, Durability durability, Migrations migrations) {
        if (Files.isDirectory(file)) {
            throw new StorageException(file + " should be an SQLite file, is a directory");
        }
        return new SqliteDatabase(file, durability, new SqliteOpening(migrations).prepare(file, durability));
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public CommitSignal commits() {
        return commits;
    }

    @Override
    public <T> T read(Function<? super SqlConnection, T> work) {
        enter();
        try {
            return readers.read(work);
        } finally {
            nesting.leave();
        }
    }

    @Override
    public <T> T write(Function<? super SqlConnection, T> work) {
        enter();
        try {
            return writing.write(work);
        } finally {
            nesting.leave();
        }
    }

    @Override
    public void verify() {
        enter();
        try {
            readers.verify();
        } finally {
            nesting.leave();
        }
    }

    @Override
    public void sync() {
        if (durability == Durability.POWER_SAFE) {
            return;
        }
        enter();
        try {
            writing.alone(() -> {
                SqlConnection connection = takeWriter();
                try {
                    // A commit with synchronous=FULL syncs the whole log; what left it was synced by the checkpoint.
                    connection.control("pragma synchronous=FULL");
                    connection.control("begin immediate");
                    connection.update("update mlops_sync set syncs = syncs + 1");
                } catch (MlopsException e) {
                    discardWriter(connection, e);
                    throw e;
                }
                commit(connection);
                connection.control(SqliteFiles.synchronous(durability));
                return connection;
            });
        } finally {
            nesting.leave();
        }
    }

    /** {@return the name of the file} */
    String fileName() {
        return String.valueOf(file.getFileName());
    }

    /**
     * Copies the file as one committed state of it, while it is read and written; the copy survives the loss of power.
     *
     * @param target does not exist
     */
    void copyTo(Path target) {
        enter();
        try (SqlConnection connection = SqliteFiles.reader(file)) {
            connection.setUp("pragma query_only=OFF");
            connection.setUp("vacuum into '" + target.toString().replace("'", "''") + "'");
            DurableFiles.sync(target);
        } catch (SQLException e) {
            throw SqliteFailure.of("write a copy as " + target, place(), e);
        } catch (IOException e) {
            throw new StorageException("could not sync the copy " + target + ": " + e, e);
        } finally {
            nesting.leave();
        }
    }

    @Override
    public void close() {
        nesting.requireOutside();
        writing.alone(() -> {
            closed = true;
            readers.close();
            SqlConnection open = writer;
            writer = null;
            if (open != null) {
                open.close();
            }
            return closed;
        });
        commits.announce();
    }

    private void enter() {
        nesting.requireOutside();
        requireOpen();
        nesting.enter();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store " + file + " is closed");
        }
    }

    private SqlConnection takeWriter() {
        requireOpen();
        if (broken != null) {
            throw new StorageException(
                    "an earlier commit to " + file
                            + " failed while it was confirmed; close the store and open it again",
                    broken);
        }
        SqlConnection open = writer;
        if (open == null) {
            try {
                open = SqliteFiles.writer(file, durability);
            } catch (SQLException e) {
                throw SqliteFailure.of("open a connection", place(), e);
            }
            writer = open;
        }
        return open;
    }

    private void commit(SqlConnection connection) {
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
            MlopsException failure = SqliteFailure.of("commit", place(), e);
            rollBack(connection, failure);
            throw failure;
        }
        commits.announce();
    }

    private void rollBack(SqlConnection connection, Throwable cause) {
        connection.clearFailure();
        try {
            connection.setUp("rollback");
        } catch (SQLException e) {
            // No transaction, or no way to end it: closing the connection ends it for sure.
            cause.addSuppressed(e);
            discardWriter(connection, cause);
        }
    }

    private void discardWriter(SqlConnection connection, Throwable cause) {
        writer = null;
        Closing.after(cause, connection);
    }

    /** The transactions of the writer connection. */
    private final class Writing implements GroupCommit.Transactions {

        @Override
        public SqlConnection begin() {
            SqlConnection connection = takeWriter();
            connection.control("begin immediate");
            return connection;
        }

        @Override
        public void commit(SqlConnection connection) {
            SqliteDatabase.this.commit(connection);
        }

        @Override
        public void rollBack(SqlConnection connection, Throwable cause) {
            SqliteDatabase.this.rollBack(connection, cause);
        }
    }
}
