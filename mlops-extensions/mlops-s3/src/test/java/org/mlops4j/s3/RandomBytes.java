// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.mlops4j.data.Digest;

/** Seeded bytes that do something on their way. */
final class RandomBytes extends InputStream {

    private final Random random;
    private final long eventAt;
    private final Event event;
    private final long size;
    private long position;

    private RandomBytes(long seed, long size, long eventAt, Event event) {
        this.random = new Random(seed);
        this.size = size;
        this.eventAt = eventAt;
        this.event = event;
    }

    /** {@return so many bytes} */
    static RandomBytes of(int size) {
        return new RandomBytes(size, size, Long.MAX_VALUE, () -> {});
    }

    /** {@return the same bytes, with an event before one of them is read} */
    RandomBytes butAt(long where, Event what) {
        return new RandomBytes(size, size, where, what);
    }

    static byte[] array(int size) {
        try {
            return of(size).readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Digest digest(int size) {
        return Digest.of(array(size));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == size) {
            return -1;
        }
        int read = (int) Math.min(length, size - position);
        if (position <= eventAt && eventAt < position + read) {
            event.happen();
        }
        for (int i = 0; i < read; i++) {
            target[offset + i] = (byte) random.nextInt();
        }
        position += read;
        return read;
    }

    /** What happens on the way. */
    interface Event {
        void happen() throws IOException;
    }
}
