// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;

/**
 * Bytes addressed by their SHA-256. Equal bytes are stored once. Thread-safe; several processes may share one store.
 */
public interface BlobStore extends AutoCloseable {

    /**
     * Stores all bytes of a stream. When it returns they survive the loss of power; when it throws, nothing is there
     * that {@link #exists} or {@link #list} would show. Heap use does not depend on the number of bytes.
     *
     * @param bytes read to its end, not closed
     * @return their digest
     * @throws StorageException if the stream or the backend fails
     */
    Digest put(InputStream bytes);

    /**
     * {@return the bytes} The stream checks the digest as it is read: its last {@code read} throws
     * {@link org.mlops4j.error.CorruptException} if the bytes are not those that were stored. So use nothing before the
     * end is reached, or use {@link #readAll}.
     *
     * @throws org.mlops4j.error.NotFoundException if there is no such blob
     */
    InputStream open(Digest digest);

    /** {@return whether there is such a blob} */
    boolean exists(Digest digest);

    /**
     * Removes a blob.
     *
     * @return whether there was one
     */
    boolean delete(Digest digest);

    /** {@return the digests of all blobs in ascending order; close the stream} */
    Stream<Digest> list();

    /** Closes the store; idempotent. */
    @Override
    void close();

    /** Stores bytes, see {@link #put(InputStream)}. */
    default Digest put(byte[] bytes) {
        return put(new ByteArrayInputStream(bytes));
    }

    /**
     * {@return all bytes, verified}
     *
     * @throws org.mlops4j.error.NotFoundException if there is no such blob
     * @throws org.mlops4j.error.CorruptException if they are not those that were stored
     */
    default byte[] readAll(Digest digest) {
        try (InputStream in = open(digest)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StorageException("could not read blob " + digest, e);
        }
    }
}
