// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibConstants;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Models trained by the original library on data that a seed determines, and what it predicts with them. Its wrapper's
 * own prediction in bulk writes beyond its buffer if there are more than two classes, so the buffers here are our own.
 */
final class OriginalLibrary {

    static final int FEATURES = 8;

    static {
        load();
    }

    private OriginalLibrary() {}

    /** The wrapper unpacks its libraries under a fixed name, which another JVM might overwrite meanwhile. */
    private static void load() {
        String before = System.getProperty("java.io.tmpdir");
        try {
            System.setProperty(
                    "java.io.tmpdir", Files.createTempDirectory("lightgbm").toString());
            LGBMBooster.loadNative();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    /** The text of a model trained on 1500 rows; the label is of the kind that the objective wants. */
    static String train(Map<String, Object> parameters, int rounds) throws Exception {
        int rows = 1500;
        SplittableRandom random = new SplittableRandom(1);
        double[] data = new double[rows * FEATURES];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            double score = 0;
            for (int f = 0; f < FEATURES; f++) {
                double x = plain(random, f);
                data[row * FEATURES + f] = x;
                score += Double.isNaN(x) ? 0.3 : Math.sin(x * (f + 1));
            }
            labels[row] = label((String) parameters.get("objective"), score + random.nextDouble(-1, 1));
        }
        return train(parameters, rounds, data, labels);
    }

    /** The text of a model trained on rows one after another. */
    static String train(Map<String, Object> parameters, int rounds, double[] data, float[] labels) throws Exception {
        Map<String, Object> all = new HashMap<>(
                Map.of("num_threads", 1, "seed", 5, "verbosity", -1, "min_data_in_leaf", 5, "deterministic", true));
        all.putAll(parameters);
        String text = all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        try (LGBMDataset set = LGBMDataset.createFromMat(data, labels.length, FEATURES, true, text, null)) {
            set.setField("label", labels);
            if (text.contains("lambdarank") || text.contains("xendcg")) {
                set.setField("group", new int[] {500, 500, 500});
            }
            try (LGBMBooster booster = LGBMBooster.create(set, text)) {
                for (int round = 0; round < rounds; round++) {
                    booster.updateOneIter();
                }
                return booster.saveModelToString(0, 0, FeatureImportanceType.SPLIT);
            }
        }
    }

    /** Normal, whole, categorical and partly missing columns. */
    static double plain(SplittableRandom random, int feature) {
        if (random.nextInt(100) < 5) {
            return Double.NaN;
        }
        return switch (feature % 4) {
            case 0 -> random.nextInt(-5, 6);
            case 1 -> random.nextInt(4) == 0 ? 0 : random.nextDouble(-3, 3);
            case 2 -> feature == 6 ? random.nextInt(5) : Math.exp(random.nextDouble(-4, 4)) - 3;
            default -> random.nextInt(70);
        };
    }

    private static float label(String objective, double score) {
        return switch (objective) {
            case "binary" -> score > 0 ? 1 : 0;
            case "multiclass", "multiclassova" -> Math.floorMod(Math.round(score), 4);
            case "cross_entropy", "cross_entropy_lambda" -> (float) (1 / (1 + Math.exp(-score)));
            case "poisson", "tweedie" -> Math.max(0, Math.round(score * 2));
            case "gamma" -> (float) Math.exp(score / 3);
            case "lambdarank", "rank_xendcg" -> score > 1 ? 1 : 0;
            default -> (float) (score * 10);
        };
    }

    /** What the library predicts for rows one after another. */
    static double[] predict(String model, double[] rows, int outputs, boolean raw) {
        return predict(
                model,
                rows,
                outputs,
                raw ? lightgbmlibConstants.C_API_PREDICT_RAW_SCORE : lightgbmlibConstants.C_API_PREDICT_NORMAL);
    }

    /** What each feature contributes, and the expected value, for each class. */
    static double[] contributions(String model, double[] rows, int groups) {
        return predict(model, rows, groups * (FEATURES + 1), lightgbmlibConstants.C_API_PREDICT_CONTRIB);
    }

    /** How much the trees look at each feature. */
    static double[] importances(String model, FeatureImportanceType kind) throws Exception {
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(model)) {
            return booster.featureImportance(0, kind);
        }
    }

    private static double[] predict(String model, double[] rows, int outputs, int kind) {
        int count = rows.length / FEATURES;
        SWIGTYPE_p_p_void out = lightgbmlib.new_voidpp();
        require(lightgbmlib.LGBM_BoosterLoadModelFromString(model, lightgbmlib.new_intp(), out));
        SWIGTYPE_p_double data = lightgbmlib.new_doubleArray(rows.length);
        SWIGTYPE_p_double result = lightgbmlib.new_doubleArray((long) count * outputs);
        SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
        for (int i = 0; i < rows.length; i++) {
            lightgbmlib.doubleArray_setitem(data, i, rows[i]);
        }
        require(lightgbmlib.LGBM_BoosterPredictForMat(
                lightgbmlib.voidpp_value(out),
                lightgbmlib.double_to_voidp_ptr(data),
                lightgbmlibConstants.C_API_DTYPE_FLOAT64,
                count,
                FEATURES,
                1,
                kind,
                0,
                -1,
                "num_threads=1",
                length,
                result));
        double[] predicted = new double[count * outputs];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = lightgbmlib.doubleArray_getitem(result, i);
        }
        lightgbmlib.delete_doubleArray(data);
        lightgbmlib.delete_doubleArray(result);
        lightgbmlib.LGBM_BoosterFree(lightgbmlib.voidpp_value(out));
        if (lightgbmlib.int64_tp_value(length) != predicted.length) {
            throw new AssertionError(
                    "expected " + predicted.length + " predictions, there are " + lightgbmlib.int64_tp_value(length));
        }
        return predicted;
    }

    private static void require(int code) {
        if (code != 0) {
            throw new AssertionError(lightgbmlib.LGBM_GetLastError());
        }
    }
}
