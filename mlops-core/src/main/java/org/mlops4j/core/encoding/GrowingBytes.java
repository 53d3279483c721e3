// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A byte buffer that grows. Not thread-safe. */
final class GrowingBytes {

    private static final int LEAST_BYTES = 256;

    private ByteBuffer buffer;

    GrowingBytes(int expectedBytes) {
        buffer = ByteBuffer.allocate(Math.max(LEAST_BYTES, expectedBytes));
    }

    /** {@return the buffer with room for some more bytes; the next call may return another one} */
    ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * buffer.capacity());
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), Math.max(needed, doubled)))
                    .position(buffer.position());
        }
        return buffer;
    }

    int size() {
        return buffer.position();
    }

    /** {@return the bytes so far and some more behind them, not copied} */
    byte[] array() {
        return buffer.array();
    }

    byte[] toArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
