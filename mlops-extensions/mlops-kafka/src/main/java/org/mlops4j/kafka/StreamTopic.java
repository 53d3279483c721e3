// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.mlops4j.core.encoding.EventChunk;
import org.mlops4j.core.encoding.TableEncoding;
import org.mlops4j.core.encoding.TimeSpan;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.spi.EventLog.Stream;
import org.mlops4j.storage.Verification;

/** One stream: its rows in the records of its topic. Thread-safe; reads are one after another, appends are not. */
final class StreamTopic implements AutoCloseable {

    private final Stream stream;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Object lock = new Object();
    private final TopicReader reader;
    private final RowIndex index = new RowIndex();

    StreamTopic(Stream stream, String topic, Producer<byte[], byte[]> producer, TopicReader reader) {
        this.stream = stream;
        this.topic = topic;
        this.producer = producer;
        this.reader = reader;
    }

    Stream stream() {
        return stream;
    }

    /** {@return the position of the last row of the batch} */
    long append(Table rows) {
        return rows.rowCount() == 0
                ? position()
                : append(rows, BatchPart.ANYWHERE)
                        .orElseThrow(() ->
                                new CorruptException("rows were acknowledged and are not there in topic " + topic));
    }

    /** {@return whether the rows were appended behind that position} */
    boolean appendAfter(long position, Table rows) {
        // Whoever is late already need not send anything.
        return position() == position
                && (rows.rowCount() == 0 || append(rows, position).isPresent());
    }

    private OptionalLong append(Table rows, long after) {
        List<EventChunk> chunks = BatchPart.split(stream.name(), rows, stream.timeField());
        String what = "append " + rows.rowCount() + " rows to topic " + topic;
        prepare(what);
        UUID batch = UUID.randomUUID();
        List<BatchPart> parts = new ArrayList<>();
        for (EventChunk chunk : chunks) {
            parts.add(new BatchPart(
                    batch, parts.size(), chunks.size(), chunk.rows(), chunk.leastTime(), chunk.greatestTime(), after));
        }
        List<RecordMetadata> acknowledged = acknowledged(what, send(what, parts, chunks));
        TreeMap<Long, BatchPart> own = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            own.put(acknowledged.get(i).offset(), parts.get(i));
        }
        try {
            return reading("read what others appended", () -> {
                catchUp(own.lastKey() + 1, own);
                return index.lastPosition(batch);
            });
        } catch (MlopsException e) {
            throw new OutcomeUnknownException(
                    "the rows are in topic " + topic + ", but their position is not known: " + e.getMessage(), e);
        }
    }

    /** Does before anything is sent what can fail without it. */
    private void prepare(String what) {
        try {
            producer.partitionsFor(topic);
        } catch (KafkaException e) {
            throw KafkaFailure.of(what, e);
        }
        synchronized (lock) {
            if (index.nextOffset() == 0) {
                position();
            }
        }
    }

    private List<Future<RecordMetadata>> send(String what, List<BatchPart> parts, List<EventChunk> chunks) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, 0, null, chunks.get(i).body().array());
            record.headers().add(BatchPart.HEADER, parts.get(i).encode());
            try {
                sent.add(producer.send(record));
            } catch (KafkaException | IllegalStateException e) {
                throw i == 0 ? KafkaFailure.of(what, e) : KafkaFailure.ofAppend(what, e);
            }
        }
        return sent;
    }

    private static List<RecordMetadata> acknowledged(String what, List<Future<RecordMetadata>> sent) {
        List<RecordMetadata> all = new ArrayList<>();
        try {
            for (Future<RecordMetadata> one : sent) {
                all.add(one.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw KafkaFailure.ofAppend(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailure.ofAppend(what, e);
        }
    }

    long position() {
        return reading("look for the end", () -> {
            catchUp();
            return index.rows();
        });
    }

    Table read(long after, int limit) {
        return reading("read rows from position " + (after + 1), () -> {
            catchUp();
            Table.Builder rows = Table.builder(stream.schema());
            long last = after > Long.MAX_VALUE - limit ? Long.MAX_VALUE : after + limit;
            for (RowIndex.Placed record : index.between(after + 1, last)) {
                Table part = rows(record);
                int from = (int) Math.max(0, after + 1 - record.first());
                int to = (int) Math.min(part.rowCount(), last - record.first() + 1);
                rows.addAll(part.slice(from, to));
            }
            return rows.build();
        });
    }

    Table scan(TimeSpan span) {
        return reading("scan", () -> {
            catchUp();
            Table.Builder rows = Table.builder(stream.schema());
            for (RowIndex.Placed record : index.within(span)) {
                rows.addAll(span.select(rows(record), stream.timeField()));
            }
            return span.ordered(rows.build(), stream.timeField());
        });
    }

    /** Reads every record again. */
    void verify(Verification.Builder found) {
        reading("verify", () -> {
            long end = reader.end();
            for (long offset = 0; offset < end; offset++) {
                ConsumerRecord<byte[], byte[]> record = reader.record(offset);
                found.check(() -> rows(record, BatchPart.of(record)));
            }
            return end;
        });
    }

    @Override
    public void close() {
        synchronized (lock) {
            reader.close();
        }
    }

    private void catchUp() {
        long end = reader.end();
        if (end < index.nextOffset()) {
            throw new CorruptException("topic " + topic + " ends at offset " + end + " and had " + index.nextOffset()
                    + " records: acknowledged rows are lost, or the topic was made anew");
        }
        catchUp(end, Map.of());
    }

    /** @param known the parts of records that need not be fetched, by their offsets */
    private void catchUp(long end, Map<Long, BatchPart> known) {
        while (index.nextOffset() < end) {
            long offset = index.nextOffset();
            BatchPart part = known.get(offset);
            index.add(offset, part == null ? BatchPart.of(reader.record(offset)) : part);
        }
    }

    private Table rows(RowIndex.Placed placed) {
        return rows(reader.record(placed.offset()), placed.part());
    }

    private Table rows(ConsumerRecord<byte[], byte[]> record, BatchPart part) {
        String what = "the record at offset " + record.offset() + " of topic " + topic;
        Table rows = TableEncoding.decode(record.value(), stream.schema(), what);
        if (rows.rowCount() != part.rows()) {
            throw new CorruptException(
                    what + " is damaged: it has " + rows.rowCount() + " rows instead of " + part.rows());
        }
        return rows;
    }

    private <T> T reading(String what, Supplier<T> call) {
        synchronized (lock) {
            try {
                return call.get();
            } catch (KafkaException e) {
                throw KafkaFailure.of(what + " of topic " + topic, e);
            }
        }
    }
}
