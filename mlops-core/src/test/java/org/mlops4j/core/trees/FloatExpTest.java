// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the original library it is tested by the parity tests of XGBoost. */
class FloatExpTest {

    @Test
    void isTheExponentialToAnUlp() {
        SplittableRandom random = new SplittableRandom(1);
        int different = 0;
        for (int i = 0; i < 1_000_000; i++) {
            float x = (float) random.nextDouble(-104, 89);
            float exact = (float) StrictMath.exp(x);
            float actual = FloatExp.of(x);
            assertThat(Math.abs(Float.floatToIntBits(actual) - Float.floatToIntBits(exact)))
                    .as("exp(%s)", x)
                    .isLessThanOrEqualTo(1);
            different += actual == exact ? 0 : 1;
        }
        assertThat(different).as("that are not rounded to the nearest").isLessThan(5000);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-0.0, 1",
        "1e-30, 1",
        "Infinity, Infinity",
        "-Infinity, 0",
        "NaN, NaN",
        "89, Infinity",
        "88.72284, Infinity",
        "88.72283, 3.4027985374118487E38",
        "-87.5, 9.982350930569248E-39",
        "-103.97, 1.4E-45",
        "-104, 0",
        "3.4028235e38, Infinity",
        "-3.4028235e38, 0"
    })
    void edgesAreTaken(float x, float expected) {
        assertThat(Float.valueOf(FloatExp.of(x))).isEqualTo(Float.valueOf(expected));
    }
}
