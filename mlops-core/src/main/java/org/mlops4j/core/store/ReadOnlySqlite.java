// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.util.function.Function;
import org.mlops4j.core.sql.CommitSignal;
import org.mlops4j.core.sql.Migrations;
import org.mlops4j.core.sql.NestingGuard;
import org.mlops4j.core.sql.SqlConnection;
import org.mlops4j.core.sql.SqlDatabase;
import org.mlops4j.error.StorageException;

/**
 * An SQLite file that is read and never written, not even beside it: on a read-only file system, or where others write.
 * Thread-safe.
 */
final class ReadOnlySqlite implements SqlDatabase {

    private static final long POLL_MILLIS = 50;

    private final Path file;
    private final SqliteReaders readers;
    private final NestingGuard nesting;
    private final CommitSignal commits = new CommitSignal(POLL_MILLIS);
    private volatile boolean closed;

    private ReadOnlySqlite(Path file) {
        this.file = file;
        this.readers = new SqliteReaders(file, SqliteFiles::readOnly);
        this.nesting = new NestingGuard(file.toString());
    }

    /**
     * Opens a file.
     *
     * @throws org.mlops4j.error.IncompatibleException if it has another format than this version of the library writes
     * @throws org.mlops4j.error.CorruptException if it is damaged
     * @throws StorageException if it cannot be read
     */
    static ReadOnlySqlite open(Path file, Migrations migrations) {
        ReadOnlySqlite opened = new ReadOnlySqlite(file);
        try {
            opened.readers.read(connection -> {
                SqliteOpening.requireSqlite(connection);
                migrations.requireNewest(connection, SqliteOpening::tables);
                return connection;
            });
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
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
    public <T> T read(Function<? super SqlConnection, T> work) {
        nesting.enter();
        try {
            return readers.read(work);
        } finally {
            nesting.leave();
        }
    }

    @Override
    public <T> T write(Function<? super SqlConnection, T> work) {
        if (closed) {
            throw new IllegalStateException("the store " + file + " is closed");
        }
        throw new StorageException(file + " was opened for reading only; open the store for writing to change it");
    }

    @Override
    public CommitSignal commits() {
        return commits;
    }

    @Override
    public void sync() {
        // Nothing was written.
    }

    @Override
    public void verify() {
        nesting.enter();
        try {
            readers.verify();
        } finally {
            nesting.leave();
        }
    }

    @Override
    public void close() {
        nesting.requireOutside();
        closed = true;
        readers.close();
        commits.announce();
    }
}
