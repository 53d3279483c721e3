// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.store.StreamedView;
import org.mlops4j.testkit.crash.ChildJvm;

/** Real streams from a real broker: whatever dies in the middle, each event counts once, in every bit. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FeatureStreamTest {

    private static final int EVENTS = 400;
    private static final String SERVERS = Broker.shared().servers();

    @TempDir
    private Path directory;

    private Mlops mlops;
    private String topic;

    @BeforeEach
    void open() throws Exception {
        mlops = Mlops.open(directory.resolve("mlops"));
        topic = Broker.prefix(directory) + ".payments";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SERVERS))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aProcessThatIsKilledInTheMiddleLosesNothingAndCountsNothingTwice() throws Exception {
        Table events = Payments.events(EVENTS, 11);
        Map<String, Long> last = send(events);
        try (ChildJvm child = ChildJvm.start(FeatureStreamProcess.class, SERVERS, topic, directory.toString())) {
            for (int put = 0; put < EVENTS / 3; put++) {
                assertThat(child.nextLine()).isNotNull();
            }
            child.kill();
        }
        try (ChildJvm child = ChildJvm.start(FeatureStreamProcess.class, SERVERS, topic, directory.toString())) {
            awaitPositions(last);
            child.kill();
        }
        assertThat(Payments.served(StreamedView.reader(Payments.SERVICE, mlops.online())))
                .containsExactly(Payments.expected(events));
    }

    @Test
    @Tag("stress")
    void anOnlineStoreThatFailsNowAndThenIsWrittenAgain() throws Exception {
        Table events = Payments.events(EVENTS, 12);
        Map<String, Long> last = send(events);
        AtomicInteger failures = new AtomicInteger();
        WatchedStore failing = new WatchedStore(mlops.online(), put -> {
            if (put % 150 == 100) {
                failures.incrementAndGet();
                throw new StorageException("put " + put + " was done, and nobody knows");
            }
        });
        try (KafkaStreams streams =
                FeatureStreamProcess.streams(SERVERS, topic, directory.resolve("states"), failing)) {
            streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
            streams.start();
            awaitPositions(last);
        }
        assertThat(failures).hasPositiveValue();
        assertThat(Payments.served(StreamedView.reader(Payments.SERVICE, mlops.online())))
                .containsExactly(Payments.expected(events));
    }

    @Test
    @Tag("stress")
    void aStateThatIsTooLargeForARecordEndsTheStreamAndSaysSo() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (KafkaProducer<String, Table> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", SERVERS),
                        new StringSerializer(),
                        TableSerde.of(Payments.SCHEMA).serializer());
                KafkaStreams streams =
                        FeatureStreamProcess.streams(SERVERS, topic, directory.resolve("states"), mlops.online())) {
            for (int record = 0; record < 10; record++) {
                Table.Builder events = Table.builder(Payments.SCHEMA);
                for (int i = 0; i < 4_000; i++) {
                    Instant paid = Payments.START.plusMillis(record * 4_000 + i);
                    events.add("card 1", paid, paid, 1.0);
                }
                producer.send(new ProducerRecord<>(topic, "card 1", events.build()))
                        .get();
            }
            streams.setUncaughtExceptionHandler(thrown -> {
                failure.set(thrown);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            while (failure.get() == null) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        assertThat(failure.get()).hasRootCauseInstanceOf(RecordTooLargeException.class);
    }

    /** {@return the position of the last event of each card} */
    private Map<String, Long> send(Table events) throws Exception {
        Map<String, Long> last = new TreeMap<>();
        try (KafkaProducer<String, Table> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SERVERS),
                new StringSerializer(),
                TableSerde.of(Payments.SCHEMA).serializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int row = 0; row < events.rowCount(); row++) {
                sent.add(producer.send(new ProducerRecord<>(topic, card(events, row), events.slice(row, row + 1))));
            }
            for (int row = 0; row < events.rowCount(); row++) {
                last.put(card(events, row), sent.get(row).get().offset() + 1);
            }
        }
        return last;
    }

    private void awaitPositions(Map<String, Long> last) {
        StreamedView view = StreamedView.of(Payments.VIEW);
        List<String> keys = last.keySet().stream()
                .map(card -> card.length() + ":" + card + ";")
                .toList();
        Map<String, Long> found = new TreeMap<>();
        while (!found.equals(last)) {
            LockSupport.parkNanos(20_000_000);
            mlops.online()
                    .get(view.name(), keys, Instant.EPOCH)
                    .forEach((key, entry) ->
                            found.put(key.substring(key.indexOf(':') + 1, key.length() - 1), entry.order()));
        }
    }

    private static String card(Table events, int row) {
        return String.valueOf(events.row(row).text("card"));
    }
}
