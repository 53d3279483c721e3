// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.mlops4j.Mlops;
import org.mlops4j.spi.OnlineStore;

/** Feeds the payments from a topic until it is killed, and prints the number of each put. */
final class FeatureStreamProcess {

    private FeatureStreamProcess() {}

    /**
     * {@return the streams, not started}
     *
     * @param topic also the name of the application
     */
    static KafkaStreams streams(String servers, String topic, Path states, OnlineStore online) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(topic, Consumed.with(Serdes.String(), TableSerde.of(Payments.SCHEMA)))
                .process(FeatureProcessor.of(Payments.VIEW, online));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topic);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, states.toString());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        // States are in the changelog at once and offsets are not committed: who comes next gets all events again.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 600_000);
        settings.put(StreamsConfig.producerPrefix("linger.ms"), 0);
        // A process that was killed is missed soon.
        settings.put("session.timeout.ms", 1_000);
        settings.put("heartbeat.interval.ms", 300);
        return new KafkaStreams(builder.build(), settings);
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Mlops mlops = Mlops.open(directory.resolve("mlops"));
                KafkaStreams streams = streams(
                        arguments[0],
                        arguments[1],
                        directory.resolve("states"),
                        new WatchedStore(mlops.online(), out::println))) {
            streams.start();
            new CountDownLatch(1).await();
        }
    }
}
