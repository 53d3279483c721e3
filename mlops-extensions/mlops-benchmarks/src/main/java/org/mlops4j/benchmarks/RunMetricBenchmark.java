// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.mlops4j.Mlops;
import org.mlops4j.tracking.Run;
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
 * What {@code run.metric} costs the thread that calls it, while the store writes what was logged in the background. The
 * thread logs as fast as it can, so that now and then it finds the buffer full and stores it itself: that is the tail
 * behind the 99.9th percentile, and no training logs like that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RunMetricBenchmark {

    private Path directory;
    private Mlops mlops;
    private Run run;
    private long step;

    /** Starts a run in an empty store. */
    @Setup
    public void start() {
        directory = StoredRuns.emptyDirectory();
        mlops = Mlops.open(directory);
        run = mlops.tracking().start("metrics");
    }

    /** Ends it and removes the store. */
    @TearDown
    public void close() {
        run.close();
        mlops.close();
        StoredRuns.remove(directory);
    }

    /** One point of one metric. */
    @Benchmark
    public void metric() {
        step++;
        run.metric("loss", 1.0 / step, step);
    }
}
