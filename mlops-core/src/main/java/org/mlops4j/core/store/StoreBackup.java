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
import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies an embedded store while it is in use. Documents refer to the rest and are copied first, so that all they refer
 * to is in the copy; their file gets its name last, so that a copy that was interrupted is not taken for a store.
 *
 * @param metadata the documents
 * @param others the other databases
 * @param blobs the blobs
 * @param clock for the blobs of the copy
 */
record StoreBackup(SqliteDatabase metadata, List<SqliteDatabase> others, BlobStore blobs, InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(StoreBackup.class);

    void to(Path target) {
        Path directory = requireNonNull(target, "target").toAbsolutePath();
        try {
            DurableFiles.createDirectories(directory);
            requireEmpty(directory);
            Path unfinished = directory.resolve(StoreDirectory.UNFINISHED);
            metadata.copyTo(unfinished);
            DurableFiles.syncDirectory(directory);
            for (SqliteDatabase database : others) {
                database.copyTo(directory.resolve(database.fileName()));
                LOG.info("Copied {}", database.fileName());
            }
            copyBlobs(directory.resolve(StoreDirectory.BLOBS));
            Files.move(unfinished, directory.resolve(metadata.fileName()), StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncDirectory(directory);
            new StoreDirectory(directory).mark();
        } catch (IOException e) {
            throw new StorageException("could not back up to " + directory + ": " + e, e);
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
                        "the directory " + directory + " has content already; give the backup an empty one");
            }
        }
    }
}
