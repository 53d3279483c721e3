// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.data.Digest;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.storage.Verification;

/**
 * Bytes addressed by their SHA-256. Equal bytes are stored once. Thread-safe; several processes may share one store.
 *
 * <p><b>Durability.</b> When {@link #put} returns, the bytes survive the loss of power. A name never stands for a part
 * of a blob, whatever dies meanwhile.
 *
 * <p><b>Errors.</b> A failure of the backend is a {@link StorageException}, damaged bytes are a
 * {@link org.mlops4j.error.CorruptException}. After a failure the next call works as soon as the backend does.
 *
 * <p>{@link VerifiedInputStream} does the checking that {@link #open} promises.
 */
public interface BlobStore extends AutoCloseable {

    /**
     * Stores all bytes of a stream. When it returns they survive the loss of power. When the stream fails, nothing is
     * there that {@link #exists} or {@link #list} would show; when the backend fails at the very end, the blob may be
     * there, whole. Heap use does not depend on the number of bytes.
     *
     * <p>Bytes that are there already count as put again: {@link StoredBlob#stored} is the time of the last call.
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
     * @throws NotFoundException if there is no such blob
     */
    InputStream open(Digest digest);

    /** {@return what is known of a blob, if it is there} Does not read its bytes. */
    Optional<StoredBlob> find(Digest digest);

    /**
     * Removes a blob unless it was put at or after a moment: what a sweep found unused may have been put again since.
     *
     * @param digest which
     * @param storedBefore removed only if {@link StoredBlob#stored} is before it; {@link Instant#MAX} for any
     * @return whether it was removed
     */
    boolean delete(Digest digest, Instant storedBefore);

    /** {@return the digests of all blobs in ascending order; close the stream} */
    Stream<Digest> list();

    /**
     * Reads every blob; those that are deleted meanwhile are not missed.
     *
     * @return how many there are, and which are damaged
     */
    default Verification verify() {
        Verification.Builder found = new Verification.Builder();
        try (Stream<Digest> all = list()) {
            all.forEach(digest -> found.check(() -> readToItsEnd(digest)));
        }
        return found.build();
    }

    /** Closes the store; idempotent. */
    @Override
    void close();

    /**
     * Removes a blob, whenever it was put.
     *
     * @return whether there was one
     */
    default boolean delete(Digest digest) {
        return delete(digest, Instant.MAX);
    }

    /** {@return whether there is such a blob} */
    default boolean exists(Digest digest) {
        return find(digest).isPresent();
    }

    /** Stores bytes, see {@link #put(InputStream)}. */
    default Digest put(byte[] bytes) {
        return put(new ByteArrayInputStream(bytes));
    }

    /**
     * {@return all bytes, verified}
     *
     * @throws NotFoundException if there is no such blob
     * @throws org.mlops4j.error.CorruptException if they are not those that were stored
     */
    default byte[] readAll(Digest digest) {
        try (InputStream in = open(digest)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StorageException("could not read blob " + digest, e);
        }
    }

    /** Reads a blob that was listed, unless it is deleted by now. It may even be put and deleted again meanwhile. */
    private void readToItsEnd(Digest digest) {
        for (int left = 10; left > 0; left--) {
            try (InputStream bytes = open(digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
                return;
            } catch (NotFoundException e) {
                if (!exists(digest)) {
                    return;
                } else if (left == 1) {
                    throw e;
                }
            } catch (IOException e) {
                throw new StorageException("could not read blob " + digest, e);
            }
        }
    }
}
