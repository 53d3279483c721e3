// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataStore;

/**
 * The stores in one directory: {@code metadata.db} and {@code blobs/}. Thread-safe; several processes may open one
 * directory.
 */
public final class EmbeddedStores implements AutoCloseable {

    private final DocumentText json = new JacksonText();
    private final MetadataStore metadata;
    private final BlobStore blobs;

    private EmbeddedStores(Path directory) {
        metadata = SqliteMetadataStore.open(directory.resolve("metadata.db"), json);
        blobs = FileBlobStore.open(directory.resolve("blobs"), InstantSource.system());
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
        return new EmbeddedStores(absolute);
    }

    /** {@return documents} */
    public MetadataStore metadata() {
        return metadata;
    }

    /** {@return blobs} */
    public BlobStore blobs() {
        return blobs;
    }

    /** {@return documents as JSON text} */
    public DocumentText json() {
        return json;
    }

    /** Closes all stores; idempotent. */
    @Override
    public void close() {
        blobs.close();
        metadata.close();
    }
}
