// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.SqlEventLog;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.core.sql.SqlOnlineStore;
import org.mlops4j.core.sql.SqlSeriesStore;
import org.mlops4j.data.Digest;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores in one directory: {@code metadata.db}, {@code series.db}, {@code events.db}, {@code online.db} and
 * {@code blobs/}. Thread-safe; several processes may open one directory.
 */
public final class EmbeddedStores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStores.class);

    static final String METADATA = "metadata.db";
    static final String SERIES = "series.db";
    static final String EVENTS = "events.db";
    static final String ONLINE = "online.db";
    static final String BLOBS = "blobs";

    /** What the first file of a backup is called until the backup is whole. */
    private static final String UNFINISHED = "metadata.db.unfinished-backup";

    private final DocumentText json = new JacksonText();
    private final InstantSource clock;
    private final List<SqliteDatabase> databases;
    private final SqlMetadataStore metadata;
    private final SqlSeriesStore series;
    private final SqlEventLog events;
    private final SqlOnlineStore online;
    private final FileBlobStore blobs;

    private EmbeddedStores(Path directory, InstantSource clock, Deque<Runnable> closing) {
        this.clock = clock;
        SqliteDatabase documents = metadataFile(directory.resolve(METADATA));
        closing.push(documents::close);
        SqliteDatabase points = seriesFile(directory.resolve(SERIES));
        closing.push(points::close);
        SqliteDatabase rows = eventsFile(directory.resolve(EVENTS));
        closing.push(rows::close);
        SqliteDatabase states = onlineFile(directory.resolve(ONLINE));
        closing.push(states::close);
        databases = List.of(documents, points, rows, states);
        metadata = new SqlMetadataStore(documents, json);
        series = new SqlSeriesStore(points);
        events = new SqlEventLog(rows, json);
        online = new SqlOnlineStore(states);
        blobs = FileBlobStore.open(directory.resolve(BLOBS), clock);
    }

    /**
     * Opens the stores of a directory, which is made if it is not there.
     *
     * @param directory on a local disk
     * @throws StorageException if the directory cannot be read or written
     * @throws org.mlops4j.error.IncompatibleException if a newer version of the library wrote it, or the SQLite on the
     *     class path is too old
     * @throws org.mlops4j.error.CorruptException if a file is damaged
     */
    public static EmbeddedStores open(Path directory) {
        return open(directory, InstantSource.system());
    }

    /** {@return the stores of a directory as {@link #open(Path)} does} Blobs are put at the time of the clock. */
    public static EmbeddedStores open(Path directory, InstantSource clock) {
        Path absolute = requireNonNull(directory, "directory").toAbsolutePath();
        try {
            DurableFiles.createDirectories(absolute);
        } catch (IOException e) {
            throw new StorageException("could not make the directory " + absolute + ": " + e, e);
        }
        if (!Files.isWritable(absolute)) {
            throw new StorageException("the directory " + absolute + " is read-only for this process");
        }
        if (Files.exists(absolute.resolve(UNFINISHED))) {
            throw new CorruptException(
                    "the directory " + absolute + " is a backup that was interrupted. Use another one.");
        }
        Deque<Runnable> closing = new ArrayDeque<>();
        try {
            return new EmbeddedStores(absolute, requireNonNull(clock, "clock"), closing);
        } catch (RuntimeException | Error e) {
            closeAll(closing).ifPresent(e::addSuppressed);
            throw e;
        }
    }

    static SqliteDatabase metadataFile(Path file) {
        return SqliteDatabase.open(file, Durability.POWER_LOSS, SqliteFormats.METADATA);
    }

    static SqliteDatabase seriesFile(Path file) {
        return SqliteDatabase.open(file, Durability.POWER_LOSS, SqliteFormats.SERIES);
    }

    static SqliteDatabase eventsFile(Path file) {
        return SqliteDatabase.open(file, Durability.PROCESS_DEATH, SqliteFormats.EVENTS);
    }

    static SqliteDatabase onlineFile(Path file) {
        return SqliteDatabase.open(file, Durability.PROCESS_DEATH, SqliteFormats.ONLINE);
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
     * @throws AlreadyExistsException if the target has content
     * @throws StorageException if it cannot be written; remove what is there then
     */
    public void backup(Path target) {
        Path absolute = requireNonNull(target, "target").toAbsolutePath();
        try {
            DurableFiles.createDirectories(absolute);
            requireEmpty(absolute);
            // Documents refer to the rest and come first, so that all they refer to is in the copy.
            Path unfinished = absolute.resolve(UNFINISHED);
            databases.get(0).copyTo(unfinished);
            for (SqliteDatabase database : databases.subList(1, databases.size())) {
                database.copyTo(absolute.resolve(database.fileName()));
            }
            copyBlobs(absolute.resolve(BLOBS));
            Files.move(unfinished, absolute.resolve(METADATA), StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncDirectory(absolute);
        } catch (IOException e) {
            throw new StorageException("could not back up to " + absolute + ": " + e, e);
        }
    }

    private void copyBlobs(Path directory) throws IOException {
        try (BlobStore copies = FileBlobStore.open(directory, clock);
                Stream<Digest> all = blobs.list()) {
            for (Digest digest : all.toList()) {
                try (InputStream bytes = blobs.open(digest)) {
                    copies.put(bytes);
                } catch (NotFoundException e) {
                    LOG.info("Blob {} was removed while the backup was made", digest);
                }
            }
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new AlreadyExistsException(
                        "the directory " + directory + " has content already; give the backup an" + " empty one");
            }
        }
    }

    /** Closes all stores, even if one fails; idempotent. The first failure goes to the caller. */
    @Override
    public void close() {
        List<Runnable> closing = List.of(blobs::close, online::close, events::close, series::close, metadata::close);
        closeAll(closing).ifPresent(e -> {
            throw e;
        });
    }

    private static Optional<RuntimeException> closeAll(Iterable<Runnable> closing) {
        RuntimeException first = null;
        for (Runnable close : closing) {
            try {
                close.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        return Optional.ofNullable(first);
    }
}
