// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What callers notice while the model under them is swapped again and again: the percentiles of their calls, beside
 * those of the same calls while another thread does the same writes and loads to a deployment that nobody calls. So
 * both share the processors with the same work, and what is left is what a swap does to a call. The calls of the method
 * {@code swap} are the swaps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 6, time = 15)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class HotSwapBenchmark {

    private final double[] row = {420, 3, 1};
    private Path directory;
    private Mlops mlops;
    private Swapped called;
    private Swapped beside;

    /** Deploys two models of two versions each. */
    @Setup
    public void deploy() throws IOException {
        directory = Files.createTempDirectory("hot-swap");
        mlops = Mlops.open(directory);
        called = Swapped.deploy(mlops, "called");
        beside = Swapped.deploy(mlops, "beside");
    }

    /** Closes the handle and deletes its directory. */
    @TearDown
    public void close() throws IOException {
        mlops.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A call of the deployment whose model is swapped. */
    @Benchmark
    @Group("swapped")
    @GroupThreads(1)
    public double callSwapped() {
        return call();
    }

    /** A swap under the callers. */
    @Benchmark
    @Group("swapped")
    @GroupThreads(1)
    public ModelVersion swap() {
        return called.swap();
    }

    /** A call of the deployment whose model stays. */
    @Benchmark
    @Group("undisturbed")
    @GroupThreads(1)
    public double callUndisturbed() {
        return call();
    }

    /** A swap that is none of the callers' business. */
    @Benchmark
    @Group("undisturbed")
    @GroupThreads(1)
    public ModelVersion swapElsewhere() {
        return beside.swap();
    }

    private double call() {
        double[] out = new double[1];
        called.deployment.score(row, out);
        return out[0];
    }

    /** A deployment whose alias points at one of two versions, then at the other. */
    private static final class Swapped {

        private final Deployment deployment;
        private final Alias alias;
        private final ModelVersion[] versions;
        private int next;

        private Swapped(Deployment deployment, Alias alias, ModelVersion... versions) {
            this.deployment = deployment;
            this.alias = alias;
            this.versions = versions;
        }

        static Swapped deploy(Mlops mlops, String name) {
            ModelVersion first = mlops.registry().register(name, linear(1));
            ModelVersion second = mlops.registry().register(name, linear(2));
            Alias alias = mlops.registry().alias(name, "champion");
            alias.moveTo(first, "first");
            Deployment deployment =
                    mlops.serving().deploy(DeploymentSpec.named(name).champion(name + "@champion"));
            return new Swapped(deployment, alias, second, first);
        }

        private static ModelPackage linear(int intercept) {
            String json =
                    "{\"intercept\": " + intercept + ", \"coefficients\": [0.01, 0.05, 1.5], \"link\": \"logit\"}";
            return ModelPackage.of("linear").withFile("model", json.getBytes(StandardCharsets.UTF_8));
        }

        ModelVersion swap() {
            ModelVersion version = versions[next++ % 2];
            alias.moveTo(version, "swap");
            deployment.refresh();
            return version;
        }
    }
}
