// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.core.linear.LinearFormat;
import org.mlops4j.core.xgboost.XgboostFormat;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.Predictor;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.Telemetry;
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

/** What a deployment costs over calling its model bare; run it with {@code -t 1} and {@code -t 2}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ManagedCallBenchmark {

    private static final int ROWS = 4096;

    /** A model of 100 trees of depth 6, or one that costs next to nothing. */
    @Param({"100x6", "linear"})
    private String model = "";

    private final double[][] rows = new double[ROWS][];
    private Path directory;
    private Mlops mlops;
    private Predictor predictor;
    private Deployment deployment;
    private Deployment routed;
    private Mlops measured;
    private Deployment timed;

    /** Registers and deploys the model, and loads it once more to be called bare. */
    @Setup
    public void deploy() throws IOException, XGBoostError {
        directory = Files.createTempDirectory("managed-call");
        mlops = Mlops.open(directory);
        boolean linear = model.equals("linear");
        ModelVersion version = mlops.registry().register("m", linear ? linear() : trees());
        mlops.registry().alias("m", "champion").moveTo(version, "measure");
        ModelFormat format = linear ? new LinearFormat() : new XgboostFormat();
        predictor = format.load(version.manifest(), file -> mlops.registry().read(version, file));
        deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
        routed = mlops.serving()
                .deploy(DeploymentSpec.named("routed")
                        .routing(Routing.to("m@champion")
                                .canary("m@champion", 0.05)
                                .fallback(Fallback.constant(0))));
        measured =
                Mlops.builder().directory(directory).telemetry(new CallTimes()).open();
        timed = measured.serving().deploy(DeploymentSpec.named("timed").champion("m@champion"));
        float[] all = BoostedModel.rows(ROWS, 5);
        for (int i = 0; i < ROWS; i++) {
            rows[i] = BoostedModel.doubles(
                    Arrays.copyOfRange(all, i * BoostedModel.FEATURES, (i + 1) * BoostedModel.FEATURES));
        }
    }

    private ModelPackage trees() throws XGBoostError {
        return ModelPackage.xgboost(BoostedModel.train(model).toByteArray("ubj"));
    }

    private static ModelPackage linear() {
        String coefficients =
                IntStream.range(0, BoostedModel.FEATURES).mapToObj(i -> "0.5").collect(Collectors.joining(","));
        String json = "{\"intercept\":1,\"coefficients\":[" + coefficients + "],\"link\":\"identity\"}";
        return ModelPackage.of("linear").withFile("model", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Closes the handle and deletes its directory. */
    @TearDown
    public void close() throws IOException {
        predictor.close();
        measured.close();
        mlops.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The model alone. */
    @Benchmark
    public double bare(Caller caller) {
        predictor.predict(rows[caller.turn()], caller.out);
        return caller.out[0];
    }

    /** The model in a deployment. */
    @Benchmark
    public double managed(Caller caller) {
        deployment.score(rows[caller.turn()], caller.out);
        return caller.out[0];
    }

    /** The model in a deployment whose telemetry is told how long every single call took. */
    @Benchmark
    public double timed(Caller caller) {
        timed.score(rows[caller.turn()], caller.out);
        return caller.out[0];
    }

    /** The model in a deployment with a canary and a fallback, told apart by a key. */
    @Benchmark
    public double routed(Caller caller) {
        routed.score("request", rows[caller.turn()], caller.out);
        return caller.out[0];
    }

    /** Adds up the times of all calls, which is the least that a telemetry does. */
    private static final class CallTimes implements Telemetry {

        private final LongAdder calls = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        @Override
        public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
            return (requestId, outcome, took) -> {
                calls.increment();
                nanos.add(took);
            };
        }
    }

    /** What a thread has for itself. */
    @State(Scope.Thread)
    public static class Caller {

        private final double[] out = new double[1];
        private int next;

        private int turn() {
            next = (next + 1) % ROWS;
            return next;
        }
    }
}
