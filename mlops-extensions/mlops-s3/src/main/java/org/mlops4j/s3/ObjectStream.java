// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. A connection that is lost on the way is an {@link IOException}, never the end of the bytes.
 * For one thread.
 */
final class ObjectStream extends InputStream {

    private final ResponseInputStream<GetObjectResponse> object;
    private final String place;
    private long left;

    ObjectStream(ResponseInputStream<GetObjectResponse> object, String place) {
        this.object = object;
        this.place = place;
        this.left = object.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read;
        try {
            read = object.read(target, offset, length);
        } catch (IOException e) {
            throw new IOException("could not read " + place + " with " + left + " bytes to go: " + e, e);
        } catch (SdkException e) {
            throw new IOException(Failures.translate("read " + place, e));
        }
        if (read < 0 && left > 0) {
            throw new IOException("the connection was lost with " + left + " bytes of " + place + " to go");
        }
        left -= Math.max(read, 0);
        return read;
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
