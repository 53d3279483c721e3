// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.last;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.features.join.PointInTimeJoin;
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

/**
 * The latest value before each label, on one thread, beside DuckDB's {@code ASOF LEFT JOIN} on one thread, on the same
 * data in memory; both must find the same sum. Events are in order of time, five to one label, a hundred to one key.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx6g", "-XX:+UseSerialGC", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"})
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class PointInTimeJoinBenchmark {

    /** How many events. */
    @Param({"10000000"})
    public int events;

    private Table eventTable;
    private Table labelTable;
    private long[] labelTimes;
    private ViewPlan plan;
    private Connection duckdb;
    private double expected;

    /** Makes the data, loads them into DuckDB and checks that both agree. */
    @Setup(Level.Trial)
    public void load() throws SQLException {
        Random random = new Random(17);
        int keys = Math.max(1, events / 100);
        eventTable = table(random, events, keys, 0);
        labelTable = table(random, events / 5, keys, 1);
        labelTimes = labelTable.longs("at").toArray();
        plan = ViewPlan.of(FeatureView.named("values")
                .entity("key")
                .from(eventTable)
                .eventTime("at")
                .feature("latest", last(col("value")))
                .build());
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("set threads = 1");
        }
        append("events", eventTable);
        append("labels", labelTable);
        expected = duckdbAsof();
        double ours = pointInTimeJoin();
        if (Double.doubleToLongBits(ours) != Double.doubleToLongBits(expected)) {
            throw new IllegalStateException("DuckDB finds " + expected + ", we find " + ours);
        }
    }

    /** Closes DuckDB. */
    @TearDown(Level.Trial)
    public void close() throws SQLException {
        duckdb.close();
    }

    /** {@return the sum of the latest values} */
    @Benchmark
    public double pointInTimeJoin() {
        try (PointInTimeJoin join = PointInTimeJoin.of(plan, labelTable, labelTimes, eventTable.rowCount(), null)) {
            join.add(eventTable);
            join.finish();
            double sum = 0;
            for (double value : join.output(0)) {
                sum += Double.isNaN(value) ? 0 : value;
            }
            return sum;
        }
    }

    /** {@return the same from DuckDB} */
    @Benchmark
    public double duckdbAsof() throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet sum = statement.executeQuery("select coalesce(sum(e.value), 0) from labels l"
                        + " asof left join events e on l.key = e.key and l.moment > e.moment")) {
            sum.next();
            return sum.getDouble(1);
        }
    }

    /** Whole values, so that sums are exact in any order; even times for events, odd ones for labels, so no ties. */
    private static Table table(Random random, int rows, int keys, int odd) {
        long[] key = new long[rows];
        long[] at = new long[rows];
        double[] value = new double[rows];
        for (int i = 0; i < rows; i++) {
            key[i] = random.nextInt(keys);
            at[i] = 2 * (long) (odd == 0 ? i : random.nextInt(Math.multiplyExact(rows, 5))) + odd;
            value[i] = random.nextInt(1_000);
        }
        Schema schema = Schema.of(
                Field.of("key", DataType.INT64),
                Field.of("at", DataType.TIMESTAMP),
                Field.of("value", DataType.FLOAT64));
        return Table.of(schema, List.of(LongColumn.of(key), LongColumn.ofTimes(at), DoubleColumn.of(value)));
    }

    private void append(String name, Table table) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("create table " + name + " (key bigint, moment bigint, value double)");
        }
        try (DuckDBAppender appender =
                duckdb.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, name)) {
            for (int i = 0; i < table.rowCount(); i++) {
                appender.beginRow();
                appender.append(table.longs("key").get(i));
                appender.append(table.longs("at").get(i));
                appender.append(table.doubles("value").get(i));
                appender.endRow();
            }
        }
    }
}
