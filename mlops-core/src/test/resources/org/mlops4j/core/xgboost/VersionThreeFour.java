// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Makes models that only XGBoost 3.4 writes so, and what XGBoost 3.4.0 predicts with them: version-3.4-quantiles,
 * version-3.4-expectiles and version-3.4-dart, each as .ubj and .csv. Run as {@code java -cp
 * xgboost4j_2.12-3.4.0.jar:commons-logging-1.3.4.jar:kryo-5.6.2.jar:scala-library-2.12.18.jar VersionThreeFour.java}.
 */
final class VersionThreeFour {

    private static final int FEATURES = 3;
    private static final int TRAINING = 200;
    private static final int ROWS = 100;

    private VersionThreeFour() {}

    public static void main(String[] arguments) throws XGBoostError, IOException {
        write("quantiles", Map.of("objective", "reg:quantileerror", "quantile_alpha", "[0.4,0.5,0.6]"));
        write("expectiles", Map.of("objective", "reg:expectileerror", "expectile_alpha", "[0.1,0.5,0.9]"));
        write("dart", Map.of("objective", "binary:logistic", "booster", "dart", "rate_drop", 0.5));
    }

    private static void write(String name, Map<String, Object> parameters) throws XGBoostError, IOException {
        SplittableRandom random = new SplittableRandom(1);
        float[] data = rows(TRAINING, random);
        float[] labels = new float[TRAINING];
        for (int row = 0; row < TRAINING; row++) {
            double score = random.nextDouble(-2, 2);
            for (int f = 0; f < FEATURES; f++) {
                float x = data[row * FEATURES + f];
                score += Float.isNaN(x) ? 0.5 : x * (f + 1);
            }
            labels[row] = (float) (name.equals("dart") ? score > 0 ? 1 : 0 : score);
        }
        DMatrix training = new DMatrix(data, TRAINING, FEATURES, Float.NaN);
        training.setLabel(labels);
        Map<String, Object> all = new HashMap<>(Map.of("max_depth", 3, "tree_method", "hist", "nthread", 1, "seed", 1));
        all.putAll(parameters);
        Booster trained = XGBoost.train(training, all, 6, Map.of(), null, null);
        byte[] model = trained.toByteArray("ubj");
        Files.write(Path.of("version-3.4-" + name + ".ubj"), model);
        // Loaded again, since a base score that training estimated is rounded when it is stored.
        Booster booster = XGBoost.loadModel(model);
        float[] rows = rows(ROWS, random);
        DMatrix matrix = new DMatrix(rows, ROWS, FEATURES, Float.NaN);
        float[][] margins = booster.predict(matrix, true);
        float[][] predictions = booster.predict(matrix);
        try (PrintWriter out = new PrintWriter("version-3.4-" + name + ".csv", "UTF-8")) {
            out.println("# 3 inputs, margins, predictions");
            for (int row = 0; row < ROWS; row++) {
                StringJoiner line = new StringJoiner(",");
                float[] inputs = Arrays.copyOfRange(rows, row * FEATURES, (row + 1) * FEATURES);
                for (float[] part : List.of(inputs, margins[row], predictions[row])) {
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
