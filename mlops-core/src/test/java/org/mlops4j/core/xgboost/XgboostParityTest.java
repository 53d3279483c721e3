// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.compact.CompactModel;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeModel;

/** The numbers of the original library. */
class XgboostParityTest {

    private static final int ROWS = 20_000;

    private static final int MANY_ROWS = 1_000_000;

    private static final String VECTORS = "multi_strategy";

    static Stream<Map<String, Object>> models() {
        List<Map<String, Object>> models = new ArrayList<>();
        for (Objective objective : Objective.values()) {
            if (objective == Objective.REG_EXPECTILEERROR) {
                // The library here is too old: VersionThreeFourTest.
                continue;
            }
            Map<String, Object> parameters = new HashMap<>(Map.of("objective", objective.text(), "max_depth", 6));
            if (objective.text().startsWith("multi:")) {
                parameters.put("num_class", 4);
            }
            if (objective == Objective.REG_QUANTILEERROR) {
                parameters.put("quantile_alpha", 0.7);
            }
            models.add(parameters);
        }
        models.add(Map.of("objective", "binary:logistic", "max_depth", 1));
        models.add(Map.of("objective", "binary:logistic", "max_depth", 11, "base_score", 0.3));
        models.add(Map.of("objective", "binary:logitraw", "max_depth", 3, "base_score", 0.3));
        models.add(Map.of("objective", "reg:squarederror", "max_depth", 8, "base_score", 17.25));
        models.add(Map.of("objective", "count:poisson", "max_depth", 4, "base_score", 1.7));
        models.add(
                Map.of("objective", "reg:squarederror", "grow_policy", "lossguide", "max_leaves", 40, "max_depth", 0));
        models.add(Map.of("objective", "binary:logistic", "num_parallel_tree", 3, "subsample", 0.5));
        models.add(Map.of("objective", "binary:logistic", "booster", "dart", "rate_drop", 0.3, "skip_drop", 0.2));
        models.add(Map.of("objective", "multi:softprob", "num_class", 4, "booster", "dart", "rate_drop", 0.5));
        models.add(Map.of("objective", "reg:quantileerror", "quantile_alpha", "[0.2,0.5,0.9]"));
        models.add(Map.of("objective", "binary:logistic", TrainedModels.CATEGORICAL, 1));
        models.add(Map.of("objective", "reg:squarederror", TrainedModels.CATEGORICAL, 1, "max_depth", 10));
        models.add(Map.of("objective", "count:poisson", TrainedModels.CATEGORICAL, 100));
        models.add(
                Map.of("objective", "multi:softprob", "num_class", 4, "booster", "dart", TrainedModels.CATEGORICAL, 3));
        for (String objective : List.of("multi:softprob", "multi:softmax")) {
            models.add(Map.of("objective", objective, "num_class", 4, VECTORS, "multi_output_tree", "max_depth", 5));
        }
        models.add(Map.of("objective", "reg:squarederror", "num_target", 3));
        models.add(Map.of("objective", "reg:squarederror", "num_target", 3, VECTORS, "multi_output_tree"));
        models.add(
                Map.of("objective", "reg:logistic", "num_target", 2, "base_score", 0.3, VECTORS, "multi_output_tree"));
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void marginsAreEqualToTheBitAndPredictionsToAnUlp(Map<String, Object> parameters) throws Exception {
        Booster trained = TrainedModels.train(parameters, 30);
        XgboostModel model = XgboostModel.read(trained.toByteArray("ubj"));
        assertThat(model.trees().trees().stream().anyMatch(XgboostParityTest::hasCategories))
                .isEqualTo(parameters.containsKey(TrainedModels.CATEGORICAL));
        assertThat(model.trees().hasVectorLeaves()).isEqualTo(parameters.containsKey(VECTORS));
        Parity.assertSame(model, trained, new RowGenerator(model.trees(), 11), ROWS);
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("models")
    void aMillionRowsAreEqualToo(Map<String, Object> parameters) throws Exception {
        Booster trained = TrainedModels.train(parameters, 30);
        XgboostModel model = XgboostModel.read(trained.toByteArray("ubj"));
        Parity.assertSame(model, trained, new RowGenerator(model.trees(), 11), MANY_ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Infinity", "-Infinity", "3.4028235e38", "-3.4028235e38"})
    void infinitiesAreComparedAsTheLibraryDoes(String threshold) throws Exception {
        String text = new String(
                TrainedModels.train(Map.of("objective", "reg:squarederror"), 10).toByteArray("json"),
                StandardCharsets.UTF_8);
        String changed = text.replaceAll("(\"split_conditions\":\\[)[^,\\]]+", "$1" + threshold);
        byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
        XgboostModel model = XgboostModel.read(bytes);
        float[] rows = new RowGenerator(model.trees(), 5).rows(2000);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(4) > 0
                    ? rows[i]
                    : random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
        }
        // A matrix of the library holds no infinities, but it predicts in place with them.
        float[][] expected = XGBoost.loadModel(bytes).inplace_predict(rows, 2000, model.features(), Float.NaN);
        Ulps ulps = new Ulps();
        ulps.compare(Parity.all(model.predictor(), Parity.doubles(rows)), expected);
        assertThat(ulps.max()).as("ulps between predictions: %s", ulps).isZero();
    }

    @ParameterizedTest
    @MethodSource("models")
    void jsonUbjsonAndTheCompactFormGiveTheSameModel(Map<String, Object> parameters) throws Exception {
        Booster trained = TrainedModels.train(parameters, 10);
        XgboostModel json = XgboostModel.read(trained.toByteArray("json"));
        XgboostModel ubjson = XgboostModel.read(trained.toByteArray("ubj"));
        double[] rows = Parity.doubles(new RowGenerator(json.trees(), 3).rows(500));
        double[] predictions = Parity.all(json.predictor(), rows);
        assertThat(predictions).isEqualTo(Parity.all(ubjson.predictor(), rows));
        TreeModel compact = CompactModel.read(CompactModel.write(json.treeModel()));
        assertThat(predictions).isEqualTo(Parity.all(compact.predictor(), rows));
        assertThat(json.objective()).isEqualTo(ubjson.objective()).isEqualTo(parameters.get("objective"));
    }

    @Test
    void aModelWithoutTreesPredictsItsBaseScore() throws Exception {
        Booster trained = TrainedModels.train(Map.of("objective", "binary:logistic", "base_score", 0.25), 0);
        double[] out = new double[1];
        XgboostModel.read(trained.toByteArray("json")).predictor().predict(new double[8], out);
        assertThat(out[0]).isEqualTo(0.25);
    }

    private static boolean hasCategories(Tree tree) {
        return IntStream.range(0, tree.size()).anyMatch(tree::isCategorical);
    }
}
