// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.monitoring.rollout.Rollout;
import org.mlops4j.monitoring.rollout.RolloutMeasure;
import org.mlops4j.monitoring.rollout.RolloutPlan;
import org.mlops4j.monitoring.rollout.RolloutStatus;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.storage.Durability;
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
 * The way back of a whole rollout, from under its watch: the decision, the move of the alias, the change of the routing
 * and the end are four audited transactions; RollbackBenchmark has the move alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RolloutRollbackBenchmark {

    private static final RolloutPlan PLAN =
            RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02).watch(Duration.ofDays(1));

    /** What a commit survives. */
    @Param({"CRASH_SAFE", "POWER_SAFE"})
    public Durability durability;

    private Path directory;
    private Mlops mlops;
    private Rollout rollout;
    private ModelVersion candidate;

    /** Deploys the first of two versions. */
    @Setup
    public void open() {
        directory = StoredRuns.emptyDirectory();
        mlops = Mlops.builder().directory(directory).durability(durability).open();
        mlops.registry().alias("m", "champion").moveTo(register(1), "first");
        candidate = register(2);
        Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d").champion("m@champion").logPredictions(PredictionLogging.complete()));
        rollout = Rollout.of(mlops, deployment);
    }

    private ModelVersion register(int slope) {
        String model = "{\"intercept\": 0, \"coefficients\": [" + slope + "], \"link\": \"logit\"}";
        Schema inputs = Schema.of(Field.of("x", DataType.FLOAT64));
        return mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("linear")
                                .withFile("model", model.getBytes(StandardCharsets.UTF_8))
                                .signature(new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)))));
    }

    /** Makes the candidate champion, under watch; not measured. */
    @Setup(Level.Invocation)
    public void startWatch() {
        rollout.start(candidate, PLAN, "to be rolled back");
    }

    /** Closes and removes the store. */
    @TearDown
    public void close() {
        mlops.close();
        StoredRuns.remove(directory);
    }

    /** Goes back to the former champion. */
    @Benchmark
    public RolloutStatus rollBack() {
        return rollout.rollBack("fewer people came");
    }
}
