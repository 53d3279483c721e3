// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;

/**
 * The bytes of a blob, verified by the read that would hand out the last of them: what {@link BlobStore#open} returns
 * in every backend. For one thread at a time.
 */
public final class VerifiedInputStream extends InputStream {

    private final InputStream bytes;
    private final Digest expected;
    private final String place;
    private final MessageDigest sha256 = Digest.sha256();
    private long left;
    private @Nullable Digest actual;
    private boolean verified;

    /**
     * Verifies a stream as it is read.
     *
     * @param bytes the stored bytes; closed with this stream
     * @param size how many bytes the backend says there are; what lies behind is not read
     * @param expected the digest of the blob
     * @param place where the bytes lie, for the message
     */
    public VerifiedInputStream(InputStream bytes, long size, Digest expected, String place) {
        this.bytes = bytes;
        this.left = size;
        this.expected = expected;
        this.place = place;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int read = left == 0 ? -1 : bytes.read(target, offset, (int) Math.min(length, left));
        if (read > 0) {
            sha256.update(target, offset, read);
            left -= read;
        }
        if (!verified && (read < 0 || left == 0)) {
            verify();
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void verify() {
        if (actual == null) {
            actual = Digest.from(sha256);
        }
        if (!actual.equals(expected)) {
            // Whoever reads on must not take the end of the stream for the end of a whole blob.
            left = 0;
            throw new CorruptException("blob " + expected + " is damaged: the bytes of " + place + " have digest "
                    + actual + ". Restore them from a backup, or store the bytes again.");
        }
        verified = true;
    }
}
