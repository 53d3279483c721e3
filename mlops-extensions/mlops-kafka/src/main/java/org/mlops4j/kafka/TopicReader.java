// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.mlops4j.error.CorruptException;

/** Reads the one partition of a topic. For one thread at a time. */
final class TopicReader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration timeout;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    private boolean whole;

    /**
     * Creates a reader.
     *
     * @param settings of the consumer, which belongs to no group
     */
    TopicReader(String topic, Map<String, Object> settings, Duration timeout) {
        this.partition = new TopicPartition(topic, 0);
        this.timeout = timeout;
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
    }

    /**
     * {@return the offset behind the last record}
     *
     * @throws CorruptException if the first records are gone; looked for by the first call
     */
    long end() {
        if (!whole) {
            requireWhole();
            whole = true;
        }
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private void requireWhole() {
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (first > 0) {
            throw new CorruptException("topic " + partition.topic() + " lacks the records before offset " + first
                    + ". Streams are kept for ever: its retention.ms and retention.bytes must be -1.");
        }
    }

    /**
     * {@return the record at an offset} Those behind it are fetched with it, so that reading on costs little.
     *
     * @throws CorruptException if it is not there
     * @throws TimeoutException if the broker gives none in time
     */
    ConsumerRecord<byte[], byte[]> record(long offset) {
        while (!fetched.isEmpty() && fetched.getFirst().offset() < offset) {
            fetched.removeFirst();
        }
        if (fetched.isEmpty() || fetched.getFirst().offset() != offset) {
            fetched.clear();
            fetch(offset);
        }
        ConsumerRecord<byte[], byte[]> record = fetched.removeFirst();
        if (record.offset() != offset) {
            throw new CorruptException("topic " + partition.topic() + " lacks the record at offset " + offset
                    + "; the next is " + record.offset());
        }
        return record;
    }

    private void fetch(long offset) {
        if (consumer.position(partition) != offset) {
            consumer.seek(partition, offset);
        }
        try {
            consumer.poll(timeout).records(partition).forEach(fetched::addLast);
        } catch (OffsetOutOfRangeException e) {
            throw new CorruptException("topic " + partition.topic() + " lacks the record at offset " + offset, e);
        }
        if (fetched.isEmpty()) {
            throw new TimeoutException("no record of " + partition + " from offset " + offset + " in " + timeout);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
