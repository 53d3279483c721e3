// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Binary classifiers of 28 features, as many as the Higgs data have, trained on made data that a seed determines. */
final class BoostedModel {

    static final int FEATURES = 28;

    private static final int TRAINING_ROWS = 20_000;

    private BoostedModel() {}

    /**
     * {@return a trained model}
     *
     * @param shape trees and depth, such as {@code 100x6}
     */
    static Booster train(String shape) throws XGBoostError {
        int by = shape.indexOf('x');
        Map<String, Object> parameters = Map.of(
                "objective",
                "binary:logistic",
                "max_depth",
                Integer.parseInt(shape.substring(by + 1)),
                "eta",
                0.1,
                "base_score",
                0.4,
                "tree_method",
                "hist",
                "seed",
                1);
        float[] rows = rows(TRAINING_ROWS, 2);
        float[] labels = new float[TRAINING_ROWS];
        SplittableRandom random = new SplittableRandom(3);
        for (int row = 0; row < TRAINING_ROWS; row++) {
            labels[row] = label(i -> rows[i], row, random);
        }
        DMatrix training = new DMatrix(rows, TRAINING_ROWS, FEATURES, Float.NaN);
        try {
            training.setLabel(labels);
            return XGBoost.train(training, parameters, Integer.parseInt(shape.substring(0, by)), Map.of(), null, null);
        } finally {
            training.dispose();
        }
    }

    /** {@return the class of a row of values one after another} */
    static float label(IntToDoubleFunction values, int row, SplittableRandom random) {
        double score = 0;
        for (int f = 0; f < FEATURES; f++) {
            double next = values.applyAsDouble(row * FEATURES + (f + 1) % FEATURES);
            score += Math.sin(values.applyAsDouble(row * FEATURES + f) * (1 + f % 5)) * next;
        }
        return score + 3 * random.nextDouble(-1, 1) > 0 ? 1 : 0;
    }

    /** {@return rows one after another} */
    static float[] rows(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[count * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextDouble(-3, 3);
        }
        return rows;
    }

    /** {@return the same rows as doubles} */
    static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
