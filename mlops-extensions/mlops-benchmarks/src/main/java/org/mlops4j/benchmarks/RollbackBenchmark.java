// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.mlops4j.Mlops;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.storage.Durability;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * The way back to a version that stays warm on another route, as under the watch of a rollout: one audited move of the
 * alias, and every later request of this process is answered by the other version. A model of 500 trees.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RollbackBenchmark {

    /** What a commit survives. */
    @Param({"CRASH_SAFE", "POWER_SAFE"})
    public Durability durability;

    private Path directory;
    private Mlops mlops;
    private Deployment deployment;
    private Alias champion;
    private ModelVersion one;
    private ModelVersion other;

    /** Deploys a model with both versions warm. */
    @Setup
    public void open() throws XGBoostError {
        directory = StoredRuns.emptyDirectory();
        mlops = Mlops.builder().directory(directory).durability(durability).open();
        byte[] trees = BoostedModel.train("500x8").toByteArray("ubj");
        one = mlops.registry().register("m", ModelPackage.xgboost(trees));
        other = mlops.registry().register("m", ModelPackage.xgboost(trees));
        champion = mlops.registry().alias("m", "champion");
        champion.moveTo(one, "first");
        deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
        deployment.change(
                routing -> routing.arm("one", one.id(), 0.01).arm("other", other.id(), 0.01), "both stay warm");
    }

    /** Closes and removes the store. */
    @TearDown
    public void close() {
        mlops.close();
        StoredRuns.remove(directory);
    }

    /** Moves the alias to the other version, and sees it answer. */
    @Benchmark
    public boolean moveAndAnswer() {
        champion.moveTo(deployment.champion().equals(one) ? other : one, "back");
        return deployment.refresh();
    }
}
