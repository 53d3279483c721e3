// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/**
 * Rows of an event stream that are stored as one.
 *
 * @param rows how many
 * @param leastTime the earliest event time
 * @param greatestTime the latest event time
 * @param body the encoded rows; nobody changes it
 */
public record EventChunk(int rows, long leastTime, long greatestTime, ByteBuffer body) {

    /** A chunk is read as a whole, so it should not be much more than what a short scan asks for. */
    private static final int CHUNK_BYTES = 4 << 20;

    private static final int MOST_ROWS = 1 << 16;

    /** {@return the chunks of some rows, in their order} */
    public static List<EventChunk> split(Table table, String timeField) {
        int most = rowsOfChunk(table.schema());
        List<EventChunk> chunks = new ArrayList<>();
        for (int from = 0; from < table.rowCount(); from += most) {
            Table part = table.slice(from, Math.min(table.rowCount(), from + most));
            LongColumn times = part.longs(timeField);
            long least = Long.MAX_VALUE;
            long greatest = Long.MIN_VALUE;
            for (int row = 0; row < times.size(); row++) {
                least = Math.min(least, times.get(row));
                greatest = Math.max(greatest, times.get(row));
            }
            ByteBuffer body = ByteBuffer.wrap(TableEncoding.encode(part));
            chunks.add(new EventChunk(part.rowCount(), least, greatest, body));
        }
        return chunks;
    }

    /** {@return how many rows of a schema a chunk has at most} */
    public static int rowsOfChunk(Schema schema) {
        long bytes = 0;
        for (Field field : schema.fields()) {
            bytes += field.type() instanceof DataType.Vector vector ? (long) Double.BYTES * vector.size() : Long.BYTES;
        }
        return (int) Math.max(1, Math.min(MOST_ROWS, CHUNK_BYTES / bytes));
    }
}
