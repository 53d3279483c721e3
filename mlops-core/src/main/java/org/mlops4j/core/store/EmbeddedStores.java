// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.SqlEventLog;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.core.sql.SqlOnlineStore;
import org.mlops4j.core.sql.SqlSeriesStore;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Verification;

/**
 * The stores in one directory: {@code metadata.db}, {@code series.db}, {@code events.db}, {@code online.db} and
 * {@code blobs/}. Thread-safe; several processes may open one directory.
 */
public final class EmbeddedStores implements AutoCloseable {

    static final String METADATA = "metadata.db";
    static final String SERIES = "series.db";
    static final String EVENTS = "events.db";
    static final String ONLINE = "online.db";
    static final String BLOBS = "blobs";

    private final DocumentText json = new JacksonText();
    private final SqlMetadataStore metadata;
    private final SqlSeriesStore series;
    private final SqlEventLog events;
    private final SqlOnlineStore online;
    private final FileBlobStore blobs;

    private EmbeddedStores(Path directory, Deque<Runnable> closing) {
        metadata = metadata(directory.resolve(METADATA), json);
        closing.push(metadata::close);
        series = series(directory.resolve(SERIES));
        closing.push(series::close);
        events = events(directory.resolve(EVENTS), json);
        closing.push(events::close);
        online = online(directory.resolve(ONLINE));
        closing.push(online::close);
        blobs = FileBlobStore.open(directory.resolve(BLOBS), InstantSource.system());
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
        Path absolute = requireNonNull(directory, "directory").toAbsolutePath();
        try {
            DurableFiles.createDirectories(absolute);
        } catch (IOException e) {
            throw new StorageException("could not make the directory " + absolute + ": " + e, e);
        }
        if (!Files.isWritable(absolute)) {
            throw new StorageException("the directory " + absolute + " is read-only for this process");
        }
        Deque<Runnable> closing = new ArrayDeque<>();
        try {
            return new EmbeddedStores(absolute, closing);
        } catch (RuntimeException | Error e) {
            closeAll(closing).ifPresent(e::addSuppressed);
            throw e;
        }
    }

    static SqlMetadataStore metadata(Path file, DocumentText json) {
        return new SqlMetadataStore(SqliteDatabase.open(file, Durability.POWER_LOSS, SqliteFormats.METADATA), json);
    }

    static SqlSeriesStore series(Path file) {
        return new SqlSeriesStore(SqliteDatabase.open(file, Durability.POWER_LOSS, SqliteFormats.SERIES));
    }

    static SqlEventLog events(Path file, DocumentText json) {
        return new SqlEventLog(SqliteDatabase.open(file, Durability.PROCESS_DEATH, SqliteFormats.EVENTS), json);
    }

    static SqlOnlineStore online(Path file) {
        return new SqlOnlineStore(SqliteDatabase.open(file, Durability.PROCESS_DEATH, SqliteFormats.ONLINE));
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
