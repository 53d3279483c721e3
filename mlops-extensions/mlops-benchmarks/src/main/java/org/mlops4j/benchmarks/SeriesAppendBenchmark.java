// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.spi.SeriesStore.Point;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Points a second, appended durably in batches of 1 000 over ten series; beside it SQLite with one row a point. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class SeriesAppendBenchmark {

    private static final int BATCH = 1_000;
    private static final int SERIES = 10;
    private static final int HISTORY = 20_000;

    private Path directory;
    private EmbeddedStores stores;
    private Connection sqlite;
    private PreparedStatement insert;
    private long step;

    /** Opens the stores. */
    @Setup
    public void open() throws SQLException {
        directory = StoredRuns.emptyDirectory();
        stores = EmbeddedStores.open(directory.resolve("store"));
        List<Point> history = new ArrayList<>();
        for (int i = 0; i < HISTORY; i++) {
            history.add(new Point("history", i, Instant.EPOCH.plusSeconds(i), i * 0.1));
        }
        stores.series().append(history);
        sqlite = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("plain.db"));
        try (Statement statement = sqlite.createStatement()) {
            statement.execute("pragma journal_mode=WAL");
            statement.execute("pragma synchronous=FULL");
            statement.execute("create table p (series integer, step integer, time integer, value real,"
                    + " primary key (series, step, time, value)) without rowid");
        }
        sqlite.setAutoCommit(false);
        insert = sqlite.prepareStatement("insert into p values (?, ?, ?, ?)");
    }

    /** Closes and removes them. */
    @TearDown
    public void close() throws SQLException {
        stores.close();
        sqlite.close();
        StoredRuns.remove(directory);
    }

    /** Through the store. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void ours() {
        List<Point> points = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            points.add(new Point("s" + i % SERIES, step + i / SERIES, Instant.ofEpochMilli(step + i), i * 0.001));
        }
        step += BATCH / SERIES;
        stores.series().append(points);
    }

    /** The same points as rows. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void plainSqliteRows() throws SQLException {
        for (int i = 0; i < BATCH; i++) {
            insert.setLong(1, i % SERIES);
            insert.setLong(2, step + i / SERIES);
            insert.setLong(3, step + i);
            insert.setDouble(4, i * 0.001);
            insert.addBatch();
        }
        step += BATCH / SERIES;
        insert.executeBatch();
        sqlite.commit();
    }

    /** A history of 20 000 points, read whole; the score is in points. */
    @Benchmark
    @OperationsPerInvocation(HISTORY)
    public List<Point> readHistory() {
        return stores.series().read("history", Long.MIN_VALUE, Integer.MAX_VALUE);
    }
}
