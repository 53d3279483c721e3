// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.SqlDatabase;
import org.mlops4j.core.sql.SqlEventLog;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.core.sql.SqlOnlineStore;
import org.mlops4j.core.sql.SqlSeriesStore;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Durability;
import org.mlops4j.storage.Verification;

/**
 * The stores in one directory: {@code metadata.db}, {@code series.db}, {@code events.db}, {@code online.db} and
 * {@code blobs/}. Thread-safe; several processes may open one directory.
 */
public final class EmbeddedStores implements AutoCloseable {

    private final DocumentText json = new JacksonText();
    private final MetadataStore metadata;
    private final SeriesStore series;
    private final EventLog events;
    private final OnlineStore online;
    private final BlobStore blobs;
    private final Consumer<Path> backup;

    private EmbeddedStores(
            SqlDatabase documents,
            SqlDatabase points,
            SqlDatabase rows,
            SqlDatabase states,
            BlobStore blobs,
            Consumer<Path> backup) {
        this.metadata = new SqlMetadataStore(documents, json);
        this.series = new SqlSeriesStore(points);
        this.events = new SqlEventLog(rows, json);
        this.online = new SqlOnlineStore(states);
        this.blobs = blobs;
        this.backup = backup;
    }

    /**
     * Opens the stores of a directory, which is made if it is not there.
     *
     * @param directory on a local disk
     * @throws StorageException if the directory cannot be read or written
     * @throws IncompatibleException if a newer version of the library wrote it, or the SQLite on the class path is too
     *     old
     * @throws org.mlops4j.error.CorruptException if a file is damaged or missing
     */
    public static EmbeddedStores open(Path directory) {
        return open(directory, InstantSource.system(), Durability.POWER_SAFE);
    }

    /**
     * {@return the stores of a directory as {@link #open(Path)} does}
     *
     * @param clock by which blobs are put
     * @param durability of documents and series
     */
    public static EmbeddedStores open(Path directory, InstantSource clock, Durability durability) {
        StoreDirectory files = StoreDirectory.forWriting(directory);
        return closingOnFailure(closing -> {
            SqliteDatabase documents = kept(closing, metadataFile(files.file(StoreDirectory.METADATA), durability));
            SqliteDatabase points = kept(closing, seriesFile(files.file(StoreDirectory.SERIES), durability));
            SqliteDatabase rows = kept(closing, eventsFile(files.file(StoreDirectory.EVENTS)));
            SqliteDatabase states = kept(closing, onlineFile(files.file(StoreDirectory.ONLINE)));
            FileBlobStore blobs = FileBlobStore.open(files.file(StoreDirectory.BLOBS), clock);
            StoreBackup backup = new StoreBackup(documents, List.of(points, rows, states), blobs, clock);
            files.mark();
            return new EmbeddedStores(documents, points, rows, states, blobs, backup::to);
        });
    }

    /**
     * Opens the stores of a directory for reading only: on a read-only file system, or beside a process that writes. No
     * content is changed; where the directory can be written, SQLite puts its lock files there, because somebody else
     * may write. Whatever would write throws {@link StorageException}.
     *
     * @throws org.mlops4j.error.NotFoundException if there is no store in the directory
     * @throws StorageException if it cannot be read; also if the directory is read-only and a writer died without
     *     closing the store, because its log can be recovered by a writer only
     * @throws IncompatibleException if another version of the library wrote it
     * @throws org.mlops4j.error.CorruptException if a file is damaged or missing
     */
    public static EmbeddedStores openReadOnly(Path directory) {
        StoreDirectory files = StoreDirectory.forReading(directory);
        return closingOnFailure(closing -> new EmbeddedStores(
                kept(closing, ReadOnlySqlite.open(files.file(StoreDirectory.METADATA), SqliteFormats.METADATA)),
                kept(closing, ReadOnlySqlite.open(files.file(StoreDirectory.SERIES), SqliteFormats.SERIES)),
                kept(closing, ReadOnlySqlite.open(files.file(StoreDirectory.EVENTS), SqliteFormats.EVENTS)),
                kept(closing, ReadOnlySqlite.open(files.file(StoreDirectory.ONLINE), SqliteFormats.ONLINE)),
                new ReadOnlyBlobs(FileBlobStore.existing(files.file(StoreDirectory.BLOBS))),
                target -> {
                    throw new IncompatibleException("cannot back up " + files.path() + " to " + target
                            + ": it was opened for reading only. Open it for writing, or copy the directory.");
                }));
    }

    static SqliteDatabase metadataFile(Path file, Durability durability) {
        return SqliteDatabase.open(file, durability, SqliteFormats.METADATA);
    }

    static SqliteDatabase seriesFile(Path file, Durability durability) {
        return SqliteDatabase.open(file, durability, SqliteFormats.SERIES);
    }

    static SqliteDatabase eventsFile(Path file) {
        return SqliteDatabase.open(file, Durability.CRASH_SAFE, SqliteFormats.EVENTS);
    }

    static SqliteDatabase onlineFile(Path file) {
        return SqliteDatabase.open(file, Durability.CRASH_SAFE, SqliteFormats.ONLINE);
    }

    /** {@return documents} */
    public MetadataStore metadata() {
        return metadata;
    }

    /** {@return series} */
    public SeriesStore series() {
        return series;
    }

    /** {@return events} */
    public EventLog events() {
        return events;
    }

    /** {@return the state of entities} */
    public OnlineStore online() {
        return online;
    }

    /** {@return blobs} */
    public BlobStore blobs() {
        return blobs;
    }

    /** {@return documents as JSON text} */
    public DocumentText json() {
        return json;
    }

    /**
     * Reads everything that is stored and checks every checksum, digest and index.
     *
     * <p>Reads check what they hand out, so damaged content is never served. But damage in an index can hide a row from
     * a read that looks for it; this is what finds it. Costs one pass over all files.
     *
     * @return what is damaged, and where
     */
    public Verification verify() {
        return metadata.verify()
                .and(series.verify())
                .and(events.verify())
                .and(online.verify())
                .and(blobs.verify());
    }

    /**
     * Copies the stores to another directory, which opens as a store by itself, while they are in use.
     *
     * @param target does not exist or is empty
     * @throws org.mlops4j.error.AlreadyExistsException if the target has content
     * @throws StorageException if it cannot be written; remove what is there then
     * @throws IncompatibleException if the stores were opened for reading only
     */
    public void backup(Path target) {
        backup.accept(target);
    }

    /** Closes all stores, even if one fails; idempotent. The first failure goes to the caller. */
    @Override
    public void close() {
        Closing.all(List.of(blobs, online, events, series, metadata));
    }

    private static <T extends SqlDatabase> T kept(Deque<AutoCloseable> closing, T database) {
        closing.push(database);
        return database;
    }

    private static EmbeddedStores closingOnFailure(Function<Deque<AutoCloseable>, EmbeddedStores> opening) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            return opening.apply(opened);
        } catch (RuntimeException | Error e) {
            opened.forEach(each -> Closing.after(e, each));
            throw e;
        }
    }
}
