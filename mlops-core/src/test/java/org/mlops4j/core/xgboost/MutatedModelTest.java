// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.trees.Mutants;

/** Damaged files either give a model that predicts numbers or are refused in an orderly way. */
class MutatedModelTest {

    private static final List<byte[]> WORDS = Stream.of(
                    "NaN",
                    "-1",
                    "2147483647",
                    "9999999999",
                    "1e999",
                    "Infinity",
                    "null",
                    "[",
                    "]",
                    "{",
                    "}",
                    "\"",
                    ",",
                    "true",
                    "0x1p3")
            .map(word -> word.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private static final List<byte[]> MARKERS = List.of(
            new byte[] {'#', 'L', 0x7f, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {'#', 'l', 0x7f, -1, -1, -1},
            new byte[] {'[', '$', 'Z', '#'},
            new byte[] {'[', '['},
            new byte[] {'{', '{'},
            new byte[] {'L', -1, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {'['},
            new byte[] {']'},
            new byte[] {'{'},
            new byte[] {'}'},
            new byte[] {'$', 'd'},
            new byte[] {'N'},
            new byte[] {'S', 'U', -1});

    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void everyMutantIsReadOrRefused(String format) throws Exception {
        survive(format, 3000);
    }

    @Tag("stress")
    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void aHundredThousandMutantsAreReadOrRefused(String format) throws Exception {
        survive(format, 75_000);
    }

    private static void survive(String format, int count) throws Exception {
        Map<String, Object> classes =
                Map.of("objective", "multi:softprob", "num_class", 4, "max_depth", 3, TrainedModels.CATEGORICAL, 1);
        mutants(format).survive(TrainedModels.train(classes, 4).toByteArray(format), count, format);
        Map<String, Object> vectors = Map.of(
                "objective", "multi:softprob", "num_class", 4, "max_depth", 3, "multi_strategy", "multi_output_tree");
        mutants(format).survive(TrainedModels.train(vectors, 4).toByteArray(format), count / 3, format + " of vectors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void everyTruncationIsRefused(String format) throws Exception {
        byte[] model = TrainedModels.train(Map.of("objective", "binary:logistic", "max_depth", 2), 2)
                .toByteArray(format);
        for (int length = 0; length < model.length; length++) {
            assertThat(mutants(format).isModel(Arrays.copyOf(model, length), format + " cut to " + length))
                    .as("%s cut to %s bytes", format, length)
                    .isFalse();
        }
        assertThat(mutants(format).isModel(Arrays.copyOf(model, model.length + 1), "a byte more"))
                .isFalse();
    }

    private static Mutants mutants(String format) {
        return new Mutants(bytes -> XgboostModel.read(bytes).predictor(), format.equals("json") ? WORDS : MARKERS);
    }
}
