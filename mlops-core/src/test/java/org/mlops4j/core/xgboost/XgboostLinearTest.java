// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

class XgboostLinearTest {

    private static final int ROWS = 3000;

    private static final int MANY_ROWS = 1_000_000;

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
    void marginsAreEqualToTheBitAndPredictionsToAnUlp(Map<String, Object> parameters) throws Exception {
        Booster trained = TrainedModels.train(parameters, 8);
        for (String format : new String[] {"json", "ubj"}) {
            assertSame(XgboostModel.read(trained.toByteArray(format)), trained, ROWS);
        }
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("models")
    void aMillionRowsAreEqualToo(Map<String, Object> parameters) throws Exception {
        Booster trained = TrainedModels.train(parameters, 8);
        assertSame(XgboostModel.read(trained.toByteArray("ubj")), trained, MANY_ROWS);
    }

    private static void assertSame(XgboostModel model, Booster trained, int rows) throws Exception {
        Parity.assertSame(model, trained, new RowGenerator(TrainedModels.FEATURES, 4), rows);
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
}
