// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * A table as bytes, column after column. Every value keeps its bits, NaN included.
 *
 * <pre>
 * table    'M' '4' 'T' version(1)  columns(4)  rows(4)  column…  CRC-32C of all before(4)
 * column   type(1)  [dimension(4) of a vector]  values as {@link ColumnEncoder} says
 * </pre>
 *
 * <p>Numbers are big-endian. The checksum is tested before anything is believed, and what is read then is tested too,
 * so no bytes make the decoder fail in another way than it says.
 */
public final class TableEncoding {

    /** How many rows one encoded table may have; a limit on what a decoder allocates. */
    public static final int MAX_ROWS = 1 << 20;

    private static final int VECTOR_TYPE = 100;

    private static final int MAGIC = 'M' << 16 | '4' << 8 | 'T';
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 12;

    private TableEncoding() {}

    /** {@return the bytes of a table of at most {@link #MAX_ROWS} rows} */
    public static byte[] encode(Table table) {
        if (table.rowCount() > MAX_ROWS) {
            throw new IllegalArgumentException("at most " + MAX_ROWS + " rows, were " + table.rowCount());
        }
        GrowingBytes bytes = new GrowingBytes(
                table.rowCount() * 8 * Math.max(1, table.schema().size()));
        bytes.room(HEADER_BYTES)
                .putInt(MAGIC << 8 | VERSION)
                .putInt(table.schema().size())
                .putInt(table.rowCount());
        for (int i = 0; i < table.schema().size(); i++) {
            Column column = table.column(i);
            bytes.room(1).put((byte) tag(column.type()));
            if (column.type() instanceof DataType.Vector vector) {
                bytes.room(Integer.BYTES).putInt(vector.size());
            }
            ColumnEncoder.encode(column, bytes);
        }
        int crc = crc(bytes.array(), bytes.size());
        bytes.room(Integer.BYTES).putInt(crc);
        return bytes.toArray();
    }

    /**
     * {@return the table that these bytes hold}
     *
     * @param what what the bytes are, for messages
     * @throws CorruptException if they are not what {@link #encode} wrote for a table of that schema
     * @throws IncompatibleException if a newer version wrote them
     */
    public static Table decode(byte[] bytes, Schema schema, String what) {
        if (bytes.length < HEADER_BYTES + Integer.BYTES) {
            throw new CorruptException(what + " is damaged: it has " + bytes.length + " bytes only");
        }
        ByteBuffer body = ByteBuffer.wrap(bytes, 0, bytes.length - Integer.BYTES);
        int expected = ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES);
        if (crc(bytes, bytes.length - Integer.BYTES) != expected) {
            throw new CorruptException(what + " is damaged: its checksum does not fit its content");
        }
        int magic = body.getInt();
        if (magic >>> 8 != MAGIC) {
            throw new CorruptException(what + " is damaged: it does not begin as a table does");
        }
        if ((magic & 0xff) != VERSION) {
            throw new IncompatibleException(what + " has format " + (magic & 0xff) + ", this version of mlops4j knows "
                    + VERSION + ". Use the version that wrote it or a newer one.");
        }
        try {
            return body(body, schema);
        } catch (BufferUnderflowException | InvalidException | IllegalArgumentException e) {
            throw new CorruptException(what + " is damaged: " + e.getMessage(), e);
        }
    }

    private static Table body(ByteBuffer body, Schema schema) {
        int columns = body.getInt();
        int rows = body.getInt();
        if (columns != schema.size() || rows < 0 || rows > MAX_ROWS) {
            throw new InvalidException(columns + " columns of " + rows + " rows are not a table of " + schema);
        }
        List<Column> read = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            DataType type = schema.field(i).type();
            int tag = body.get();
            int dimension = tag == VECTOR_TYPE ? body.getInt() : 0;
            if (tag != tag(type) || (type instanceof DataType.Vector vector && vector.size() != dimension)) {
                throw new InvalidException("column " + i + " is not " + type.text());
            }
            read.add(ColumnDecoder.decode(type, rows, body));
        }
        if (body.hasRemaining()) {
            throw new InvalidException(body.remaining() + " bytes are left over");
        }
        return Table.of(schema, read);
    }

    private static int tag(DataType type) {
        if (type instanceof DataType.Vector) {
            return VECTOR_TYPE;
        }
        return switch ((DataType.Scalar) type) {
            case BOOLEAN -> 1;
            case INT64 -> 2;
            case FLOAT32 -> 3;
            case FLOAT64 -> 4;
            case STRING -> 5;
            case TIMESTAMP -> 6;
        };
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
