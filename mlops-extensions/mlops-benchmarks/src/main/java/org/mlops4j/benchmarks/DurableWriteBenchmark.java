// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Document;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Small transactions that are durable when they return. Run with {@code -t 1} and {@code -t 16}. Beside the store:
 * SQLite through JDBC with the same settings and one row a transaction, and H2 with {@code WRITE_DELAY=0}, which does
 * not sync every commit and so promises less.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DurableWriteBenchmark {

    private final AtomicLong next = new AtomicLong();
    private final Object oneWriter = new Object();
    private Path directory;
    private EmbeddedStores stores;
    private Connection sqlite;
    private Connection h2;

    /** Opens the stores. */
    @Setup
    public void open() throws SQLException {
        directory = StoredRuns.emptyDirectory();
        stores = EmbeddedStores.open(directory.resolve("store"));
        sqlite = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("plain.db"));
        h2 = DriverManager.getConnection("jdbc:h2:" + directory.resolve("plain") + ";WRITE_DELAY=0");
        try (Statement statement = sqlite.createStatement()) {
            statement.execute("pragma journal_mode=WAL");
            statement.execute("pragma synchronous=FULL");
            statement.execute("create table t (id integer primary key, body text)");
        }
        try (Statement statement = h2.createStatement()) {
            statement.execute("create table t (id bigint primary key, body varchar)");
        }
    }

    /** Closes and removes them. */
    @TearDown
    public void close() throws SQLException {
        stores.close();
        sqlite.close();
        h2.close();
        StoredRuns.remove(directory);
    }

    /** A document with one attribute, and its place in the sequence of changes. */
    @Benchmark
    public Object ours() {
        long id = next.incrementAndGet();
        return stores.metadata()
                .write(writer -> writer.put(
                        "run", Long.toString(id), Document.object().with("n", id), Map.of("n", Document.of(id))));
    }

    /** One row. */
    @Benchmark
    public int plainSqlite() throws SQLException {
        return insert(sqlite);
    }

    /** One row. */
    @Benchmark
    public int plainH2() throws SQLException {
        return insert(h2);
    }

    private int insert(Connection connection) throws SQLException {
        synchronized (oneWriter) {
            try (PreparedStatement statement = connection.prepareStatement("insert into t (id, body) values (?, ?)")) {
                statement.setLong(1, next.incrementAndGet());
                statement.setString(2, "{\"n\":1}");
                return statement.executeUpdate();
            }
        }
    }
}
