// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.mlops4j.core.xgboost.XgboostModel;
import org.mlops4j.serving.Predictor;
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

/** Batches of 1000 rows in one thread; times are of one row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TreeBatchBenchmark.ROWS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class TreeBatchBenchmark {

    static final int ROWS = 1000;

    /** Trees and their depth. */
    @Param({"100x6", "500x8"})
    private String shape = "";

    private final float[] floatRows = BoostedModel.rows(ROWS, 5);
    private final double[] rows = BoostedModel.doubles(floatRows);
    private final double[] out = new double[ROWS];
    private Booster booster;
    private Predictor predictor;
    private Predictor onnx;

    /** Trains the model and gives it to all. */
    @Setup
    public void train() throws XGBoostError {
        booster = BoostedModel.train(shape);
        booster.setParam("nthread", 1);
        predictor = XgboostModel.read(booster.toByteArray("ubj")).predictor();
        onnx = OnnxTrees.load(OnnxTrees.of(booster));
    }

    /** Frees what is native. */
    @TearDown
    public void close() {
        onnx.close();
    }

    /** This library. */
    @Benchmark
    public double[] mlops4j() {
        predictor.predictAll(rows, ROWS, out);
        return out;
    }

    /** ONNX Runtime in one thread, by mlops-onnx. */
    @Benchmark
    public double[] onnxRuntime() {
        onnx.predictAll(rows, ROWS, out);
        return out;
    }

    /** XGBoost without a DMatrix. */
    @Benchmark
    public float[][] xgboost4jInplace() throws XGBoostError {
        return booster.inplace_predict(floatRows, ROWS, BoostedModel.FEATURES, Float.NaN);
    }

    /** XGBoost with a DMatrix for each batch. */
    @Benchmark
    public float[][] xgboost4jMatrix() throws XGBoostError {
        DMatrix matrix = new DMatrix(floatRows, ROWS, BoostedModel.FEATURES, Float.NaN);
        try {
            return booster.predict(matrix);
        } finally {
            matrix.dispose();
        }
    }
}
