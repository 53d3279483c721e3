// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;

import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The start of a service on a feature store of 1 000 views, one of which has a million events of 100 000 entities: to a
 * look at all definitions, and to the first vector, once with the states that were stored and once without.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class FeatureStoreOpenBenchmark {

    private static final int VIEWS = 1_000;
    private static final int EVENTS = 1_000_000;
    private static final int ENTITIES = 100_000;
    private static final Schema SOURCE = Schema.of(
            Field.of("key", DataType.INT64), Field.of("at", DataType.TIMESTAMP), Field.of("value", DataType.FLOAT64));

    private Path directory;

    /** Makes the store. */
    @Setup
    public void fill() {
        directory = StoredRuns.emptyDirectory();
        Random random = new Random(5);
        Table.Builder events = Table.builder(SOURCE);
        for (int i = 0; i < EVENTS; i++) {
            events.add((long) random.nextInt(ENTITIES), i * 1_000_000L, random.nextGaussian());
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            for (int i = 0; i < VIEWS; i++) {
                features.apply(service(i));
            }
            features.push("view_0", events.build());
            features.materialize(service(0));
        }
    }

    /** Removes it. */
    @TearDown
    public void remove() {
        StoredRuns.remove(directory);
    }

    /** {@return how many views there are} */
    @Benchmark
    public int openAndLookAtAllViews() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            return features.catalogue().entries().size();
        }
    }

    /** {@return a feature of a store whose states are there: no event is read} */
    @Benchmark
    public double firstVectorAfterAWarmRestart() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            return read(features.reader(features.service("service_0")));
        }
    }

    /** {@return the same where states have to be made from all events first} */
    @Benchmark
    public double firstVectorAfterAColdStart() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            FeatureService service = features.service("service_0");
            features.rebuild(service);
            return read(features.reader(service));
        }
    }

    private static double read(VectorReader reader) {
        double[] vector = new double[2];
        reader.read(Row.of(reader.request(), 7L), EVENTS * 1_000_000L, vector);
        return vector[0];
    }

    private static FeatureService service(int number) {
        FeatureView view = FeatureView.named("view_" + number)
                .entity("key")
                .from(SOURCE)
                .eventTime("at")
                .feature("mean_" + number, mean(col("value")).over(hours(1)))
                .feature("count_" + number, count())
                .build();
        return FeatureService.of("service_" + number, view);
    }
}
