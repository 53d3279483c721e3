// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.math.BigDecimal;
import java.math.MathContext;

/** The powers of two between 1 and 2, of which exponentials are made. */
final class PowersOfTwo {

    private static final MathContext DIGITS = new MathContext(60);

    private PowersOfTwo() {}

    /** {@return 2^(i / parts) for each i, to 58 digits; the number of parts is itself a power of two} */
    static BigDecimal[] between1And2(int parts) {
        BigDecimal root = BigDecimal.valueOf(2);
        for (int halvings = parts; halvings > 1; halvings /= 2) {
            root = root.sqrt(DIGITS);
        }
        BigDecimal[] powers = new BigDecimal[parts];
        powers[0] = BigDecimal.ONE;
        for (int i = 1; i < parts; i++) {
            powers[i] = powers[i - 1].multiply(root, DIGITS);
        }
        return powers;
    }

    /** {@return what makes the nearest double to a power exact: the power is {@code nearest (1 + rest)}} */
    static double rest(BigDecimal power) {
        BigDecimal nearest = new BigDecimal(power.doubleValue());
        return power.subtract(nearest).divide(nearest, DIGITS).doubleValue();
    }
}
