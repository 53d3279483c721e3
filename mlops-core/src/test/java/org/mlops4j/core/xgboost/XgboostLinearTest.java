// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

class XgboostLinearTest {

    private static final int ROWS = 3000;

    private static final String GBLINEAR = "gblinear";

    static Stream<Map<String, Object>> models() {
        return Stream.of(
                Map.of("booster", GBLINEAR, "objective", "reg:squarederror"),
                Map.of("booster", GBLINEAR, "objective", "binary:logistic", "base_score", 0.3),
                Map.of("booster", GBLINEAR, "objective", "count:poisson", "alpha", 0.1),
                Map.of("booster", GBLINEAR, "objective", "multi:softprob", "num_class", 4),
                Map.of("booster", GBLINEAR, "objective", "multi:softmax", "num_class", 4));
    }

    @ParameterizedTest
    @MethodSource("models")
    void marginsAreEqualToTheBitAndPredictionsNearly(Map<String, Object> parameters) throws Exception {
        for (String format : new String[] {"json", "ubj"}) {
            byte[] bytes = TrainedModels.train(parameters, 8).toByteArray(format);
            XgboostModel model = XgboostModel.read(bytes);
            Booster original = XGBoost.loadModel(bytes);
            float[] rows = rows();
            DMatrix matrix = new DMatrix(rows, ROWS, TrainedModels.FEATURES, Float.NaN);
            assertThat(all(model.marginPredictor(), rows)).isDeepEqualTo(original.predict(matrix, true));
            float[][] predictions = original.predict(matrix);
            float[][] ours = all(model.predictor(), rows);
            for (int row = 0; row < ROWS; row++) {
                for (int i = 0; i < predictions[row].length; i++) {
                    assertThat(Math.abs(ours[row][i] - predictions[row][i]))
                            .isLessThanOrEqualTo(Math.ulp(predictions[row][i]));
                }
            }
        }
    }

    @Test
    void aLinearModelHasNoTrees() throws Exception {
        XgboostModel model =
                XgboostModel.read(TrainedModels.train(Map.of("booster", GBLINEAR, "objective", "reg:squarederror"), 2)
                        .toByteArray("json"));
        assertThat(model.features()).isEqualTo(TrainedModels.FEATURES);
        assertThatThrownBy(model::trees).isInstanceOf(IllegalStateException.class);
        Predictor predictor = model.predictor();
        predictor.close();
        assertThatThrownBy(() -> predictor.predict(new double[TrainedModels.FEATURES], new double[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new LinearBooster(2, new float[1], new float[2]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("2 features and 1 output groups has 2 weights");
        assertThatThrownBy(() -> new LinearBooster(1, new float[1], new float[] {Float.NaN, 0}))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("must be finite");
    }

    private static float[] rows() {
        SplittableRandom random = new SplittableRandom(4);
        float[] rows = new float[ROWS * TrainedModels.FEATURES];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(20) == 0 ? -0.0f : RowGenerator.plain(random, i % TrainedModels.FEATURES);
        }
        return rows;
    }

    private static float[][] all(Predictor predictor, float[] rows) {
        float[][] predictions = new float[ROWS][predictor.outputs()];
        double[] row = new double[predictor.inputs()];
        double[] out = new double[predictor.outputs()];
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = rows[r * row.length + i];
            }
            predictor.predict(row, out);
            for (int i = 0; i < out.length; i++) {
                predictions[r][i] = (float) out[i];
            }
        }
        return predictions;
    }
}
