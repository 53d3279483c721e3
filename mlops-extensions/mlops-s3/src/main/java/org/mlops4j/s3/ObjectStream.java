// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.mlops4j.error.StorageException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. When the connection is lost on the way the rest is asked for again, which the SDK does not do
 * by itself; what cannot be had is an {@link IOException}, never the end of the bytes. For one thread.
 */
final class ObjectStream extends InputStream {

    /** Without a byte in between; the SDK waits and repeats within each. */
    private static final int MOST_LOSSES = 3;

    private final Bucket bucket;
    private final String key;
    private final long size;
    private ResponseInputStream<GetObjectResponse> object;
    private long left;

    private ObjectStream(Bucket bucket, String key, ResponseInputStream<GetObjectResponse> object) {
        this.bucket = bucket;
        this.key = key;
        this.object = object;
        this.size = object.response().contentLength();
        this.left = size;
    }

    /** {@return an object from its first byte on, if it is there} */
    static Optional<ObjectStream> open(Bucket bucket, String key) {
        return bucket.open(key, 0).map(object -> new ObjectStream(bucket, key, object));
    }

    /** {@return how many bytes the object has} */
    long size() {
        return size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        for (int losses = 0; ; losses++) {
            IOException loss;
            try {
                int read = object.read(target, offset, length);
                if (read >= 0) {
                    left -= read;
                    return read;
                }
                // Some HTTP clients tell of a closed connection by an early end.
                loss = new IOException("the connection was closed");
            } catch (IOException e) {
                loss = e;
            } catch (SdkException e) {
                throw new IOException(Failures.translate("read " + bucket.place(key), e));
            }
            if (losses == MOST_LOSSES) {
                throw new IOException("could not read " + bucket.place(key) + " with " + left + " bytes to go", loss);
            }
            resume(loss);
        }
    }

    private void resume(IOException loss) throws IOException {
        object.abort();
        try {
            object = bucket.open(key, size - left)
                    .orElseThrow(() -> new IOException(bucket.place(key) + " was removed while it was read", loss));
        } catch (StorageException e) {
            e.addSuppressed(loss);
            throw new IOException(e);
        }
    }

    /** Does not wait for the bytes that nobody read. */
    @Override
    public void close() throws IOException {
        if (left > 0) {
            object.abort();
        } else {
            object.close();
        }
    }
}
