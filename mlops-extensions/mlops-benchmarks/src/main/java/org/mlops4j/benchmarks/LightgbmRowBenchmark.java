// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibConstants;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mlops4j.core.lightgbm.LightgbmModel;
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

/**
 * LightGBM models of as many trees, as deep, with up to two to the power of the depth leaves; one row at a time, beside
 * the fastest call of the library: one row, all set up before, the array not copied.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class LightgbmRowBenchmark {

    private static final int ROWS = 4096;
    private static final int TRAINING_ROWS = 20_000;
    private static final int FEATURES = BoostedModel.FEATURES;

    /** Trees and their depth. */
    @Param({"100x6", "500x8"})
    private String shape = "";

    private final double[][] rows = new double[ROWS][];
    private final double[] out = new double[1];
    private Predictor predictor;
    private SWIGTYPE_p_void call;
    private SWIGTYPE_p_long_long length;
    private SWIGTYPE_p_double result;
    private int next;

    /** Trains the model and gives it to both. */
    @Setup
    public void train() throws LGBMException {
        int by = shape.indexOf('x');
        int depth = Integer.parseInt(shape.substring(by + 1));
        String text = train(Integer.parseInt(shape.substring(0, by)), depth);
        predictor = LightgbmModel.read(text.getBytes(StandardCharsets.UTF_8)).predictor();
        SWIGTYPE_p_p_void handle = lightgbmlib.new_voidpp();
        require(lightgbmlib.LGBM_BoosterLoadModelFromString(text, lightgbmlib.new_intp(), handle));
        SWIGTYPE_p_p_void prepared = lightgbmlib.new_voidpp();
        require(lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastInit(
                lightgbmlib.voidpp_value(handle),
                lightgbmlibConstants.C_API_PREDICT_NORMAL,
                0,
                -1,
                lightgbmlibConstants.C_API_DTYPE_FLOAT64,
                FEATURES,
                "num_threads=1",
                prepared));
        call = lightgbmlib.voidpp_value(prepared);
        length = lightgbmlib.new_int64_tp();
        result = lightgbmlib.new_doubleArray(1);
        double[] all = BoostedModel.doubles(BoostedModel.rows(ROWS, 5));
        for (int i = 0; i < ROWS; i++) {
            rows[i] = Arrays.copyOfRange(all, i * FEATURES, (i + 1) * FEATURES);
        }
    }

    private static String train(int trees, int depth) throws LGBMException {
        double[] rows = BoostedModel.doubles(BoostedModel.rows(TRAINING_ROWS, 2));
        float[] labels = new float[TRAINING_ROWS];
        SplittableRandom random = new SplittableRandom(3);
        for (int row = 0; row < TRAINING_ROWS; row++) {
            labels[row] = BoostedModel.label(i -> rows[i], row, random);
        }
        String parameters = "objective=binary learning_rate=0.1 max_depth=" + depth + " num_leaves=" + (1 << depth)
                + " min_data_in_leaf=1 num_threads=1 seed=1 verbosity=-1";
        try (LGBMDataset set = LGBMDataset.createFromMat(rows, TRAINING_ROWS, FEATURES, true, parameters, null)) {
            set.setField("label", labels);
            try (LGBMBooster booster = LGBMBooster.create(set, parameters)) {
                for (int tree = 0; tree < trees; tree++) {
                    booster.updateOneIter();
                }
                return booster.saveModelToString(0, 0, FeatureImportanceType.SPLIT);
            }
        }
    }

    /** This library. */
    @Benchmark
    public double mlops4j() {
        predictor.predict(rows[turn()], out);
        return out[0];
    }

    /** LightGBM's fast call. */
    @Benchmark
    public double lightgbmFast() {
        require(lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastCriticalSWIG(rows[turn()], call, length, result));
        return lightgbmlib.doubleArray_getitem(result, 0);
    }

    private int turn() {
        next = (next + 1) % ROWS;
        return next;
    }

    private static void require(int code) {
        if (code != 0) {
            throw new IllegalStateException(lightgbmlib.LGBM_GetLastError());
        }
    }
}
