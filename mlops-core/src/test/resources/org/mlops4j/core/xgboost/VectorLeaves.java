// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Makes vector-leaves.json, vector-leaves.ubj and vector-leaves.csv: a model of three classes whose trees have leaves of
 * three values, rows, and what XGBoost 3.4.0 predicts for them. Run as {@code java -cp
 * xgboost4j_2.12-3.4.0.jar:commons-logging-1.2.jar:kryo-5.6.0.jar:scala-library-2.13.16.jar VectorLeaves.java}.
 */
final class VectorLeaves {

    private static final int FEATURES = 3;
    private static final int TRAINING = 1000;
    private static final int ROWS = 60;

    private VectorLeaves() {}

    public static void main(String[] arguments) throws XGBoostError, IOException {
        SplittableRandom random = new SplittableRandom(1);
        float[] data = rows(TRAINING, random);
        float[] labels = new float[TRAINING];
        for (int row = 0; row < TRAINING; row++) {
            double score = 0;
            for (int f = 0; f < FEATURES; f++) {
                float x = data[row * FEATURES + f];
                score += Float.isNaN(x) ? 0.5 : x * (f + 1);
            }
            labels[row] = Math.floorMod(Math.round(score), 3);
        }
        DMatrix training = new DMatrix(data, TRAINING, FEATURES, Float.NaN);
        training.setLabel(labels);
        Map<String, Object> parameters = Map.of(
                "objective", "multi:softprob", "num_class", 3, "multi_strategy", "multi_output_tree",
                "max_depth", 4, "tree_method", "hist", "nthread", 1);
        Booster booster = XGBoost.train(training, parameters, 3, Map.of(), null, null);
        for (String format : List.of("json", "ubj")) {
            Files.write(Path.of("vector-leaves." + format), booster.toByteArray(format));
        }
        float[] rows = rows(ROWS, random);
        DMatrix matrix = new DMatrix(rows, ROWS, FEATURES, Float.NaN);
        float[][] margins = booster.predict(matrix, true);
        float[][] probabilities = booster.predict(matrix);
        float[][] contributions = booster.predictContrib(matrix, 0);
        try (PrintWriter out = new PrintWriter("vector-leaves.csv", "UTF-8")) {
            out.println("# 3 inputs, 3 margins, 3 probabilities, 3 times 4 contributions");
            for (int row = 0; row < ROWS; row++) {
                StringJoiner line = new StringJoiner(",");
                float[] inputs = Arrays.copyOfRange(rows, row * FEATURES, (row + 1) * FEATURES);
                for (float[] part : new float[][] {inputs, margins[row], probabilities[row], contributions[row]}) {
                    for (float value : part) {
                        line.add(Float.toString(value));
                    }
                }
                out.println(line);
            }
        }
    }

    private static float[] rows(int count, SplittableRandom random) {
        float[] rows = new float[count * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextDouble(-3, 3);
        }
        return rows;
    }
}
