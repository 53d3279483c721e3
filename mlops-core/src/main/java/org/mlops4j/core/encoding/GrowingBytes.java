// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A byte buffer that grows. Not thread-safe. */
public final class GrowingBytes {

    private static final int LEAST_BYTES = 256;

    private ByteBuffer buffer;

    /** No bytes yet, with room for those that are expected. */
    public GrowingBytes(int expectedBytes) {
        buffer = ByteBuffer.allocate(Math.max(LEAST_BYTES, expectedBytes));
    }

    /** {@return the buffer with room for some more bytes; the next call may return another one} */
    public ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * buffer.capacity());
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), Math.max(needed, doubled)))
                    .position(buffer.position());
        }
        return buffer;
    }

    /** {@return the number of bytes so far} */
    public int size() {
        return buffer.position();
    }

    /** {@return the bytes so far and some more behind them, not copied} */
    public byte[] array() {
        return buffer.array();
    }

    /** {@return a copy of the bytes so far} */
    public byte[] toArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
