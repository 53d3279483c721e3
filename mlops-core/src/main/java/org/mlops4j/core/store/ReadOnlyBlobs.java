// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.storage.StoredBlob;

/** Blobs that are read and never written. Thread-safe. */
record ReadOnlyBlobs(FileBlobStore blobs) implements BlobStore {

    @Override
    public Digest put(InputStream bytes) {
        throw refused();
    }

    @Override
    public boolean delete(Digest digest, Instant storedBefore) {
        throw refused();
    }

    @Override
    public InputStream open(Digest digest) {
        return blobs.open(digest);
    }

    @Override
    public Optional<StoredBlob> find(Digest digest) {
        return blobs.find(digest);
    }

    @Override
    public Stream<Digest> list() {
        return blobs.list();
    }

    @Override
    public void close() {
        blobs.close();
    }

    private StorageException refused() {
        blobs.requireOpen();
        return new StorageException(blobs + " was opened for reading only; open the store for writing to change it");
    }
}
