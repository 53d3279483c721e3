// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Models trained by the original library on data that a seed determines. */
final class TrainedModels {

    static final int FEATURES = 8;

    /** Makes every third feature one of categories 0 to 10. */
    static final String CATEGORICAL = "max_cat_to_onehot";

    private TrainedModels() {}

    /** Trains on 2000 rows; the label is of the kind that the objective wants. */
    static Booster train(Map<String, Object> parameters, int rounds) throws XGBoostError {
        Map<String, Object> all = new HashMap<>(Map.of("nthread", 1, "tree_method", "hist", "seed", 5));
        all.putAll(parameters);
        String objective = (String) all.get("objective");
        int rows = 2000;
        SplittableRandom random = new SplittableRandom(1);
        float[] data = new float[rows * FEATURES];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            double score = 0;
            for (int f = 0; f < FEATURES; f++) {
                float x = RowGenerator.plain(random, f) + (isCategory(all, f) ? 5 : 0);
                data[row * FEATURES + f] = x;
                score += Float.isNaN(x) ? 0.3 : Math.sin(x * (f + 1));
            }
            labels[row] = label(objective, score + random.nextDouble(-1, 1), random);
        }
        DMatrix matrix = new DMatrix(data, rows, FEATURES, Float.NaN);
        matrix.setLabel(labels);
        String[] types = new String[FEATURES];
        for (int f = 0; f < FEATURES; f++) {
            types[f] = isCategory(all, f) ? "c" : "q";
        }
        matrix.setFeatureTypes(types);
        return XGBoost.train(matrix, all, rounds, Map.of(), null, null);
    }

    private static boolean isCategory(Map<String, Object> parameters, int feature) {
        return parameters.containsKey(CATEGORICAL) && feature % 3 == 0;
    }

    private static float label(String objective, double score, SplittableRandom random) {
        if (objective.startsWith("multi:")) {
            return Math.floorMod(Math.round(score), 4);
        }
        if (objective.startsWith("binary:")) {
            return score > 0 ? 1 : 0;
        }
        if (objective.startsWith("rank:")) {
            return score > 1 ? 1 : 0;
        }
        return switch (objective) {
            case "reg:logistic" -> (float) (1 / (1 + Math.exp(-score)));
            case "count:poisson", "reg:tweedie" -> Math.max(0, Math.round(score * 2));
            case "reg:gamma", "survival:cox" -> (float) Math.exp(score / 3);
            case "reg:squaredlogerror" -> (float) Math.exp(score / 4);
            default -> (float) (score * 10 + random.nextDouble());
        };
    }
}
