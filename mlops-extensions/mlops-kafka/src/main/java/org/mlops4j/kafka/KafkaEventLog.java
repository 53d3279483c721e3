// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.mlops4j.core.encoding.TimeSpan;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.storage.Verification;

/**
 * Event streams as topics of Kafka, which any number of processes on any number of machines may share: predictions,
 * labels and feature events of a platform.
 *
 * <pre>{@code
 * Mlops.builder().directory(home).events(KafkaEventLog.open("broker-1:9092,broker-2:9092")).open()
 * }</pre>
 *
 * <p>Each stream is a topic {@code <prefix>.<stream>} of one partition, kept for ever; a batch is one record, or
 * several if it is large, and there when all of them are. The positions of rows are counted from the first record on,
 * and come out the same in every process.
 *
 * <p><b>Durability.</b> When {@link #append} returns, all brokers that are in step have the batch; by default each
 * topic has three copies, of which one may be away. That survives the loss of power at one of them, so {@link #sync}
 * has nothing left to do. Where all copies share one supply, or there is one broker, set {@link Builder#synced}.
 *
 * <p><b>Failures.</b> If the brokers cannot be reached, you get a {@link org.mlops4j.error.StorageException}; if a
 * batch was sent and no answer came, an {@link org.mlops4j.error.OutcomeUnknownException}. Records are sent again by
 * the client until the timeout, and are in the topic once. When the brokers are back, the same log works again.
 *
 * <p><b>Cost.</b> The first use of a stream goes through all of its records, to count their rows; from then on an index
 * in memory, some 100 bytes a record, tells where rows are. An append is one round trip. A read or scan is two, and
 * fetches the records that hold its rows. Large batches are much cheaper than small ones.
 *
 * <p><b>Threads.</b> Thread-safe. Appends run at once; reads of one stream are one after another.
 */
public final class KafkaEventLog implements EventLog {

    /** What the names of all topics begin with if nothing else is said. */
    public static final String DEFAULT_PREFIX = "mlops";

    /** How many copies topics have by default: one broker may be away, and two still have everything. */
    public static final int DEFAULT_REPLICAS = 3;

    /** How long a call waits by default: long enough for another broker to take over. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Settings settings;
    private final Topics topics;
    private final Producer<byte[], byte[]> producer;
    private final StreamCatalogue catalogue;
    private final ConcurrentMap<String, StreamTopic> streams = new ConcurrentHashMap<>();
    private final RunningCalls calls;

    private KafkaEventLog(
            Settings settings, Topics topics, Producer<byte[], byte[]> producer, StreamCatalogue catalogue) {
        this.settings = settings;
        this.topics = topics;
        this.producer = producer;
        this.catalogue = catalogue;
        this.calls = new RunningCalls("the event log in Kafka, prefix " + topics.prefix());
    }

    /**
     * Opens the log below the prefix {@value #DEFAULT_PREFIX}.
     *
     * @param servers some brokers, as {@code host:port,host:port}
     * @throws org.mlops4j.error.StorageException if no broker can be reached, or there are fewer than three
     */
    public static KafkaEventLog open(String servers) {
        return builder(servers).open();
    }

    /**
     * {@return a builder}
     *
     * @param servers some brokers, as {@code host:port,host:port}
     */
    public static Builder builder(String servers) {
        return new Builder(servers);
    }

    @Override
    public void create(String stream, Schema schema, String timeField) {
        Stream wanted = new Stream(
                        requireNonNull(stream, "stream"),
                        requireNonNull(schema, "schema"),
                        requireNonNull(timeField, "timeField"))
                .requireValid();
        calls.run(() -> define(wanted)).requireSame(wanted);
    }

    /** {@return the definition that counts} */
    private Stream define(Stream wanted) {
        return catalogue.find(wanted.name()).orElseGet(() -> {
            topics.create(topics.of(wanted.name()));
            catalogue.add(wanted);
            return catalogue.find(wanted.name()).orElseThrow();
        });
    }

    @Override
    public Optional<Stream> find(String stream) {
        requireNonNull(stream, "stream");
        return calls.run(() -> catalogue.find(stream));
    }

    @Override
    public List<Stream> streams() {
        return calls.run(catalogue::all);
    }

    @Override
    public long append(String stream, Table rows) {
        return calls.run(() -> requireFor(stream, rows).append(rows));
    }

    @Override
    public boolean appendAfter(String stream, long position, Table rows) {
        return calls.run(() -> requireFor(stream, rows).appendAfter(position, rows));
    }

    @Override
    public Table scan(String stream, Instant from, Instant to) {
        return calls.run(() -> {
            StreamTopic source = require(stream);
            return from.isBefore(to)
                    ? source.scan(TimeSpan.between(from, to))
                    : Table.builder(source.stream().schema()).build();
        });
    }

    @Override
    public Table read(String stream, long after, int limit) {
        if (limit < 1 || after < 0) {
            throw new IllegalArgumentException(
                    "limit must be at least 1 and after at least 0, were " + limit + " and " + after);
        }
        return calls.run(() -> require(stream).read(after, limit));
    }

    @Override
    public long position(String stream) {
        return calls.run(() -> known(stream).map(StreamTopic::position).orElse(0L));
    }

    /** {@inheritDoc} What was appended is as safe as it will be; see the durability above. */
    @Override
    public void sync() {
        calls.run(() -> {
            producer.flush();
            return true;
        });
    }

    @Override
    public Verification verify() {
        return calls.run(() -> {
            Verification.Builder found = new Verification.Builder();
            catalogue
                    .all()
                    .forEach(stream -> found.check(() -> require(stream.name()).verify(found)));
            return found.build();
        });
    }

    @Override
    public void close() {
        calls.close(() -> {
            try (producer;
                    catalogue) {
                streams.values().forEach(StreamTopic::close);
                topics.admin().close();
            } catch (KafkaException e) {
                throw KafkaFailure.of("close the event log", e);
            }
        });
    }

    private StreamTopic requireFor(String stream, Table rows) {
        StreamTopic target = require(stream);
        if (!rows.schema().equals(target.stream().schema())) {
            throw new IncompatibleException("rows of " + rows.schema() + " do not fit stream '" + stream + "' of "
                    + target.stream().schema());
        }
        return target;
    }

    private StreamTopic require(String stream) {
        return known(stream)
                .orElseThrow(() -> new NotFoundException("there is no event stream '" + stream + "'; create it first"));
    }

    private Optional<StreamTopic> known(String stream) {
        requireNonNull(stream, "stream");
        StreamTopic known = streams.get(stream);
        return known != null
                ? Optional.of(known)
                : catalogue.find(stream).map(there -> streams.computeIfAbsent(stream, name -> topic(there)));
    }

    private StreamTopic topic(Stream stream) {
        String topic = topics.of(stream.name());
        return new StreamTopic(
                stream, topic, producer, new TopicReader(topic, settings.consumer(), settings.timeout()));
    }

    /** Settings of a log. For one thread. */
    public static final class Builder {

        private final Map<String, Object> client = new HashMap<>();
        private String prefix = DEFAULT_PREFIX;
        private int replicas = DEFAULT_REPLICAS;
        private boolean synced;
        private Duration timeout = DEFAULT_TIMEOUT;

        private Builder(String servers) {
            if (servers.isBlank()) {
                throw new IllegalArgumentException("no broker is named");
            }
            client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        }

        /**
         * Sets what the names of all topics begin with. Logs of different prefixes do not see each other.
         *
         * @throws InvalidException if it breaks the rule of {@link Name#require}
         */
        public Builder prefix(String ofTopics) {
            prefix = Name.require("prefix", ofTopics);
            return this;
        }

        /**
         * Sets how many brokers hold a copy of the topics that this log makes; the default is
         * {@value #DEFAULT_REPLICAS}. All but one must have a batch before it is acknowledged.
         */
        public Builder replicas(int brokers) {
            if (brokers < 1 || brokers > Short.MAX_VALUE) {
                throw new IllegalArgumentException("at least one replica is needed, was " + brokers);
            }
            replicas = brokers;
            return this;
        }

        /** Has brokers bring each record of the topics that this log makes to the disk before it is acknowledged. */
        public Builder synced() {
            synced = true;
            return this;
        }

        /** Sets how long a call waits; the default is 30 seconds. */
        public Builder timeout(Duration longest) {
            if (longest.toMillis() < 2 || longest.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("timeout must be from 2 milliseconds to 24 days, was " + longest);
            }
            timeout = longest;
            return this;
        }

        /**
         * Sets something of all clients, such as {@code security.protocol}.
         *
         * @param name a setting that the producers, consumers and admin clients of Kafka have
         */
        public Builder client(String name, Object value) {
            client.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * {@return the opened log}
         *
         * @throws org.mlops4j.error.StorageException if no broker can be reached, or there are fewer than replicas
         */
        public KafkaEventLog open() {
            Settings settings = new Settings(Map.copyOf(client), timeout);
            Topics topics = new Topics(admin(settings), prefix, replicas, synced);
            try {
                topics.create(topics.catalogue());
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
                StreamCatalogue catalogue = new StreamCatalogue(
                        topics.catalogue(),
                        producer,
                        new TopicReader(topics.catalogue(), settings.consumer(), timeout));
                return new KafkaEventLog(settings, topics, producer, catalogue);
            } catch (RuntimeException | Error e) {
                topics.admin().close(Duration.ZERO);
                throw e;
            }
        }

        private static Admin admin(Settings settings) {
            try {
                return Admin.create(settings.admin());
            } catch (KafkaException e) {
                throw KafkaFailure.of("make a client of Kafka", e);
            }
        }
    }
}
