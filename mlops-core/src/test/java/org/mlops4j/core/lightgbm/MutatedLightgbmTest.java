// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.core.trees.Mutants;

/** Damaged files either give a model that predicts numbers or are refused in an orderly way. */
class MutatedLightgbmTest {

    private static final Mutants MUTANTS = new Mutants(
            bytes -> LightgbmModel.read(bytes).predictor(),
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
        String model = OriginalLibrary.train(Map.of("objective", "binary", "num_leaves", 4), 2);
        List<String> lines = model.lines().toList();
        for (int line = lines.indexOf("Tree=0"); line < lines.indexOf("end of trees"); line++) {
            StringBuilder rest = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                rest.append(i == line ? "" : lines.get(i) + "\n");
            }
            assertThat(MUTANTS.isModel(rest.toString().getBytes(StandardCharsets.UTF_8), "without line " + line))
                    .as("without the line '%s'", lines.get(line))
                    .isFalse();
        }
    }
}
