// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.compact.CompactModel;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.serving.Predictor;

/**
 * The numbers of the original library. {@code LightgbmThree.java} among the resources made the files of the form v3.
 */
class LightgbmParityTest {

    private static final int ROWS = 4000;

    private static final int MANY_ROWS = 1_000_000;

    private static final int BLOCK = 20_000;

    static Stream<Map<String, Object>> models() {
        List<Map<String, Object>> models = new ArrayList<>();
        for (String objective : List.of(
                "regression",
                "regression_l1",
                "huber",
                "fair",
                "quantile",
                "mape",
                "poisson",
                "gamma",
                "tweedie",
                "binary",
                "cross_entropy",
                "cross_entropy_lambda",
                "lambdarank",
                "rank_xendcg")) {
            models.add(Map.of("objective", objective));
        }
        models.add(Map.of("objective", "multiclass", "num_class", 4));
        models.add(Map.of("objective", "multiclassova", "num_class", 4, "sigmoid", 0.7));
        models.add(Map.of("objective", "binary", "sigmoid", 1.7, "max_depth", 3));
        models.add(Map.of("objective", "regression", "reg_sqrt", true));
        models.add(Map.of("objective", "regression", "num_leaves", 200));
        models.add(Map.of("objective", "binary", "zero_as_missing", true));
        models.add(Map.of("objective", "binary", "use_missing", false));
        models.add(Map.of("objective", "binary", "boosting", "dart", "drop_rate", 0.5));
        models.add(Map.of("objective", "binary", "boosting", "goss", "learning_rate", 0.5));
        models.add(Map.of("objective", "multiclass", "num_class", 4, "data_sample_strategy", "goss"));
        models.add(Map.of("objective", "binary", "boosting", "rf", "bagging_freq", 1, "bagging_fraction", 0.6));
        models.add(Map.of(
                "objective",
                "multiclass",
                "num_class",
                4,
                "boosting",
                "rf",
                "bagging_freq",
                1,
                "bagging_fraction",
                0.6));
        models.add(Map.of("objective", "regression", "linear_tree", true));
        models.add(Map.of("objective", "binary", "categorical_feature", "3,6"));
        models.add(Map.of("objective", "regression", "categorical_feature", "3,6", "max_cat_to_onehot", 1));
        models.add(Map.of("objective", "multiclass", "num_class", 4, "categorical_feature", "3,6", "num_leaves", 60));
        models.add(Map.of("objective", "regression", "categorical_feature", "3,6", "linear_tree", true));
        models.add(Map.of("objective", "binary", "min_data_in_leaf", 10_000));
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void rawScoresAreEqualToTheBitAndPredictionsToAnUlp(Map<String, Object> parameters) throws Exception {
        assertSame(parameters, ROWS);
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("models")
    void aMillionRowsAreEqualToo(Map<String, Object> parameters) throws Exception {
        assertSame(parameters, MANY_ROWS);
    }

    private static void assertSame(Map<String, Object> parameters, int count) throws Exception {
        String text = OriginalLibrary.train(parameters, 20);
        LightgbmModel model = LightgbmModel.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(model.objective()).isEqualTo(parameters.get("objective"));
        TreeModel compact = CompactModel.read(CompactModel.write(model.treeModel()));
        Rows rows = new Rows(model.trees(), 11);
        int groups = model.trees().groups();
        for (int done = 0; done < count; done += BLOCK) {
            double[] block = rows.next(Math.min(BLOCK, count - done));
            double[] raw = OriginalLibrary.predict(text, block, groups, true);
            assertThat(all(model.marginPredictor(), block)).isEqualTo(raw);
            double[] ours = all(model.predictor(), block);
            assertNear(ours, OriginalLibrary.predict(text, block, groups, false));
            assertThat(all(compact.predictor(), block)).isEqualTo(ours);
        }
    }

    @Test
    void largeSetsOfCategoriesAreCompared() throws Exception {
        int rows = 9000;
        SplittableRandom random = new SplittableRandom(2);
        double[] data = new double[rows * OriginalLibrary.FEATURES];
        float[] labels = new float[rows];
        for (int i = 0; i < data.length; i++) {
            data[i] = i % OriginalLibrary.FEATURES == 0 ? 7 * random.nextInt(3000) : OriginalLibrary.plain(random, 5);
        }
        for (int row = 0; row < rows; row++) {
            labels[row] = (float) (data[row * OriginalLibrary.FEATURES] % 2 + random.nextDouble());
        }
        Map<String, Object> large = Map.of(
                "objective",
                "regression",
                "categorical_feature",
                "0",
                "max_cat_threshold",
                3000,
                "min_data_per_group",
                1,
                "cat_smooth",
                0.1);
        String text = OriginalLibrary.train(large, 10, data, labels);
        LightgbmModel model = LightgbmModel.read(text.getBytes(StandardCharsets.UTF_8));
        int largest = model.trees().trees().stream()
                .flatMapToInt(tree -> IntStream.range(0, tree.size())
                        .filter(tree::isCategorical)
                        .map(node -> tree.categories(node).length))
                .max()
                .orElseThrow();
        assertThat(largest).as("categories in the largest set").isGreaterThan(500);
        double[] compared = new Rows(model.trees(), 12).next(4000);
        for (int row = 0; row < 4000; row++) {
            compared[row * OriginalLibrary.FEATURES] = random.nextInt(-2, 22_000) + random.nextInt(2) * 0.5;
        }
        assertThat(all(model.marginPredictor(), compared)).isEqualTo(OriginalLibrary.predict(text, compared, 1, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "linear", "multiclass"})
    void modelsOfTheThirdFormPredictWhatTheLibraryPredicted(String name) throws Exception {
        byte[] text = resource("version-3-" + name + ".txt");
        assertThat(new String(text, StandardCharsets.UTF_8)).contains("version=v3\n");
        LightgbmModel model = LightgbmModel.read(text);
        int inputs = model.features();
        int groups = model.trees().groups();
        double[] out = new double[groups];
        List<String> lines = new String(resource("version-3-" + name + ".csv"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines).hasSize(40);
        for (String line : lines) {
            double[] cells = Arrays.stream(line.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            model.marginPredictor().predict(cells, out);
            assertThat(out).as(line).isEqualTo(Arrays.copyOfRange(cells, inputs, inputs + groups));
            model.predictor().predict(cells, out);
            assertNear(out, Arrays.copyOfRange(cells, inputs + groups, inputs + 2 * groups));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LightgbmParityTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    @Test
    void theModelsHaveEveryKindOfNode() throws Exception {
        assertThat(OriginalLibrary.train(Map.of("objective", "binary", "categorical_feature", "3,6"), 20))
                .containsPattern("num_cat=[1-9]");
        assertThat(OriginalLibrary.train(Map.of("objective", "regression", "linear_tree", true), 20))
                .contains("is_linear=1");
        assertThat(OriginalLibrary.train(Map.of("objective", "binary", "min_data_in_leaf", 10_000), 2))
                .contains("num_leaves=1\n");
    }

    /** Predicts row by row, and in one batch, which must be the same. */
    private static double[] all(Predictor predictor, double[] rows) {
        int count = rows.length / predictor.inputs();
        double[] batch = new double[count * predictor.outputs()];
        predictor.predictAll(rows, count, batch);
        double[] single = new double[batch.length];
        double[] row = new double[predictor.inputs()];
        double[] out = new double[predictor.outputs()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, i * row.length, row, 0, row.length);
            predictor.predict(row, out);
            System.arraycopy(out, 0, single, i * out.length, out.length);
        }
        assertThat(batch).isEqualTo(single);
        return single;
    }

    /** The logarithm of {@code cross_entropy_lambda} is Java's, the rest is computed as by the library. */
    private static void assertNear(double[] ours, double[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            if (Double.compare(ours[i], theirs[i]) != 0 && Math.abs(ours[i] - theirs[i]) > Math.ulp(theirs[i])) {
                assertThat(ours[i]).as("prediction %s", i).isEqualTo(theirs[i]);
            }
        }
    }
}
