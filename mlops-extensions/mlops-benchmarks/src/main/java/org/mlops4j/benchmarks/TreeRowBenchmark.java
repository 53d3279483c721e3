// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import biz.k11i.xgboost.util.FVec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One row at a time, each call another row, as a request thread predicts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class TreeRowBenchmark {

    private static final int ROWS = 4096;

    /** Trees and their depth. */
    @Param({"100x6", "500x8"})
    private String shape = "";

    private final double[][] rows = new double[ROWS][];
    private final float[][] floatRows = new float[ROWS][];
    private final double[] out = new double[1];
    private Booster booster;
    private Predictor predictor;
    private biz.k11i.xgboost.Predictor h2o;
    private Predictor pinned;
    private OrtSession session;
    private int next;

    /** Trains the model and gives it to all; H2O's predictor reads the binary form of old. */
    @Setup
    public void train() throws XGBoostError, OrtException, IOException {
        booster = BoostedModel.train(shape);
        booster.setParam("nthread", 1);
        predictor = XgboostModel.read(booster.toByteArray("ubj")).predictor();
        h2o = new biz.k11i.xgboost.Predictor(new ByteArrayInputStream(booster.toByteArray("deprecated")));
        byte[] onnx = OnnxTrees.of(booster);
        pinned = OnnxTrees.load(onnx);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(onnx, options);
        }
        float[] all = BoostedModel.rows(ROWS, 5);
        for (int i = 0; i < ROWS; i++) {
            floatRows[i] = Arrays.copyOfRange(all, i * BoostedModel.FEATURES, (i + 1) * BoostedModel.FEATURES);
            rows[i] = BoostedModel.doubles(floatRows[i]);
        }
    }

    /** Frees what is native. */
    @TearDown
    public void close() throws OrtException {
        pinned.close();
        session.close();
    }

    /** This library. */
    @Benchmark
    public double mlops4j() {
        predictor.predict(rows[turn()], out);
        return out[0];
    }

    /** The predictor of XGBoost models in H2O's MOJOs, plain Java too. */
    @Benchmark
    public float h2o() {
        return h2o.predictSingle(FVec.Transformer.fromArray(floatRows[turn()], false));
    }

    /** ONNX Runtime with tensors that are used again, as mlops-onnx does. */
    @Benchmark
    public double onnxRuntimePinned() {
        pinned.predict(rows[turn()], out);
        return out[0];
    }

    /** ONNX Runtime with tensors for each row. */
    @Benchmark
    public float onnxRuntimeTensor() throws OrtException {
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new float[][] {floatRows[turn()]});
                OrtSession.Result result = session.run(Map.of("X", tensor))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }

    /** XGBoost without a DMatrix. */
    @Benchmark
    public float[][] xgboost4jInplace() throws XGBoostError {
        return booster.inplace_predict(floatRows[turn()], 1, BoostedModel.FEATURES, Float.NaN);
    }

    /** XGBoost with a DMatrix for each row. */
    @Benchmark
    public float[][] xgboost4jMatrix() throws XGBoostError {
        DMatrix matrix = new DMatrix(floatRows[turn()], 1, BoostedModel.FEATURES, Float.NaN);
        try {
            return booster.predict(matrix);
        } finally {
            matrix.dispose();
        }
    }

    private int turn() {
        next = (next + 1) % ROWS;
        return next;
    }
}
