// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.math.BigDecimal;

/**
 * The exponential of a float as the C library of most Linux machines has computed it since glibc 2.27, so that
 * probabilities are the bits that XGBoost gives there. Errs by 0.502 ulp at the most.
 */
/*
 * The method is that of ARM's optimized routines (S. Nagy, 2017, MIT licence): with k the whole number nearest to
 * 32 x / ln 2 and r the rest, exp(x) = 2^(k / 32) 2^(r / 32). The first factor is an entry of a table with k / 32 added
 * to its exponent, the second one a polynomial of degree 3, all in double.
 */
final class FloatExp {

    private static final int PARTS = 32;

    private static final double PARTS_OVER_LN_2 = 0x1.71547652b82fep+0 * PARTS;

    /** Added to and taken from a number of less than 2^51, it rounds the number to a whole one. */
    private static final double ROUNDS = 0x1.8p+52;

    private static final double CUBIC = 0x1.c6af84b912394p-5 / PARTS / PARTS / PARTS;
    private static final double SQUARE = 0x1.ebfce50fac4f3p-3 / PARTS / PARTS;
    private static final double LINEAR = 0x1.62e42ff0c52d6p-1 / PARTS;

    /** From here on the exponential is infinite: ln 2^128. */
    private static final float OVERFLOW = 0x1.62e42ep6f;

    /** Up to here it is 0: ln 2^-150. */
    private static final float UNDERFLOW = -0x1.9fe368p6f;

    /** The bits of 2^(i / 32), less i / 32 in the place of the exponent. */
    private static final long[] POWERS = bits(PowersOfTwo.between1And2(PARTS));

    private FloatExp() {}

    static float of(float x) {
        if (x > OVERFLOW) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < UNDERFLOW) {
            return 0;
        }
        if (Float.isNaN(x)) {
            return x;
        }
        double scaled = PARTS_OVER_LN_2 * x;
        double whole = scaled + ROUNDS - ROUNDS;
        double rest = scaled - whole;
        long k = (long) whole;
        double power = Double.longBitsToDouble(POWERS[(int) (k & (PARTS - 1))] + (k << 47));
        double high = CUBIC * rest + SQUARE;
        double low = LINEAR * rest + 1;
        return (float) ((high * (rest * rest) + low) * power);
    }

    private static long[] bits(BigDecimal[] powers) {
        long[] bits = new long[powers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(powers[i].doubleValue()) - ((long) i << 47);
        }
        return bits;
    }
}
