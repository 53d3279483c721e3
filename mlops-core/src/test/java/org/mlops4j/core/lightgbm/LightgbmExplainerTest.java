// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;

/** Contributions beside those of the original library. */
class LightgbmExplainerTest {

    private static final int ROWS = 200;

    static Stream<Map<String, Object>> models() {
        return Stream.of(
                Map.of("objective", "binary"),
                Map.of("objective", "regression", "num_leaves", 60, "zero_as_missing", true),
                Map.of("objective", "multiclass", "num_class", 4, "num_leaves", 8),
                Map.of("objective", "regression", "boosting", "dart"),
                Map.of("objective", "regression", "boosting", "rf", "bagging_freq", 1, "bagging_fraction", 0.6),
                Map.of("objective", "binary", "categorical_feature", "3,6"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void contributionsAreThoseOfTheLibrary(Map<String, Object> parameters) throws Exception {
        String text = OriginalLibrary.train(parameters, 20);
        Explainer explainer = LightgbmModel.read(text.getBytes(StandardCharsets.UTF_8))
                .explainer()
                .orElseThrow();
        SplittableRandom random = new SplittableRandom(3);
        int features = OriginalLibrary.FEATURES;
        double[] rows = new double[ROWS * features];
        Arrays.setAll(rows, i -> OriginalLibrary.plain(random, i % features));
        int width = explainer.groups() * (features + 1);
        double[] expected = OriginalLibrary.contributions(text, rows, explainer.groups());
        double[] out = new double[width];
        for (int row = 0; row < ROWS; row++) {
            explainer.explain(Arrays.copyOfRange(rows, row * features, (row + 1) * features), out);
            for (int i = 0; i < width; i++) {
                double wanted = expected[row * width + i];
                assertThat(out[i])
                        .as("row %d, number %d", row, i)
                        .isCloseTo(wanted, within(1e-9 * Math.max(1, Math.abs(wanted))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void importancesAreThoseOfTheLibrary(Map<String, Object> parameters) throws Exception {
        String text = OriginalLibrary.train(parameters, 20);
        List<Importance> importances = LightgbmModel.read(text.getBytes(StandardCharsets.UTF_8))
                .importances()
                .orElseThrow();
        double[] splits = new double[OriginalLibrary.FEATURES];
        double[] gains = new double[OriginalLibrary.FEATURES];
        importances.forEach(importance -> {
            splits[importance.input()] = importance.splits();
            gains[importance.input()] = importance.totalGain();
        });
        assertThat(splits).isEqualTo(OriginalLibrary.importances(text, FeatureImportanceType.SPLIT));
        assertThat(gains).isEqualTo(OriginalLibrary.importances(text, FeatureImportanceType.GAIN));
        assertThat(importances).allMatch(importance -> importance.splits() > 0);
    }

    @Test
    void splitsThatGainedNothingDoNotCount() throws Exception {
        String text = OriginalLibrary.train(Map.of("objective", "binary", "num_leaves", 3), 1);
        String second = text.replaceFirst("split_gain=(\\S+) \\S+", "split_gain=$1 0");
        assertThat(second).isNotEqualTo(text);
        // The length of the tree changed, which the file states.
        String changed = second.replaceFirst("tree_sizes=.*\n", "");
        List<Importance> importances = LightgbmModel.read(changed.getBytes(StandardCharsets.UTF_8))
                .importances()
                .orElseThrow();
        assertThat(importances.stream().mapToLong(Importance::splits).sum()).isEqualTo(1);
    }

    @Test
    void linearLeavesAreNotExplained() throws Exception {
        String text = OriginalLibrary.train(Map.of("objective", "regression", "linear_tree", true), 3);
        assertThat(LightgbmModel.read(text.getBytes(StandardCharsets.UTF_8)).explainer())
                .isEmpty();
    }
}
