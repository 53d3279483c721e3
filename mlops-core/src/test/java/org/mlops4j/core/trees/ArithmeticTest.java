// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.trees.TreeEnsemble.Arithmetic;

class ArithmeticTest {

    private static final float ZERO = 1e-35f;

    private final SplittableRandom random = new SplittableRandom(31);

    @Test
    void upToTheLimitAValueRoundedToFloatIsLessThanTheThreshold() {
        float[] special = {
            0,
            -0.0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            1,
            -1,
            2,
            -2
        };
        for (int i = 0; i < 20_000; i++) {
            float threshold = i < special.length ? special[i] : Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(threshold) || threshold == Float.NEGATIVE_INFINITY) {
                continue;
            }
            double limit = Arithmetic.FLOAT.limit(threshold);
            assertThat((float) limit < threshold).isTrue();
            assertThat((float) Math.nextUp(limit) < threshold).isFalse();
        }
    }

    @Test
    void upToTheLimitAValueIsAtMostTheThresholdOnceSmallOnesAreZero() {
        double[] special = {
            0,
            -0.0,
            ZERO,
            -ZERO,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            1e-36,
            -1e-36,
            Math.nextUp(ZERO),
            Math.nextDown((double) ZERO),
            Math.nextUp((double) ZERO),
            -Math.nextUp((double) ZERO),
            1,
            -1
        };
        for (double threshold : special) {
            double limit = Arithmetic.DOUBLE.limit(threshold);
            assertThat(Arithmetic.DOUBLE.rounded(limit) <= threshold).isTrue();
            assertThat(Arithmetic.DOUBLE.rounded(Math.nextUp(limit)) <= threshold)
                    .isFalse();
        }
    }
}
