// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.max;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.stddev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.store.FeatureStore;
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
 * One entity with few or many events in its longest window, of thirty days, which go on at the same pace: what one more
 * event costs, and what writing the state after it does. The first vector after a restart reads the state again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx4g"})
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class HotEntityBenchmark {

    private static final Schema EVENTS = Schema.of(
            Field.of("key", DataType.INT64), Field.of("at", DataType.TIMESTAMP), Field.of("value", DataType.FLOAT64));

    /** How many events lie in the longest window. */
    @Param({"1000", "100000", "1000000"})
    public int events;

    private final Random random = new Random(29);
    private Path directory;
    private Mlops mlops;
    private FeatureStore features;
    private FeatureService service;
    private VectorReader reader;
    private double[] vector;
    private long now;
    private long step;

    /** Makes a store with the events, which are stored and were read once. */
    @Setup(Level.Trial)
    public void fill() {
        directory = StoredRuns.emptyDirectory();
        step = Duration.ofDays(30).toNanos() / events;
        service = FeatureService.of("hot", view());
        open();
        features.apply(service);
        Table.Builder history = Table.builder(EVENTS);
        for (int i = 0; i < events; i++) {
            now += step;
            history.add(1L, now, random.nextGaussian());
        }
        features.push("hot", history.build());
        features.materialize(service);
        reader = features.reader(service);
        vector = new double[reader.names().size()];
        read();
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void remove() {
        close();
        StoredRuns.remove(directory);
    }

    /**
     * {@return a feature, after one more event} In short iterations: at the pace of a thousand events in thirty days, a
     * few million more would go beyond the last instant that there is.
     */
    @Benchmark
    @Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
    @Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
    public double pushAndRead() {
        push();
        return read();
    }

    /** {@return a feature as of a minute ago, as a thread reads it that another one has overtaken} */
    @Benchmark
    public double readAMinuteBack() {
        reader.read(
                Row.of(reader.request(), 1L), now + 1 - Duration.ofMinutes(1).toNanos(), vector);
        return vector[0];
    }

    /** {@return how many states were written, after one more event} */
    @Benchmark
    public long pushAndStore() {
        push();
        return features.materialize(service);
    }

    /** {@return a feature, of the state in the on-line store} */
    @Benchmark
    public double firstVectorAfterARestart() {
        close();
        open();
        reader = features.reader(service);
        return read();
    }

    private void open() {
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);
    }

    private void close() {
        features.close();
        mlops.close();
    }

    private void push() {
        now += step;
        features.push("hot", Row.of(EVENTS, 1L, now, random.nextGaussian()));
    }

    private double read() {
        reader.read(Row.of(reader.request(), 1L), now + 1, vector);
        return vector[0];
    }

    private static FeatureView view() {
        FeatureView.Builder view =
                FeatureView.named("hot").entity("key").from(EVENTS).eventTime("at");
        for (Duration window : List.of(hours(1), days(1), days(30))) {
            view.feature("count_" + window, count().over(window))
                    .feature("mean_" + window, mean(col("value")).over(window))
                    .feature("stddev_" + window, stddev(col("value")).over(window))
                    .feature("max_" + window, max(col("value")).over(window));
        }
        return view.build();
    }
}
