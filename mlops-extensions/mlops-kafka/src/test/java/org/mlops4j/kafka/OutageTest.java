// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;

/** What callers are told when the broker is away, or a topic is not as it was. */
class OutageTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path scratch;

    @Test
    void aBrokerThatIsAwayIsNamedAndFoundAgain() {
        try (Broker broker = Broker.start(scratch)) {
            Table rows = Flights.rows(3, 1);
            try (KafkaEventLog log = log(broker.servers()).timeout(SHORT).open()) {
                log.create("s", Flights.SCHEMA, "landed");
                assertThat(log.append("s", rows)).isEqualTo(3);
                broker.stop();
                assertThatThrownBy(() -> log.read("s", 0, 1))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("brokers run");
                assertThatThrownBy(() -> log.append("s", rows))
                        .isInstanceOfAny(StorageException.class, OutcomeUnknownException.class);
                broker.startAgain();
                assertThat(positionAfterAppend(log, rows)).isEqualTo(6);
                assertThat(log.read("s", 3, 3).digest()).isEqualTo(rows.digest());
                log.verify().requirePassed();
            }
        }
    }

    /** {@return the position when the broker, which has just come up, answers} */
    private static long positionAfterAppend(KafkaEventLog log, Table rows) {
        while (true) {
            try {
                assertThat(log.position("s")).isEqualTo(3);
                return log.append("s", rows);
            } catch (StorageException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void noBrokerAtAllIsNamed() {
        assertThatThrownBy(() -> log("127.0.0.1:1").timeout(SHORT).open())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("brokers run");
    }

    @Test
    void moreCopiesThanThereAreBrokersAreRefused() {
        assertThatThrownBy(() -> log(Broker.shared().servers()).replicas(3).open())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("replicas");
    }

    @Test
    void namesThatKafkaDoesNotTellApartAreRefused() {
        try (KafkaEventLog log = log(Broker.shared().servers()).open()) {
            log.create("a.b", Flights.SCHEMA, "landed");
            assertThatThrownBy(() -> log.create("a_b", Flights.SCHEMA, "landed"))
                    .isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> log.create("n".repeat(250), Flights.SCHEMA, "landed"))
                    .isInstanceOf(InvalidException.class);
            assertThat(log.streams()).hasSize(1);
        }
    }

    @Test
    void aRowThatFitsIntoNoRecordIsRefusedAndNothingIsStored() {
        Schema wide = Schema.of(Field.of("at", DataType.TIMESTAMP), Field.of("text", DataType.STRING));
        Table rows = Table.builder(wide)
                .add(1L, "small")
                .add(2L, "x".repeat(BatchPart.MOST_BYTES))
                .build();
        try (KafkaEventLog log = log(Broker.shared().servers()).open()) {
            log.create("wide", wide, "at");
            assertThatThrownBy(() -> log.append("wide", rows))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("00.000000002Z");
            assertThat(log.position("wide")).isZero();
        }
    }

    @Test
    void whatSomebodyElseWroteIntoTheTopicIsNamed() throws Exception {
        String servers = Broker.shared().servers();
        try (KafkaEventLog log = log(servers).open();
                KafkaProducer<byte[], byte[]> stranger = new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            log.create("s", Flights.SCHEMA, "landed");
            String topic = Broker.prefix(scratch) + ".s";
            stranger.send(new ProducerRecord<>(topic, "{}".getBytes(StandardCharsets.UTF_8)))
                    .get();
            assertThatThrownBy(() -> log.read("s", 0, 1))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining(topic);
            assertThat(log.verify().damage()).singleElement().asString().contains("offset 0");
        }
    }

    @Test
    void rowsThatSomebodyRemovedAreMissed() throws Exception {
        String servers = Broker.shared().servers();
        try (KafkaEventLog log = log(servers).open()) {
            log.create("s", Flights.SCHEMA, "landed");
            log.append("s", Flights.rows(3, 1));
            log.append("s", Flights.rows(3, 2));
        }
        TopicPartition partition = new TopicPartition(Broker.prefix(scratch) + ".s", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        try (KafkaEventLog log = log(servers).open()) {
            for (Runnable call :
                    List.<Runnable>of(() -> log.position("s"), () -> log.append("s", Flights.rows(1, 3)))) {
                assertThatThrownBy(call::run).isInstanceOf(MlopsException.class).hasMessageContaining("lacks");
            }
            assertThat(log.verify().passed()).isFalse();
        }
    }

    private KafkaEventLog.Builder log(String servers) {
        return KafkaEventLog.builder(servers).prefix(Broker.prefix(scratch)).replicas(1);
    }
}
