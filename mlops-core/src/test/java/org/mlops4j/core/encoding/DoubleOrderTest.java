// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DoubleOrderTest {

    @Test
    void numbersHaveTheOrderOfTheDoublesAndKeepEveryBit() {
        SplittableRandom random = new SplittableRandom(3);
        double[] special = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
        };
        for (int i = 0; i < 200_000; i++) {
            double a =
                    i % 7 == 0 ? special[random.nextInt(special.length)] : Double.longBitsToDouble(random.nextLong());
            double b =
                    i % 5 == 0 ? special[random.nextInt(special.length)] : Double.longBitsToDouble(random.nextLong());
            assertThat(Double.doubleToRawLongBits(DoubleOrder.value(DoubleOrder.number(a))))
                    .isEqualTo(Double.doubleToRawLongBits(a));
            if (!Double.isNaN(a) || !Double.isNaN(b)) {
                assertThat(Long.signum(Long.compare(DoubleOrder.number(a), DoubleOrder.number(b))))
                        .as("%s and %s", a, b)
                        .isEqualTo(Integer.signum(Double.compare(a, b)));
            }
        }
    }

    @Test
    void aNanWithSignBitIsGreaterThanInfinity() {
        assertThat(DoubleOrder.number(Double.longBitsToDouble(0xFFF8_0000_0000_0000L)))
                .isGreaterThan(DoubleOrder.number(Double.POSITIVE_INFINITY));
    }
}
