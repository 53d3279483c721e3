// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibConstants;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * Makes version-3-*.txt and version-3-*.csv: models in the form v3, rows, and the raw scores and predictions of LightGBM
 * 3.2.1 for them. Compile, then run as {@code java -cp lightgbmlib-3.2.110.jar:. LightgbmThree <folder of the unpacked
 * lib_lightgbm.so and lib_lightgbm_swig.so>}.
 */
final class LightgbmThree {

    private static final int FEATURES = 4;
    private static final int TRAINING = 600;
    private static final int ROWS = 40;

    private LightgbmThree() {}

    public static void main(String[] arguments) throws IOException {
        System.load(Path.of(arguments[0], "lib_lightgbm.so").toAbsolutePath().toString());
        System.load(Path.of(arguments[0], "lib_lightgbm_swig.so").toAbsolutePath().toString());
        make("binary", "objective=binary categorical_feature=3", 1);
        make("linear", "objective=regression linear_tree=true", 1);
        make("multiclass", "objective=multiclass num_class=3 boosting=goss zero_as_missing=true", 3);
    }

    private static void make(String name, String objective, int outputs) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        double[] data = rows(TRAINING, random);
        String parameters = objective + " num_leaves=7 min_data_in_leaf=5 num_threads=1 verbosity=-1 deterministic=true";
        SWIGTYPE_p_p_void set = lightgbmlib.new_voidpp();
        require(lightgbmlib.LGBM_DatasetCreateFromMat(
                doubles(data), lightgbmlibConstants.C_API_DTYPE_FLOAT64, TRAINING, FEATURES, 1, parameters, null, set));
        SWIGTYPE_p_float labels = lightgbmlib.new_floatArray(TRAINING);
        for (int row = 0; row < TRAINING; row++) {
            double score = 0;
            for (int f = 0; f < FEATURES; f++) {
                double x = data[row * FEATURES + f];
                score += Double.isNaN(x) ? 0.3 : Math.sin(x * (f + 1));
            }
            float label = outputs == 3 ? Math.floorMod(Math.round(score), 3) : score > 0 ? 1 : 0;
            lightgbmlib.floatArray_setitem(labels, row, name.equals("linear") ? (float) score : label);
        }
        require(lightgbmlib.LGBM_DatasetSetField(
                lightgbmlib.voidpp_value(set),
                "label",
                lightgbmlib.float_to_voidp_ptr(labels),
                TRAINING,
                lightgbmlibConstants.C_API_DTYPE_FLOAT32));
        SWIGTYPE_p_p_void booster = lightgbmlib.new_voidpp();
        require(lightgbmlib.LGBM_BoosterCreate(lightgbmlib.voidpp_value(set), parameters, booster));
        SWIGTYPE_p_int finished = lightgbmlib.new_intp();
        for (int round = 0; round < 4; round++) {
            require(lightgbmlib.LGBM_BoosterUpdateOneIter(lightgbmlib.voidpp_value(booster), finished));
        }
        String file = "version-3-" + name;
        require(lightgbmlib.LGBM_BoosterSaveModel(lightgbmlib.voidpp_value(booster), 0, 0, 0, file + ".txt"));
        double[] rows = rows(ROWS, random);
        double[] raw = predict(booster, rows, outputs, lightgbmlibConstants.C_API_PREDICT_RAW_SCORE);
        double[] predicted = predict(booster, rows, outputs, lightgbmlibConstants.C_API_PREDICT_NORMAL);
        try (PrintWriter out = new PrintWriter(file + ".csv", "UTF-8")) {
            out.println("# " + FEATURES + " inputs, " + outputs + " raw scores, " + outputs + " predictions");
            for (int row = 0; row < ROWS; row++) {
                StringJoiner line = new StringJoiner(",");
                join(line, rows, row, FEATURES);
                join(line, raw, row, outputs);
                join(line, predicted, row, outputs);
                out.println(line);
            }
        }
    }

    private static void join(StringJoiner line, double[] values, int row, int width) {
        for (int i = 0; i < width; i++) {
            line.add(Double.toString(values[row * width + i]));
        }
    }

    private static double[] predict(SWIGTYPE_p_p_void booster, double[] rows, int outputs, int kind) {
        SWIGTYPE_p_double result = lightgbmlib.new_doubleArray((long) ROWS * outputs);
        SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
        require(lightgbmlib.LGBM_BoosterPredictForMat(
                lightgbmlib.voidpp_value(booster), doubles(rows), lightgbmlibConstants.C_API_DTYPE_FLOAT64, ROWS,
                FEATURES, 1, kind, 0, -1, "num_threads=1", length, result));
        double[] predicted = new double[ROWS * outputs];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = lightgbmlib.doubleArray_getitem(result, i);
        }
        return predicted;
    }

    private static SWIGTYPE_p_void doubles(double[] values) {
        SWIGTYPE_p_double array = lightgbmlib.new_doubleArray(values.length);
        for (int i = 0; i < values.length; i++) {
            lightgbmlib.doubleArray_setitem(array, i, values[i]);
        }
        return lightgbmlib.double_to_voidp_ptr(array);
    }

    private static double[] rows(int count, SplittableRandom random) {
        double[] rows = new double[count * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            double x = i % FEATURES == 3 ? random.nextInt(40) : random.nextDouble(-3, 3);
            rows[i] = random.nextInt(10) == 0 ? (random.nextBoolean() ? Double.NaN : 0) : x;
        }
        return rows;
    }

    private static void require(int code) {
        if (code != 0) {
            throw new IllegalStateException(lightgbmlib.LGBM_GetLastError());
        }
    }
}
