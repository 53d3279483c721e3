// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.max;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.Features.sum;
import static org.mlops4j.features.Features.timeSinceLast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.Aggregation;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Single events in and single vectors out, as a service does beside its requests: keys at random, time moves on from
 * call to call. The row of a request is one that is filled again, since a service has just made it when it asks. A push
 * goes all the way, into the state in memory and into the event log on disk. Reads are sampled beside their mean, for
 * the tail; a sample costs some 25 ns of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx6g"})
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class OnlineFeaturesBenchmark {

    private static final Schema EVENTS = Schema.of(
            Field.of("key", DataType.INT64), Field.of("at", DataType.TIMESTAMP), Field.of("value", DataType.FLOAT64));

    private static final long STEP = 1_000;

    /** How many entities. */
    @Param({"100000"})
    public int entities;

    private Path directory;
    private Mlops mlops;
    private FeatureStore features;
    private VectorReader reader;
    private VectorReader wideReader;
    private final KeyRow request = new KeyRow();
    private double[] vector;
    private double[] wideVector;
    private Random random;
    private long now;

    /** Makes a store with ten events to each entity, read once. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = Files.createTempDirectory("online-features");
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);
        random = new Random(23);
        FeatureService reads = FeatureService.of("reads", tenFeatures());
        FeatureService pushes = FeatureService.of("pushes", twentyFeatures());
        features.apply(reads);
        features.apply(pushes);
        FeatureService wide = FeatureService.of("wide", wideFeatures());
        features.apply(wide);
        Table history = history();
        features.push("ten", history);
        features.push("wide", history);
        reader = features.reader(reads);
        wideReader = features.reader(wide);
        features.reader(pushes);
        vector = new double[reader.names().size()];
        wideVector = new double[wideReader.names().size()];
        for (int key = 0; key < entities; key++) {
            reader.read(request.of(key), now, vector);
            wideReader.read(request.of(key), now, wideVector);
        }
    }

    /** Removes the store. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        features.close();
        mlops.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** {@return one of ten features of a random entity, whose ten or so events are all of the last minute} */
    @Benchmark
    @BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
    public double readTenFeatures() {
        now += STEP;
        reader.read(request.of(random.nextInt(entities)), now, vector);
        return vector[0];
    }

    /** {@return one of 250 features of a random entity, of five functions over fifty windows} */
    @Benchmark
    @BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
    public double readWideFeatures() {
        now += STEP;
        wideReader.read(request.of(random.nextInt(entities)), now, wideVector);
        return wideVector[0];
    }

    /**
     * {@return one of ten features of the entity that two threads ask for at once} Each read takes the lock of the
     * entity, so this is the worst that a hot key costs.
     */
    @Benchmark
    @Threads(2)
    @BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
    public double readTenFeaturesOfOneHotEntity(Asker asker) {
        asker.now += STEP;
        reader.read(asker.request.of(0), asker.now, asker.vector);
        return asker.vector[0];
    }

    /**
     * Takes an event for five windows with four functions each. Nobody reads these entities, so the event is stored and
     * waits: what it costs to enter the windows is not in this figure.
     */
    @Benchmark
    public void pushTwentyFeatures() {
        now += STEP;
        features.push("twenty", Row.of(EVENTS, (long) random.nextInt(entities), now, random.nextGaussian()));
    }

    /** Takes an event, then reads the vector of its entity, whose events are all of the last minute. */
    @Benchmark
    public double pushAndReadTenFeatures() {
        now += STEP;
        int key = random.nextInt(entities);
        features.push("ten", Row.of(EVENTS, (long) key, now, random.nextGaussian()));
        now += STEP;
        reader.read(request.of(key), now, vector);
        return vector[0];
    }

    private Table history() {
        Table.Builder events = Table.builder(EVENTS);
        for (int i = 0; i < 10 * entities; i++) {
            now += STEP;
            events.add((long) random.nextInt(entities), now, random.nextGaussian());
        }
        return events.build();
    }

    private static FeatureView tenFeatures() {
        FeatureView.Builder view = view("ten").feature("since", timeSinceLast());
        for (long window : List.of(1L, 10L, 60L)) {
            view.feature("count_" + window, count().over(minutes(window)))
                    .feature("mean_" + window, mean(col("value")).over(minutes(window)))
                    .feature("max_" + window, max(col("value")).over(minutes(window)));
        }
        return view.build();
    }

    private static FeatureView twentyFeatures() {
        FeatureView.Builder view = view("twenty");
        for (long window : List.of(1L, 5L, 10L, 30L, 60L)) {
            Duration length = minutes(window);
            for (Aggregation aggregation : List.of(count(), sum(col("value")), mean(col("value")), max(col("value")))) {
                view.feature(aggregation.function().toDocument().text() + "_" + window, aggregation.over(length));
            }
        }
        return view.build();
    }

    private static FeatureView wideFeatures() {
        FeatureView.Builder view = view("wide");
        for (long window = 1; window <= 50; window++) {
            Duration length = minutes(window);
            for (Aggregation aggregation :
                    List.of(count(), sum(col("value")), mean(col("value")), max(col("value")), last(col("value")))) {
                view.feature(aggregation.function().toDocument().text() + "_" + window, aggregation.over(length));
            }
        }
        return view.build();
    }

    private static FeatureView.Builder view(String name) {
        return FeatureView.named(name).entity("key").from(EVENTS).eventTime("at");
    }

    /** A thread that asks by itself, from the time on that the entities have reached. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class Asker {

        private final KeyRow request = new KeyRow();
        private double[] vector;
        private long now;

        /** Begins at the present time of the store. */
        @Setup(Level.Trial)
        public void begin(OnlineFeaturesBenchmark store) {
            vector = new double[store.reader.names().size()];
            now = store.now;
        }
    }

    /** A request that names an entity, filled again for each. */
    private static final class KeyRow implements Row {

        private static final Schema KEY = EVENTS.select(List.of("key"));
        private long key;

        KeyRow of(long other) {
            key = other;
            return this;
        }

        @Override
        public Schema schema() {
            return KEY;
        }

        @Override
        public boolean isNull(int field) {
            return false;
        }

        @Override
        public double number(int field) {
            return key;
        }

        @Override
        public long whole(int field) {
            return key;
        }

        @Override
        public @Nullable String text(int field) {
            return null;
        }
    }
}
