// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.core.trees.Mutants;
import org.mlops4j.serving.Predictor;

/** Damaged files either give a model that predicts numbers or are refused in an orderly way. */
class MutatedLightgbmTest {

    private static final Mutants MUTANTS = new Mutants(
            MutatedLightgbmTest::read,
            Stream.of(
                            "nan",
                            "NaN",
                            "-1",
                            "-2147483648",
                            "2147483647",
                            "4294967295",
                            "9999999999",
                            "1e999",
                            "inf",
                            "-inf",
                            "0x1p3",
                            "=",
                            " ",
                            "\n",
                            "\n\n",
                            "\r\n",
                            "end of trees\n",
                            "Tree=0\n")
                    .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                    .toList());

    static List<Map<String, Object>> models() {
        return List.of(
                Map.of("objective", "multiclass", "num_class", 4, "num_leaves", 7, "categorical_feature", "3,6"),
                Map.of("objective", "regression", "num_leaves", 9, "linear_tree", true));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyMutantIsReadOrRefused(Map<String, Object> parameters) throws Exception {
        survive(parameters, 1500);
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("models")
    void aHundredThousandMutantsAreReadOrRefused(Map<String, Object> parameters) throws Exception {
        survive(parameters, 25_000);
    }

    /** Half of them without the lengths of the trees, whose check would refuse most others. */
    private static void survive(Map<String, Object> parameters, int count) throws Exception {
        String model = OriginalLibrary.train(parameters, 3);
        MUTANTS.survive(model.getBytes(StandardCharsets.UTF_8), count, parameters.toString());
        String unsized = model.replaceAll("tree_sizes=.*\n", "");
        MUTANTS.survive(unsized.getBytes(StandardCharsets.UTF_8), count, parameters + " without sizes");
    }

    @Test
    void everyTruncationBeforeTheEndOfTreesIsRefused() throws Exception {
        String model = OriginalLibrary.train(Map.of("objective", "binary", "num_leaves", 4), 2);
        byte[] bytes = model.getBytes(StandardCharsets.UTF_8);
        int end = model.indexOf("end of trees") + "end of trees".length();
        for (int length = 0; length < end; length++) {
            assertThat(MUTANTS.isModel(Arrays.copyOf(bytes, length), "cut to " + length))
                    .as("cut to %s bytes", length)
                    .isFalse();
        }
        assertThat(MUTANTS.isModel(Arrays.copyOf(bytes, end), "cut after the trees"))
                .isTrue();
    }

    @Test
    void everyLostLineOfATreeIsRefused() throws Exception {
        List<String> lines = OriginalLibrary.train(Map.of("objective", "binary", "num_leaves", 4), 2)
                .lines()
                .toList();
        for (int line = lines.indexOf("Tree=0"); line < lines.indexOf("end of trees"); line++) {
            assertThat(MUTANTS.isModel(without(line, lines), "without line " + line))
                    .as("without the line '%s'", lines.get(line))
                    .isFalse();
        }
    }

    static List<Map<String, Object>> modelsWithEveryHeader() {
        return List.of(
                Map.of("objective", "binary", "monotone_constraints", "1,0,0,0,0,0,0,0"),
                Map.of("objective", "multiclass", "num_class", 4),
                Map.of("objective", "regression", "boosting", "rf", "bagging_freq", 1, "bagging_fraction", 0.6));
    }

    @ParameterizedTest
    @MethodSource("modelsWithEveryHeader")
    void aLostLineOfTheHeaderIsNoticedOrChangesNothing(Map<String, Object> parameters) throws Exception {
        String model = OriginalLibrary.train(parameters, 2);
        List<String> lines = model.lines().toList();
        Predictor whole = read(model.getBytes(StandardCharsets.UTF_8));
        double[] expected = predictions(whole);
        int refused = 0;
        for (int line = 0; line < lines.indexOf("Tree=0"); line++) {
            byte[] rest = without(line, lines);
            String what = "without the line '" + lines.get(line) + "'";
            if (MUTANTS.isModel(rest, what)) {
                assertThat(predictions(read(rest))).as(what).isEqualTo(expected);
            } else {
                refused++;
            }
        }
        // tree, version, num_tree_per_iteration, max_feature_idx, feature_names and the empty line at the end
        assertThat(refused).as("refused of %s", parameters).isGreaterThanOrEqualTo(6);
    }

    private static Predictor read(byte[] bytes) {
        return LightgbmModel.read(bytes).predictor();
    }

    private static double[] predictions(Predictor predictor) {
        int rows = 50;
        double[] out = new double[rows * predictor.outputs()];
        SplittableRandom random = new SplittableRandom(3);
        double[] data = IntStream.range(0, rows * predictor.inputs())
                .mapToDouble(i -> OriginalLibrary.plain(random, i % predictor.inputs()))
                .toArray();
        predictor.predictAll(data, rows, out);
        return out;
    }

    private static byte[] without(int line, List<String> lines) {
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            rest.append(i == line ? "" : lines.get(i) + "\n");
        }
        return rest.toString().getBytes(StandardCharsets.UTF_8);
    }
}
