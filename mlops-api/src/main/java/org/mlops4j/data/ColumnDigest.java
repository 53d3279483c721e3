// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The digest of a column that comes in pieces: of its type, a null mark and the value of each row, the row count. */
final class ColumnDigest {

    private final MessageDigest sha256 = Digest.sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 15);
    private long rows;

    ColumnDigest(DataType type) {
        bytes(type.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the next rows. */
    ColumnDigest add(Column column) {
        if (column instanceof StringColumn strings) {
            strings(strings);
        } else {
            numbers(column);
        }
        rows += column.size();
        return this;
    }

    /** {@return the digest of all rows; no more can be taken} */
    Digest finish() {
        room(Long.BYTES).putLong(rows);
        drain();
        return Digest.from(sha256);
    }

    private void numbers(Column column) {
        for (int row = 0; row < column.size(); row++) {
            boolean missing = column.isNull(row);
            room(1).put((byte) (missing ? 1 : 0));
            if (missing) {
                continue;
            }
            if (column instanceof DoubleColumn doubles) {
                room(Long.BYTES).putLong(Double.doubleToLongBits(doubles.get(row)));
            } else if (column instanceof LongColumn longs) {
                room(Long.BYTES).putLong(longs.get(row));
            } else if (column instanceof BooleanColumn booleans) {
                room(1).put((byte) (booleans.get(row) ? 1 : 0));
            } else if (column instanceof VectorColumn vectors) {
                for (int i = 0; i < vectors.type().size(); i++) {
                    room(Long.BYTES).putLong(Double.doubleToLongBits(vectors.get(row, i)));
                }
            }
        }
    }

    private void strings(StringColumn strings) {
        byte @Nullable [][] utf8 = new byte[strings.dictionarySize()][];
        for (int row = 0; row < strings.size(); row++) {
            int code = strings.code(row);
            room(1).put((byte) (code < 0 ? 1 : 0));
            if (code >= 0) {
                byte[] text = utf8[code];
                if (text == null) {
                    text = strings.word(code).getBytes(StandardCharsets.UTF_8);
                    utf8[code] = text;
                }
                bytes(text);
            }
        }
    }

    private void bytes(byte[] bytes) {
        room(Integer.BYTES).putInt(bytes.length);
        if (bytes.length <= buffer.capacity()) {
            room(bytes.length).put(bytes);
        } else {
            drain();
            sha256.update(bytes);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            drain();
        }
        return buffer;
    }

    private void drain() {
        sha256.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
