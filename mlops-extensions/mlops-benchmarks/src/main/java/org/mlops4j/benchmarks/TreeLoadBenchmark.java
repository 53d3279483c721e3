// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.mlops4j.core.xgboost.XgboostModel;
import org.mlops4j.serving.Predictor;
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
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a file in memory to something that predicts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class TreeLoadBenchmark {

    /** Trees and their depth. */
    @Param({"100x6", "500x8"})
    private String shape = "";

    /** The encoding of the file. */
    @Param({"json", "ubj"})
    private String encoding = "";

    private byte[] model;

    /** Trains the model and writes it to memory. */
    @Setup
    public void train() throws XGBoostError {
        Booster booster = BoostedModel.train(shape);
        model = booster.toByteArray(encoding);
        booster.dispose();
    }

    /** This library, laid out and ready. */
    @Benchmark
    public Predictor mlops4j() {
        return XgboostModel.read(model).predictor();
    }

    /** XGBoost. */
    @Benchmark
    public int xgboost4j() throws XGBoostError, IOException {
        Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
        int kept = booster.hashCode();
        booster.dispose();
        return kept;
    }
}
