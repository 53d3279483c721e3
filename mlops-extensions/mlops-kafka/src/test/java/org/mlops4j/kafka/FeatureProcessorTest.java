// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.features.store.StreamedView;

/** The topology alone. */
class FeatureProcessorTest {

    @TempDir
    private Path directory;

    private Mlops mlops;
    private TopologyTestDriver driver;
    private TestInputTopic<String, Table> topic;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory.resolve("mlops"));
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("payments", Consumed.with(Serdes.String(), TableSerde.of(Payments.SCHEMA)))
                .process(FeatureProcessor.of(Payments.VIEW, mlops.online(), Stores.inMemoryKeyValueStore("payments")));
        Properties settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(builder.build(), settings, Payments.END);
        topic = driver.createInputTopic(
                "payments",
                new StringSerializer(),
                TableSerde.of(Payments.SCHEMA).serializer());
    }

    @AfterEach
    void close() {
        driver.close();
        mlops.close();
    }

    @ParameterizedTest(name = "seed {0}, {1} events a record")
    @CsvSource({"1, 1", "2, 7", "3, 400"})
    void servesTheBitsOfTheBatchAnswer(long seed, int size) {
        Table events = Payments.events(800, seed);
        for (int row = 0; row < events.rowCount(); row += size) {
            topic.pipeInput("any", events.slice(row, Math.min(events.rowCount(), row + size)));
        }
        assertThat(Payments.served(StreamedView.reader(Payments.SERVICE, mlops.online())))
                .containsExactly(Payments.expected(events));
    }

    @Test
    void anEventOfAWrongClockLeavesTheStateReadable() {
        Table events = Table.builder(Payments.SCHEMA)
                .add("card 1", Instant.parse("2200-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"), 1.0)
                .add("card 1", Payments.START, Payments.START, 2.0)
                .build();
        topic.pipeInput("card 1", events, Payments.END);
        assertThat(Payments.served(StreamedView.reader(Payments.SERVICE, mlops.online())))
                .containsExactly(Payments.expected(events));
    }

    @Test
    void anOnlineStoreThatFailsStopsTheTask() {
        mlops.online().close();
        assertThatThrownBy(() -> topic.pipeInput("card 1", Payments.events(1, 1)))
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(driver.getKeyValueStore("payments").approximateNumEntries()).isZero();
    }

    @Test
    void recordsWithoutAValueAreLeftOut() {
        topic.pipeInput("card 1", null);
        assertThat(driver.getKeyValueStore("payments").approximateNumEntries()).isZero();
    }

    @Test
    void whatIsNoTableOfTheSchemaIsRefused() {
        TableSerde serde = TableSerde.of(Payments.SCHEMA);
        Table events = Payments.events(5, 1);
        byte[] bytes = serde.serializer().serialize("payments", events);
        assertThat(serde.deserializer().deserialize("payments", bytes).digest()).isEqualTo(events.digest());
        bytes[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> serde.deserializer().deserialize("payments", bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("payments");
        assertThatThrownBy(() -> serde.serializer().serialize("payments", events.without("amount")))
                .isInstanceOf(SerializationException.class);
    }
}
