// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.storage.StoredBlob;

/** Broken on purpose: hands out whatever is in the file. */
record UnverifiedBlobStore(BlobStore store, Path root) implements BlobStore {

    static Path file(Path root, Digest digest) {
        return root.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    @Override
    public InputStream open(Digest digest) {
        if (!store.exists(digest)) {
            throw new NotFoundException("there is no blob " + digest);
        }
        try {
            return Files.newInputStream(file(root, digest));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Digest put(InputStream bytes) {
        return store.put(bytes);
    }

    @Override
    public Optional<StoredBlob> find(Digest digest) {
        return store.find(digest);
    }

    @Override
    public boolean delete(Digest digest, Instant storedBefore) {
        return store.delete(digest, storedBefore);
    }

    @Override
    public Stream<Digest> list() {
        return store.list();
    }

    @Override
    public void close() {
        store.close();
    }
}
