// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Schema;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.spi.EventLog.Stream;

/**
 * The definitions of all streams, in a topic of their own. If two processes define a stream at once, the first record
 * counts, for both of them. Thread-safe.
 */
final class StreamCatalogue implements AutoCloseable {

    private final DocumentText json = new JacksonText();
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final TopicReader reader;
    private final Object lock = new Object();
    private final TreeMap<String, Stream> streams = new TreeMap<>();
    private long nextOffset;

    StreamCatalogue(String topic, Producer<byte[], byte[]> producer, TopicReader reader) {
        this.topic = topic;
        this.producer = producer;
        this.reader = reader;
    }

    /** {@return the stream of a name} A definition never changes, so one that is known is not looked up again. */
    Optional<Stream> find(String name) {
        synchronized (lock) {
            if (!streams.containsKey(name)) {
                catchUp();
            }
            return Optional.ofNullable(streams.get(name));
        }
    }

    List<Stream> all() {
        synchronized (lock) {
            catchUp();
            return List.copyOf(streams.values());
        }
    }

    /** Adds a definition; {@link #find} tells whether another one was there first. */
    void add(Stream stream) {
        Document definition = Document.object()
                .with("fields", stream.schema().toDocument())
                .with("name", stream.name())
                .with("time_field", stream.timeField());
        byte[] text = json.write(definition).getBytes(UTF_8);
        String what = "define stream '" + stream.name() + "' in topic " + topic;
        try {
            producer.send(new ProducerRecord<>(topic, 0, stream.name().getBytes(UTF_8), text))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw KafkaFailure.ofAppend(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailure.ofAppend(what, e);
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            reader.close();
        }
    }

    private void catchUp() {
        try {
            for (long end = reader.end(); nextOffset < end; nextOffset++) {
                Stream stream = stream(reader.record(nextOffset));
                streams.putIfAbsent(stream.name(), stream);
            }
        } catch (KafkaException e) {
            throw KafkaFailure.of("read the streams in topic " + topic, e);
        }
    }

    private Stream stream(ConsumerRecord<byte[], byte[]> record) {
        try {
            Document definition = json.read(new String(record.value(), UTF_8));
            return new Stream(
                    definition.get("name").text(),
                    Schema.from(definition.get("fields")),
                    definition.get("time_field").text());
        } catch (MlopsException e) {
            throw new CorruptException(
                    "the definition of a stream at offset " + record.offset() + " of topic " + topic + " is damaged",
                    e);
        }
    }
}
