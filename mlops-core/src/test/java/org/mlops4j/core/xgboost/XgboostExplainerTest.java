// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.serving.Explainer;

/** Contributions beside those of the original library, which computes them in float. */
class XgboostExplainerTest {

    private static final int ROWS = 200;

    static Stream<Map<String, Object>> models() {
        return Stream.of(
                Map.of("objective", "binary:logistic", "max_depth", 6),
                Map.of("objective", "reg:squarederror", "max_depth", 3, "base_score", 4.5f),
                Map.of("objective", "multi:softprob", "num_class", 4, "max_depth", 4),
                Map.of("objective", "count:poisson", "booster", "dart", "rate_drop", 0.3f),
                Map.of("objective", "binary:logistic", TrainedModels.CATEGORICAL, 4, "max_depth", 5));
    }

    @ParameterizedTest
    @MethodSource("models")
    void contributionsAreThoseOfTheLibrary(Map<String, Object> parameters) throws XGBoostError {
        Booster booster = TrainedModels.train(parameters, 20);
        XgboostModel model = XgboostModel.read(booster.toByteArray("ubj"));
        Explainer explainer = model.explainer().orElseThrow();
        SplittableRandom random = new SplittableRandom(7);
        boolean categorical = parameters.containsKey(TrainedModels.CATEGORICAL);
        int features = TrainedModels.FEATURES;
        float[] data = new float[ROWS * features];
        for (int i = 0; i < data.length; i++) {
            float shift = categorical && i % features % 3 == 0 ? 5 : 0;
            data[i] = RowGenerator.plain(random, i % features) + shift;
        }
        DMatrix matrix = new DMatrix(data, ROWS, features, Float.NaN);
        float[][] expected = booster.predictContrib(matrix, 0);
        double[] row = new double[features];
        double[] out = new double[explainer.groups() * (features + 1)];
        for (int r = 0; r < ROWS; r++) {
            for (int f = 0; f < features; f++) {
                row[f] = data[r * features + f];
            }
            explainer.explain(row, out);
            assertThat(expected[r]).hasSameSizeAs(out);
            for (int i = 0; i < out.length; i++) {
                assertThat(out[i])
                        .as("row %d, number %d", r, i)
                        .isCloseTo(expected[r][i], within(1e-4 * Math.max(1, Math.abs(expected[r][i]))));
            }
        }
    }

    @Test
    void aLinearModelIsNotExplained() throws XGBoostError {
        Booster booster = TrainedModels.train(Map.of("objective", "reg:squarederror", "booster", "gblinear"), 3);
        assertThat(XgboostModel.read(booster.toByteArray("json")).explainer()).isEmpty();
    }
}
