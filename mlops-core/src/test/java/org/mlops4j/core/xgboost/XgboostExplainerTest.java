// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;

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

    @ParameterizedTest
    @ValueSource(strings = {"reg:squarederror", "multi:softprob"})
    void contributionsToALinearModelAreThoseOfTheLibrary(String objective) throws Exception {
        Map<String, Object> parameters = objective.startsWith("multi")
                ? Map.of("objective", objective, "booster", "gblinear", "num_class", 4)
                : Map.of("objective", objective, "booster", "gblinear", "base_score", 2.5);
        byte[] bytes = TrainedModels.train(parameters, 3).toByteArray("json");
        Explainer explainer = XgboostModel.read(bytes).explainer().orElseThrow();
        float[] data = new RowGenerator(8, 9).rows(ROWS);
        DMatrix matrix = new DMatrix(data, ROWS, TrainedModels.FEATURES, Float.NaN);
        float[][] expected = XGBoost.loadModel(bytes).predictContrib(matrix, 0);
        double[] row = new double[TrainedModels.FEATURES];
        double[] out = new double[explainer.groups() * (row.length + 1)];
        for (int r = 0; r < ROWS; r++) {
            for (int f = 0; f < row.length; f++) {
                row[f] = data[r * row.length + f];
            }
            explainer.explain(row, out);
            for (int i = 0; i < out.length; i++) {
                assertThat((float) out[i]).as("row %d, number %d", r, i).isEqualTo(expected[r][i]);
            }
        }
    }

    static Stream<Map<String, Object>> numericalModels() {
        return models().filter(parameters -> !parameters.containsKey(TrainedModels.CATEGORICAL));
    }

    /** The library reads its numbers out of a dump, which it cannot for sets of categories. */
    @ParameterizedTest
    @MethodSource("numericalModels")
    void importancesAreThoseOfTheLibrary(Map<String, Object> parameters) throws XGBoostError {
        Booster booster = TrainedModels.train(parameters, 20);
        List<Importance> importances =
                XgboostModel.read(booster.toByteArray("ubj")).importances().orElseThrow();
        assertScores(booster, "weight", importances, Importance::splits);
        assertScores(booster, "total_gain", importances, Importance::totalGain);
        assertScores(booster, "gain", importances, Importance::gain);
        assertScores(booster, "total_cover", importances, Importance::totalCover);
        assertScores(booster, "cover", importances, Importance::cover);
    }

    /** Nine digits, as the library writes them in its dump. */
    private static void assertScores(
            Booster booster, String kind, List<Importance> importances, ToDoubleFunction<Importance> score)
            throws XGBoostError {
        Map<String, Double> expected = booster.getScore((String) null, kind);
        assertThat(importances).hasSameSizeAs(expected.entrySet()).isNotEmpty();
        for (Importance importance : importances) {
            Double wanted = expected.get("f" + importance.input());
            assertThat(wanted).as("feature %d", importance.input()).isNotNull();
            assertThat(score.applyAsDouble(importance))
                    .as("%s of feature %d", kind, importance.input())
                    .isCloseTo(wanted, within(1e-8 * Math.abs(wanted)));
        }
    }

    @Test
    void aLinearModelHasNoImportances() throws XGBoostError {
        Booster booster = TrainedModels.train(Map.of("objective", "reg:squarederror", "booster", "gblinear"), 3);
        assertThat(XgboostModel.read(booster.toByteArray("json")).importances()).isEmpty();
    }
}
