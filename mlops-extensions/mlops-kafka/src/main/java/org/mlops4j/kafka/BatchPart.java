// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.mlops4j.core.encoding.EventChunk;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;

/**
 * What the header of a record tells of the rows in it. A batch is one record, or several if it is large: it is there
 * when all of its parts are.
 *
 * @param batch what tells batches apart
 * @param index which part this is, from 0
 * @param parts how many the batch has
 * @param rows how many rows this part has
 * @param leastTime their earliest event time
 * @param greatestTime their latest event time
 * @param after the position of the row behind which the batch belongs, or {@link #ANYWHERE}: where others came first,
 *     it is not there
 */
record BatchPart(UUID batch, int index, int parts, int rows, long leastTime, long greatestTime, long after) {

    /** The batch belongs wherever it came. */
    static final long ANYWHERE = -1;

    static final String HEADER = "mlops4j.part";

    /** The rows of one record, encoded, have this many bytes at most: eight such records fit into a request. */
    static final int MOST_BYTES = 8 << 20;

    private static final int CHECKED = 2 * Long.BYTES + 3 * Integer.BYTES + 3 * Long.BYTES;

    /** {@return rows in portions that fit into a record} */
    static List<EventChunk> split(String stream, Table rows, String timeField) {
        List<EventChunk> parts = new ArrayList<>();
        int from = 0;
        for (EventChunk chunk : EventChunk.split(rows, timeField)) {
            int to = from + chunk.rows();
            if (chunk.body().remaining() <= MOST_BYTES) {
                parts.add(chunk);
            } else if (chunk.rows() == 1) {
                throw new InvalidException("the row of " + Times.instant(chunk.leastTime()) + " for stream '" + stream
                        + "' has " + chunk.body().remaining() + " bytes; " + MOST_BYTES + " fit into a record");
            } else {
                int middle = from + chunk.rows() / 2;
                parts.addAll(split(stream, rows.slice(from, middle), timeField));
                parts.addAll(split(stream, rows.slice(middle, to), timeField));
            }
            from = to;
        }
        return parts;
    }

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(CHECKED + Integer.BYTES)
                .putLong(batch.getMostSignificantBits())
                .putLong(batch.getLeastSignificantBits())
                .putInt(index)
                .putInt(parts)
                .putInt(rows)
                .putLong(leastTime)
                .putLong(greatestTime)
                .putLong(after);
        return bytes.putInt(checksum(bytes.array())).array();
    }

    /**
     * {@return what the header of a record tells}
     *
     * @throws CorruptException if it has none, or another than was written
     */
    static BatchPart of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(HEADER);
        byte[] bytes = header == null ? new byte[0] : header.value();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length != CHECKED + Integer.BYTES || in.getInt(CHECKED) != checksum(bytes)) {
            throw new CorruptException("the record at offset " + record.offset() + " of topic " + record.topic()
                    + " was not written by an event log, or is damaged. Only the event log may write to its topics.");
        }
        return new BatchPart(
                new UUID(in.getLong(), in.getLong()),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong());
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
