// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Function;
import org.mlops4j.data.DocumentText;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.storage.Verification;

/**
 * Documents in a database: one row a document, one an attribute, one a change. Its tables, in words of SQLite:
 *
 * <pre>
 * documents   kind text, id text, version integer, body text, attributes text, crc integer; unique (kind, id)
 * attributes  kind text, id text, name text, value blob; primary key (kind, id, name); unique (kind, name, value, id)
 * tombstones  kind text, id text, version integer; primary key (kind, id)
 * changes     sequence integer, kind text, id text, deleted integer; primary key (sequence)
 * </pre>
 *
 * <p>Texts are compared by their UTF-8 bytes, blobs by their bytes.
 */
public final class SqlMetadataStore implements MetadataStore {

    private static final Duration LONGEST_WAIT = Duration.ofDays(3_650);

    private final SqlDatabase database;
    private final DocumentText json;

    /**
     * A store in the tables of a database, which is closed with the store.
     *
     * @param database has the tables named above
     * @param json turns documents into text and back
     */
    public SqlMetadataStore(SqlDatabase database, DocumentText json) {
        this.database = requireNonNull(database, "database");
        this.json = requireNonNull(json, "json");
    }

    /** Makes the table of attributes anew from the documents, in the caller's transaction. */
    public static void indexAttributes(SqlConnection connection, DocumentText json) {
        new DocumentWriter(connection, json).indexAttributes();
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
        return database.write(connection -> {
            DocumentWriter writer = new DocumentWriter(connection, json);
            try {
                T result = work.apply(writer);
                writer.finish();
                return result;
            } finally {
                writer.end();
            }
        });
    }

    @Override
    public long await(long after, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + (timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout).toNanos();
        while (true) {
            long seen = database.commits().count();
            long last = read(MetadataReader::lastChange);
            long left = deadline - System.nanoTime();
            if (last > after || left <= 0) {
                return last;
            }
            database.commits().await(seen, left);
        }
    }

    @Override
    public Verification verify() {
        return database.verify((connection, found) -> new DocumentReader(connection, json).verify(found));
    }

    @Override
    public void close() {
        database.close();
    }
}
