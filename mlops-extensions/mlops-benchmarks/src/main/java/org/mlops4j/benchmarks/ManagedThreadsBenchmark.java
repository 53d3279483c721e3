// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many calls one and two threads get through one deployment: what they share shows as less than twice as many. The
 * bare model shows what the machine gives.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class ManagedThreadsBenchmark {

    /** One thread calls the model. */
    @Benchmark
    @Threads(1)
    public double bareByOne(ManagedCallBenchmark served, ManagedCallBenchmark.Caller caller) {
        return served.bare(caller);
    }

    /** Two threads call the model. */
    @Benchmark
    @Threads(2)
    public double bareByTwo(ManagedCallBenchmark served, ManagedCallBenchmark.Caller caller) {
        return served.bare(caller);
    }

    /** One thread calls the deployment. */
    @Benchmark
    @Threads(1)
    public double managedByOne(ManagedCallBenchmark served, ManagedCallBenchmark.Caller caller) {
        return served.managed(caller);
    }

    /** Two threads call the deployment. */
    @Benchmark
    @Threads(2)
    public double managedByTwo(ManagedCallBenchmark served, ManagedCallBenchmark.Caller caller) {
        return served.managed(caller);
    }
}
