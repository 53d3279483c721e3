// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.mlops4j.data.DocumentText;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/** Documents in an SQLite file: one row a document, one an attribute, one a change. */
final class SqliteMetadataStore implements MetadataStore {

    private static final SqliteFormat FORMAT = SqliteFormat.of(Migration.of("""
            create table documents (
                kind text not null, id text not null, version integer not null,
                body text not null, attributes text not null, crc integer not null,
                unique (kind, id));
            create table attributes (
                kind text not null, id text not null, name text not null, value not null,
                primary key (kind, id, name)) without rowid;
            create unique index attributes_by_value on attributes (kind, name, value, id);
            create table tombstones (
                kind text not null, id text not null, version integer not null,
                primary key (kind, id)) without rowid;
            create table changes (
                sequence integer primary key, kind text not null, id text not null, deleted integer not null);
            """));

    /** How often a waiting thread looks for commits of other processes. */
    private static final long POLL_MILLIS = 50;

    private final SqliteDatabase database;
    private final DocumentText json;
    private final Object commits = new Object();
    private long committed;

    private SqliteMetadataStore(SqliteDatabase database, DocumentText json) {
        this.database = database;
        this.json = json;
    }

    static SqliteMetadataStore open(Path file, DocumentText json) {
        return new SqliteMetadataStore(SqliteDatabase.open(file, Durability.POWER_LOSS, FORMAT), json);
    }

    @Override
    public <T> T read(Function<? super MetadataReader, T> work) {
        requireNonNull(work, "work");
        return database.read(connection -> {
            DocumentReader reader = new DocumentReader(connection, json);
            try {
                return work.apply(reader);
            } finally {
                reader.end();
            }
        });
    }

    @Override
    public <T> T write(Function<? super MetadataWriter, T> work) {
        requireNonNull(work, "work");
        return database.write(
                connection -> {
                    DocumentWriter writer = new DocumentWriter(connection, json);
                    try {
                        return work.apply(writer);
                    } finally {
                        writer.end();
                    }
                },
                this::announceCommit);
    }

    @Override
    public long await(long after, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + saturatedNanos(timeout);
        while (true) {
            long seen;
            synchronized (commits) {
                seen = committed;
            }
            long last = database.read(c -> c.number("select max(sequence) from changes"));
            long left = deadline - System.nanoTime();
            if (last > after || left <= 0) {
                return last;
            }
            synchronized (commits) {
                if (committed == seen) {
                    commits.wait(Math.min(POLL_MILLIS, left / 1_000_000 + 1));
                }
            }
        }
    }

    /** Reads every document. */
    void verify() {
        database.verify();
        database.read(connection -> {
            DocumentReader reader = new DocumentReader(connection, json);
            reader.verify();
            return reader;
        });
    }

    @Override
    public void close() {
        database.close();
        announceCommit();
    }

    private void announceCommit() {
        synchronized (commits) {
            committed++;
            commits.notifyAll();
        }
    }

    private static long saturatedNanos(Duration timeout) {
        Duration longest = Duration.ofDays(3_650);
        return timeout.compareTo(longest) > 0 ? longest.toNanos() : timeout.toNanos();
    }
}
