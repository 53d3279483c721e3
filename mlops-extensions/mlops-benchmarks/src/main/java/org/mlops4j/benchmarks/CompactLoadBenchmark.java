// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.mlops4j.core.compact.CompactModel;
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

/** The models of {@link TreeLoadBenchmark} from the compact form. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CompactLoadBenchmark {

    /** Trees and their depth. */
    @Param({"100x6", "500x8"})
    private String shape = "";

    private byte[] model;

    /** Trains the model and converts it. */
    @Setup
    public void train() throws XGBoostError {
        Booster booster = BoostedModel.train(shape);
        model = CompactModel.write(XgboostModel.read(booster.toByteArray("ubj")).treeModel());
        booster.dispose();
    }

    /** Laid out and ready to predict. */
    @Benchmark
    public Predictor predictor() {
        return CompactModel.readToPredict(model).predictor();
    }
}
