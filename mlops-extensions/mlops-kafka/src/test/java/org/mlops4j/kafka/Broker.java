// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker, its own controller too, in this JVM. */
final class Broker implements AutoCloseable {

    private final Properties settings;
    private final int port;
    private KafkaRaftServer server;

    private Broker(Path directory) {
        port = freePort();
        settings = settings(directory, port, freePort());
        format(directory.resolve("logs").toString());
        startAgain();
    }

    /** {@return the broker of all tests that do not harm it; it ends with the JVM} */
    static Broker shared() {
        return Shared.BROKER;
    }

    static Broker start(Path directory) {
        return new Broker(directory);
    }

    /** {@return the prefix that stands for a directory} */
    static String prefix(Path scratch) {
        return "t" + Integer.toHexString(scratch.hashCode());
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    void startAgain() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void close() {
        stop();
    }

    private static Properties settings(Path directory, int port, int controller) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("log.dirs", directory.resolve("logs").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.min.session.timeout.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A broker that comes again waits until its former life is missed.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "400");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        for (String one : List.of(
                "offsets.topic.replication.factor",
                "offsets.topic.num.partitions",
                "transaction.state.log.replication.factor",
                "transaction.state.log.min.isr",
                "transaction.state.log.num.partitions")) {
            settings.put(one, "1");
        }
        return settings;
    }

    private static void format(String logs) {
        Formatter formatter = new Formatter();
        formatter.setNodeId(1);
        formatter.setClusterId(Uuid.randomUuid().toString());
        formatter.setDirectories(List.of(logs));
        formatter.setMetadataLogDirectory(logs);
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setReleaseVersion(MetadataVersion.latestProduction());
        formatter.setUnstableFeatureVersionsEnabled(false);
        formatter.setIgnoreFormatted(true);
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (Exception e) {
            throw new AssertionError("could not format the directory of a broker", e);
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {

        private static final Broker BROKER = start();

        private static Broker start() {
            try {
                Broker broker = new Broker(Files.createTempDirectory("kafka"));
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                return broker;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
