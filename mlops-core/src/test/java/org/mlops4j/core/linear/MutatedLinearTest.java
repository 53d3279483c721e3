// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.trees.Mutants;

/** Damaged files either give a model that predicts numbers or are refused in an orderly way. */
class MutatedLinearTest {

    private static final byte[] MODEL = ("{\"intercept\": [-1.5, 1.5], \"coefficients\": [[0.25, 3.0], [-0.25, -3.0]],"
                    + " \"link\": \"softmax\", \"inputs\": [\"a\", \"b\"], \"means\": [1, 2e-3]}")
            .getBytes(UTF_8);

    private static final Mutants MUTANTS = new Mutants(
            bytes -> LinearModel.read(bytes).predictor(),
            Stream.of(
                            "NaN",
                            "-1",
                            "9999999999",
                            "1e999",
                            "1e-999",
                            "null",
                            "[",
                            "]",
                            "{",
                            "}",
                            "\"",
                            ",",
                            "true",
                            "\\u0000")
                    .map(word -> word.getBytes(UTF_8))
                    .toList());

    @Test
    void everyMutantIsReadOrRefused() {
        MUTANTS.survive(MODEL, 5000, "a linear model");
    }

    @Tag("stress")
    @Test
    void aHundredThousandMutantsAreReadOrRefused() {
        MUTANTS.survive(MODEL, 100_000, "a linear model");
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < MODEL.length; length++) {
            assertThat(MUTANTS.isModel(Arrays.copyOf(MODEL, length), "cut to " + length))
                    .as("cut to %s bytes", length)
                    .isFalse();
        }
    }
}
