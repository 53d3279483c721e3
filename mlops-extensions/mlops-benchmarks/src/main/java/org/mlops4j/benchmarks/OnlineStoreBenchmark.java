// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.redis.RedisOnlineStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.OnlineStore.Entry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import redis.embedded.RedisServer;

/** Look-ups and batches of states of 400 characters: the embedded store, Redis on the loopback interface, its cache. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class OnlineStoreBenchmark {

    private static final int ENTITIES = 20_000;
    private static final int LOOKED_UP = 20;
    private static final int BATCH = 512;

    /** Which store. */
    @Param({"embedded", "redis", "redis with near cache"})
    public String kind;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<String> keys =
            IntStream.range(0, ENTITIES).mapToObj(i -> "entity " + i).toList();
    private final String text = "s".repeat(400);
    private @Nullable RedisServer server;
    private Mlops mlops;
    private OnlineStore store;
    private long order;

    /** Starts a server with an append-only file, where one is needed, and stores all entities. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        Path directory = Files.createTempDirectory("online");
        Mlops.Builder builder = Mlops.builder().directory(directory.resolve("home"));
        if (!kind.equals("embedded")) {
            URI uri = start(directory);
            RedisOnlineStore.Builder redis = RedisOnlineStore.builder().server(uri);
            builder.online((kind.equals("redis") ? redis : redis.nearCache(ENTITIES, Duration.ofMinutes(1))).open());
        }
        mlops = builder.open();
        store = mlops.online();
        for (int from = 0; from < ENTITIES; from += BATCH) {
            store.put("view", entries(from));
        }
    }

    private URI start(Path directory) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = RedisServer.newRedisServer()
                .port(port)
                .setting("dir " + directory)
                .setting("save \"\"")
                .setting("appendonly yes")
                .build();
        server.start();
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Closes what was opened. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        mlops.close();
        if (server != null) {
            server.stop();
        }
    }

    /** One entity. */
    @Benchmark
    public Map<String, Entry> getOne() {
        return store.get("view", List.of(keys.get(random.nextInt(ENTITIES))), Instant.EPOCH);
    }

    /** Twenty entities at once. */
    @Benchmark
    public Map<String, Entry> getTwenty() {
        int from = random.nextInt(ENTITIES - LOOKED_UP);
        return store.get("view", keys.subList(from, from + LOOKED_UP), Instant.EPOCH);
    }

    /** The batch in which a feature store writes states. */
    @Benchmark
    public int putBatch() {
        return store.put("view", entries(random.nextInt(ENTITIES - BATCH)));
    }

    private List<Entry> entries(int from) {
        order++;
        return keys.subList(from, Math.min(ENTITIES, from + BATCH)).stream()
                .map(key -> new Entry(key, order, text, null))
                .toList();
    }
}
