// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.storage.Durability;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a step costs that does nothing: one audited transaction in each mode of durability. The score is a step's share
 * of a run of twenty; what lies between the bodies of two steps is printed as percentiles.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class PipelineStepBenchmark {

    /** What a commit survives. */
    @Param({"CRASH_SAFE", "POWER_SAFE"})
    public Durability durability;

    private Path directory;
    private Mlops mlops;
    private Pipeline pipeline;

    /** Opens a store. */
    @Setup
    public void open(BetweenSteps between) {
        directory = StoredRuns.emptyDirectory();
        mlops = Mlops.builder().directory(directory).durability(durability).open();
        Pipeline.Builder builder = Pipeline.named("p");
        for (int i = 0; i < BetweenSteps.STEPS; i++) {
            boolean first = i == 0;
            builder.step("step-" + i, step -> {
                between.step(first);
                return Document.nothing();
            });
        }
        pipeline = builder.build();
    }

    /** Closes and removes the store. */
    @TearDown
    public void close() {
        mlops.close();
        StoredRuns.remove(directory);
    }

    /** Runs twenty steps. */
    @Benchmark
    @OperationsPerInvocation(BetweenSteps.STEPS)
    public PipelineRun run() {
        return mlops.pipelines().start(pipeline, Document.nothing());
    }
}
