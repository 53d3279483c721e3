// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request: no longer than is allowed, and no shorter than was announced. */
final class BoundedStream extends FilterInputStream {

    /** Stands for a body whose length was not announced. */
    static final long UNKNOWN = -1;

    private final long announced;
    private final long most;
    private long count;

    BoundedStream(InputStream in, long announced, long most) {
        super(in);
        this.announced = announced;
        this.most = most;
        requireRoom(announced);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        advance(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        advance(read);
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        advance(Math.toIntExact(skipped));
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void advance(int read) throws IOException {
        if (read >= 0) {
            count += read;
            requireRoom(count);
        } else if (announced != UNKNOWN && count != announced) {
            throw new IOException("the body ended after " + count + " of " + announced + " bytes");
        }
    }

    private void requireRoom(long bytes) {
        if (bytes > most) {
            throw new Refusal(Failure.tooLarge(most));
        }
    }
}
