// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import software.amazon.awssdk.core.sync.RequestBody;

/** Cuts a stream into parts and digests it on the way. Holds one part at a time. For one thread. */
final class PartReader {

    private static final int FIRST_BUFFER_BYTES = 1 << 16;
    private static final String MIME_TYPE = "application/octet-stream";

    private final InputStream bytes;
    private final int partBytes;
    private final MessageDigest sha256 = Digest.sha256();
    private byte[] buffer;
    private int length;
    private long total;
    private boolean ended;

    PartReader(InputStream bytes, int partBytes) {
        this.bytes = bytes;
        this.partBytes = partBytes;
        this.buffer = new byte[Math.min(FIRST_BUFFER_BYTES, partBytes)];
    }

    /**
     * Reads the next part in the place of the last one.
     *
     * @throws StorageException if the stream fails
     */
    void next() {
        length = 0;
        try {
            while (!ended && length < partBytes) {
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, Math.min(2 * length, partBytes));
                }
                int read = bytes.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    ended = true;
                } else {
                    length += read;
                }
            }
        } catch (IOException e) {
            throw new StorageException("could not read the bytes of a blob after " + (total + length) + ": " + e, e);
        }
        sha256.update(buffer, 0, length);
        total += length;
    }

    /** {@return whether the stream ended with the part that was read last} */
    boolean ended() {
        return ended;
    }

    /** {@return whether the part that was read last has no bytes} */
    boolean isEmpty() {
        return length == 0;
    }

    /** {@return the part that was read last, to be sent as often as need be, until the next is read} */
    RequestBody part() {
        byte[] sent = buffer;
        int sentLength = length;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(sent, 0, sentLength), sentLength, MIME_TYPE);
    }

    /** {@return the CRC-32 of the part that was read last, as S3 writes it} */
    String crc32() {
        CRC32 crc = new CRC32();
        crc.update(buffer, 0, length);
        byte[] bigEndian =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        return Base64.getEncoder().encodeToString(bigEndian);
    }

    /** {@return how many bytes were read in all} */
    long total() {
        return total;
    }

    /** {@return the digest of all parts} To be called once, at the end. */
    Digest digest() {
        return Digest.from(sha256);
    }
}
