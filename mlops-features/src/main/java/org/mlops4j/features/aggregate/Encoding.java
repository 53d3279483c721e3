// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.error.CorruptException;

/** How states are written, and the checks that let no damaged bytes ask for more memory than they are long. */
final class Encoding {

    private static final int CHUNK = 1 << 12;

    private Encoding() {}

    /** {@return a size that was read} */
    static long size(long size) {
        if (size < 0) {
            throw new CorruptException("a stored feature state has a size of " + size);
        }
        return size;
    }

    static void writeLongs(DataOutput out, long[] from, int start, int end) throws IOException {
        out.writeInt(end - start);
        for (int i = start; i < end; i++) {
            out.writeLong(from[i]);
        }
    }

    /** {@return what was written; grows with what is really there} */
    static long[] readLongs(DataInput in) throws IOException {
        int size = (int) size(in.readInt());
        long[] values = new long[Math.min(size, CHUNK)];
        for (int i = 0; i < size; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(size, 2L * values.length));
            }
            values[i] = in.readLong();
        }
        return values;
    }
}
