// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IObjective;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

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
        return XGBoost.train(matrix, all, rounds, Map.of(), gradient(all, labels), null);
    }

    /**
     * What the objective cannot be trained with here, since it wants several labels a row, is trained on the squared
     * error of its sums: what a model predicts does not depend on how it was trained.
     */
    private static @Nullable IObjective gradient(Map<String, Object> parameters, float[] labels) {
        boolean several = parameters.containsKey("num_target");
        return several || parameters.get("objective").equals("survival:aft") ? new SquaredError(labels) : null;
    }

    /** The label times the number of the output is what each output should be. */
    private record SquaredError(List<Float> labels) implements IObjective {

        SquaredError(float[] labels) {
            this(IntStream.range(0, labels.length).mapToObj(i -> labels[i]).toList());
        }

        @Override
        public List<float[]> getGradient(float[][] predictions, DMatrix matrix) {
            int outputs = predictions[0].length;
            float[] gradients = new float[predictions.length * outputs];
            float[] hessians = new float[gradients.length];
            for (int i = 0; i < gradients.length; i++) {
                int output = i % outputs;
                gradients[i] = predictions[i / outputs][output] - (output + 1) * labels.get(i / outputs);
                hessians[i] = 1;
            }
            return List.of(gradients, hessians);
        }
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
            case "survival:aft" -> (float) score;
            default -> (float) (score * 10 + random.nextDouble());
        };
    }
}
