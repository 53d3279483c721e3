// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The exponential of a double as the C library of most Linux machines has computed it since glibc 2.28, so that
 * probabilities are the bits that LightGBM gives there. Errs by 0.509 ulp at the most. The same on every machine, and
 * fast where there is an instruction to multiply and add at once, as in all of the last ten years.
 */
/*
 * The method is that of ARM's optimized routines (S. Nagy, 2018, MIT licence): with k the whole number nearest to
 * 128 x / ln 2 and r = x - k ln 2 / 128, exp(x) = 2^(k / 128) exp(r). The first factor is a double of a table with
 * k / 128 added to its exponent, and beside it by how much that double is too small; the second one is a polynomial of
 * degree 5.
 */
final class DoubleExp {

    private static final int PARTS = 128;

    private static final double PARTS_OVER_LN_2 = 0x1.71547652b82fep0 * PARTS;

    /** ln 2 / 128, the high bits and the rest. */
    private static final double HIGH = 0x1.62e42fefa0000p-8;

    private static final double LOW = 0x1.cf79abc9e3b3ap-47;

    /** Added to and taken from a number of less than 2^51, it rounds the number to a whole one. */
    private static final double ROUNDS = 0x1.8p52;

    private static final double SQUARE = 0x1.ffffffffffdbdp-2;
    private static final double CUBIC = 0x1.555555555543cp-3;
    private static final double QUARTIC = 0x1.55555cf172b91p-5;
    private static final double QUINTIC = 0x1.1111167a4d017p-7;

    /** Beyond it the result may not be a normal number; {@link Math#exp} does then. */
    private static final double NORMAL = 708;

    private static final double[] REST = Arrays.stream(PowersOfTwo.between1And2(PARTS))
            .mapToDouble(PowersOfTwo::rest)
            .toArray();

    /** The bits of 2^(i / 128), less i / 128 in the place of the exponent. */
    private static final long[] POWERS = bits(PowersOfTwo.between1And2(PARTS));

    private DoubleExp() {}

    static double of(double x) {
        if (!(Math.abs(x) <= NORMAL)) {
            return Math.exp(x);
        }
        double whole = Math.fma(PARTS_OVER_LN_2, x, ROUNDS) - ROUNDS;
        double r = Math.fma(whole, -LOW, Math.fma(whole, -HIGH, x));
        long k = (long) whole;
        int part = (int) (k & (PARTS - 1));
        double power = Double.longBitsToDouble(POWERS[part] + (k << 45));
        double r2 = r * r;
        double more = Math.fma(
                r2 * r2, Math.fma(r, QUINTIC, QUARTIC), Math.fma(r2, Math.fma(r, CUBIC, SQUARE), REST[part] + r));
        return Math.fma(power, more, power);
    }

    private static long[] bits(BigDecimal[] powers) {
        long[] bits = new long[powers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(powers[i].doubleValue()) - ((long) i << 45);
        }
        return bits;
    }
}
