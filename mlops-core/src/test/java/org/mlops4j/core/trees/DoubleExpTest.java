// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the original library it is tested by the parity tests of LightGBM. */
class DoubleExpTest {

    @Test
    void isTheExponentialToAnUlp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500_000; i++) {
            double x = random.nextInt(2) == 0 ? random.nextDouble(-745, 709) : random.nextDouble(-3, 3);
            double exact = StrictMath.exp(x);
            assertThat(Math.abs(DoubleExp.of(x) - exact)).as("exp(%s)", x).isLessThanOrEqualTo(Math.ulp(exact));
        }
    }

    // By Python's decimal module to 50 digits, rounded.
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-0.0, 1",
        "1e-300, 1",
        "1, 2.718281828459045",
        "-1, 0.36787944117144233",
        "0.5, 1.6487212707001282",
        "708, 3.023383144276055E307",
        "-708, 3.307553003638408E-308",
        "Infinity, Infinity",
        "-Infinity, 0",
        "NaN, NaN",
        "710, Infinity",
        "-746, 0"
    })
    void edgesAreTaken(double x, double expected) {
        assertThat(Double.valueOf(DoubleExp.of(x))).isEqualTo(Double.valueOf(expected));
    }
}
