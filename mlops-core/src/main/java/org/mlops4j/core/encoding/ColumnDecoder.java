// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;

/**
 * Reads what {@link ColumnEncoder} wrote. Throws {@link InvalidException} or {@link BufferUnderflowException} for
 * anything else, before it allocates more than the bytes and the rows ask for.
 */
final class ColumnDecoder {

    private ColumnDecoder() {}

    static Column decode(DataType type, int rows, ByteBuffer bytes) {
        if (type == DataType.STRING) {
            return strings(rows, bytes);
        }
        BitSet nulls = nulls(rows, bytes);
        if (type instanceof DataType.Vector vector) {
            long values = (long) rows * vector.size();
            require(values * Double.BYTES, bytes);
            double[] components = new double[(int) values];
            for (int i = 0; i < components.length; i++) {
                components[i] = Double.longBitsToDouble(bytes.getLong());
            }
            return VectorColumn.of(vector.size(), components, nulls);
        }
        return switch ((DataType.Scalar) type) {
            case FLOAT32, FLOAT64 -> DoubleColumn.of(type, doubles(rows, bytes), nulls);
            case BOOLEAN -> BooleanColumn.of(booleans(rows, bytes), nulls);
            default -> LongColumn.of(type, longs(rows, bytes), nulls);
        };
    }

    private static double[] doubles(int rows, ByteBuffer bytes) {
        int width = bytes.get();
        if (width != Float.BYTES && width != Double.BYTES) {
            throw new InvalidException("a double has no " + width + " bytes");
        }
        require((long) rows * width, bytes);
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = width == Double.BYTES
                    ? Double.longBitsToDouble(bytes.getLong())
                    : Float.intBitsToFloat(bytes.getInt());
        }
        return values;
    }

    private static long[] longs(int rows, ByteBuffer bytes) {
        long least = bytes.getLong();
        int width = bytes.get();
        require((long) rows * Math.max(width, 0), bytes);
        long[] values = new long[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = least + number(width, bytes);
        }
        return values;
    }

    private static boolean[] booleans(int rows, ByteBuffer bytes) {
        BitSet bits = bits(rows, bytes);
        boolean[] values = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = bits.get(row);
        }
        return values;
    }

    private static StringColumn strings(int rows, ByteBuffer bytes) {
        int count = bytes.getInt();
        if (count < 0 || count > rows) {
            throw new InvalidException(count + " words in " + rows + " rows");
        }
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            int length = bytes.getInt();
            if (length < 0) {
                throw new InvalidException("a text has " + length + " bytes");
            }
            require(length, bytes);
            byte[] utf8 = new byte[length];
            bytes.get(utf8);
            words[i] = new String(utf8, StandardCharsets.UTF_8);
        }
        int width = bytes.get();
        require((long) rows * Math.max(width, 0), bytes);
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = (int) number(width, bytes) - 1;
        }
        return StringColumn.of(codes, words);
    }

    private static BitSet nulls(int rows, ByteBuffer bytes) {
        return switch (bytes.get()) {
            case 0 -> new BitSet();
            case 1 -> bits(rows, bytes);
            default -> throw new InvalidException("a column has an unknown mark for nulls");
        };
    }

    private static BitSet bits(int rows, ByteBuffer bytes) {
        byte[] packed = new byte[(rows + 7) / 8];
        bytes.get(packed);
        BitSet bits = BitSet.valueOf(packed);
        if (bits.length() > rows) {
            throw new InvalidException("bits are set behind row " + rows);
        }
        return bits;
    }

    private static long number(int width, ByteBuffer bytes) {
        return switch (width) {
            case 0 -> 0;
            case Byte.BYTES -> bytes.get() & 0xffL;
            case Short.BYTES -> bytes.getShort() & 0xffffL;
            case Integer.BYTES -> bytes.getInt() & 0xffff_ffffL;
            case Long.BYTES -> bytes.getLong();
            default -> throw new InvalidException("a number has no " + width + " bytes");
        };
    }

    private static void require(long needed, ByteBuffer bytes) {
        if (bytes.remaining() < needed) {
            throw new BufferUnderflowException();
        }
    }
}
