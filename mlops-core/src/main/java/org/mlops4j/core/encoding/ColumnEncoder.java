// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.spi.Key;

/**
 * Writes the values of a column.
 *
 * <pre>
 * doubles   nulls  bytes a value(1: 4 or 8)  IEEE bits…
 * longs     nulls  least(8)  bytes a value(1: 0, 1, 2, 4 or 8)  value - least…
 * booleans  nulls  bits
 * vectors   nulls  IEEE bits…
 * strings   words(4)  {length(4) UTF-8}…  bytes a code(1: 1, 2 or 4)  0 for null, else 1 + index of the word…
 * nulls     0(1) if there are none, else 1(1) and bits
 * bits      of row 0 in the lowest bit of the first byte, (rows + 7) / 8 bytes
 * </pre>
 */
final class ColumnEncoder {

    private ColumnEncoder() {}

    static void encode(Column column, GrowingBytes bytes) {
        if (column instanceof StringColumn strings) {
            strings(strings, bytes);
            return;
        }
        nulls(column, bytes);
        if (column instanceof DoubleColumn doubles) {
            doubles(doubles, bytes);
        } else if (column instanceof LongColumn longs) {
            longs(longs, bytes);
        } else if (column instanceof BooleanColumn booleans) {
            BitSet bits = new BitSet(column.size());
            for (int row = 0; row < column.size(); row++) {
                bits.set(row, booleans.get(row));
            }
            bits(bits, column.size(), bytes);
        } else if (column instanceof VectorColumn vectors) {
            ByteBuffer room =
                    bytes.room(Math.multiplyExact(Double.BYTES * vectors.type().size(), vectors.size()));
            for (int row = 0; row < vectors.size(); row++) {
                for (int i = 0; i < vectors.type().size(); i++) {
                    room.putLong(Double.doubleToRawLongBits(vectors.get(row, i)));
                }
            }
        }
    }

    private static void doubles(DoubleColumn column, GrowingBytes bytes) {
        boolean single = column.type() == DataType.FLOAT32;
        for (int row = 0; single && row < column.size(); row++) {
            double value = column.get(row);
            single = Double.doubleToRawLongBits((float) value) == Double.doubleToRawLongBits(value);
        }
        ByteBuffer room = bytes.room(1 + Double.BYTES * column.size());
        room.put((byte) (single ? Float.BYTES : Double.BYTES));
        for (int row = 0; row < column.size(); row++) {
            if (single) {
                room.putInt(Float.floatToRawIntBits((float) column.get(row)));
            } else {
                room.putLong(Double.doubleToRawLongBits(column.get(row)));
            }
        }
    }

    private static void longs(LongColumn column, GrowingBytes bytes) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int row = 0; row < column.size(); row++) {
            if (!column.isNull(row)) {
                least = Math.min(least, column.get(row));
                greatest = Math.max(greatest, column.get(row));
            }
        }
        int width = least >= greatest ? 0 : width(greatest - least);
        ByteBuffer room = bytes.room(Long.BYTES + 1 + width * column.size());
        room.putLong(least).put((byte) width);
        for (int row = 0; row < column.size(); row++) {
            number(column.isNull(row) ? 0 : column.get(row) - least, width, room);
        }
    }

    private static void strings(StringColumn column, GrowingBytes bytes) {
        Map<Integer, Integer> numbers = new HashMap<>();
        List<String> words = new ArrayList<>();
        int[] codes = new int[column.size()];
        for (int row = 0; row < codes.length; row++) {
            int code = column.code(row);
            if (code >= 0) {
                Integer number = numbers.get(code);
                if (number == null) {
                    words.add(column.word(code));
                    number = words.size();
                    numbers.put(code, number);
                }
                codes[row] = number;
            }
        }
        bytes.room(Integer.BYTES).putInt(words.size());
        for (String word : words) {
            byte[] utf8 = Key.requireUnicode("a text", word).getBytes(StandardCharsets.UTF_8);
            bytes.room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
        }
        int width = Math.max(1, width(words.size()));
        ByteBuffer room = bytes.room(1 + width * codes.length);
        room.put((byte) width);
        for (int code : codes) {
            number(code, width, room);
        }
    }

    private static void nulls(Column column, GrowingBytes bytes) {
        BitSet nulls = new BitSet();
        for (int row = 0; row < column.size(); row++) {
            if (column.isNull(row)) {
                nulls.set(row);
            }
        }
        bytes.room(1).put((byte) (nulls.isEmpty() ? 0 : 1));
        if (!nulls.isEmpty()) {
            bits(nulls, column.size(), bytes);
        }
    }

    private static void bits(BitSet bits, int rows, GrowingBytes bytes) {
        byte[] used = bits.toByteArray();
        int length = (rows + 7) / 8;
        bytes.room(length).put(used).put(new byte[length - used.length]);
    }

    private static int width(long greatest) {
        if (greatest >>> 32 != 0) {
            return Long.BYTES;
        } else if (greatest >>> 16 != 0) {
            return Integer.BYTES;
        }
        return greatest >>> 8 != 0 ? Short.BYTES : Byte.BYTES;
    }

    private static void number(long value, int width, ByteBuffer room) {
        switch (width) {
            case 0 -> {}
            case Byte.BYTES -> room.put((byte) value);
            case Short.BYTES -> room.putShort((short) value);
            case Integer.BYTES -> room.putInt((int) value);
            default -> room.putLong(value);
        }
    }
}
