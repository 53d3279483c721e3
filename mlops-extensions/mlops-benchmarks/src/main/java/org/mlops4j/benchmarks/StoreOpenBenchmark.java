// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mlops4j.Mlops;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.spi.SeriesStore.Point;
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

/** Opening and closing a handle on a store of 100 000 documents like runs and 10 million points. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class StoreOpenBenchmark {

    private static final int RUNS = 100_000;
    private static final int POINTS = 10_000_000;
    private static final int BATCH = 10_000;

    private Path directory;

    /** Fills a store. */
    @Setup
    public void fill() {
        directory = StoredRuns.emptyDirectory();
        StoredRuns.put(directory, RUNS);
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            for (int from = 0; from < POINTS; from += BATCH) {
                List<Point> points = new ArrayList<>(BATCH);
                for (int i = 0; i < BATCH; i++) {
                    points.add(new Point("run " + from / BATCH, i, Instant.ofEpochMilli(from + i), i * 0.001));
                }
                stores.series().append(points);
            }
        }
    }

    /** Removes it. */
    @TearDown
    public void remove() {
        StoredRuns.remove(directory);
    }

    /** Opens and closes the handle. */
    @Benchmark
    public long openAndClose() {
        try (Mlops mlops = Mlops.open(directory)) {
            return mlops.metadata().<Long>read(reader -> reader.lastChange());
        }
    }
}
