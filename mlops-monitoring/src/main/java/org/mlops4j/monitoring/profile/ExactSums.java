// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.math.BigInteger;

/**
 * The exact sum and sum of squares of finite doubles. Not thread-safe; adding allocates nothing.
 *
 * <p>A double is an integer of 53 bits times a power of two that is at least 2^-1074, its square one of 106 bits times
 * a power of two that is at least 2^-2148. Both are added to wide fixed-point numbers, held as limbs of 32 bits in
 * longs whose upper half collects carries (U. Kulisch, Computer Arithmetic and Validity, 2nd ed. 2013, chapter 8).
 */
final class ExactSums {

    private static final long LOW = 0xFFFF_FFFFL;
    private static final int ADDS_BEFORE_CARRY = 1 << 30;

    private final long[] sum = new long[72];
    private final long[] squares = new long[140];
    private int uncarried;

    void add(double value) {
        if (++uncarried == ADDS_BEFORE_CARRY) {
            carry(sum);
            carry(squares);
            uncarried = 0;
        }
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7FF;
        long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
        long mantissa = exponent == 0 ? fraction : fraction | 0x10_0000_0000_0000L;
        int offset = Math.max(exponent, 1) - 1;
        addToSum(mantissa, offset, 1 | (bits >> 63));
        addToSquares(mantissa, 2 * offset);
    }

    BigInteger sum() {
        return value(sum);
    }

    BigInteger squares() {
        return value(squares);
    }

    /** {@return numerator / denominator * 2^scale, rounded once unless it is subnormal} */
    static double quotient(BigInteger numerator, BigInteger denominator, int scale) {
        if (numerator.signum() == 0) {
            return 0.0;
        }
        int shift = denominator.bitLength() - numerator.bitLength() + 66;
        BigInteger[] parts = shift >= 0
                ? numerator.abs().shiftLeft(shift).divideAndRemainder(denominator)
                : numerator.abs().divideAndRemainder(denominator.shiftLeft(-shift));
        // The sticky bit makes the rounding of the truncated quotient that of the exact one.
        BigInteger rounded = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        return numerator.signum() * Math.scalb(rounded.doubleValue(), scale - shift);
    }

    private void addToSum(long mantissa, int offset, long sign) {
        int limb = offset >>> 5;
        int shift = offset & 31;
        long low = mantissa << shift;
        sum[limb] += sign * (low & LOW);
        sum[limb + 1] += sign * (low >>> 32);
        sum[limb + 2] += sign * (mantissa >>> 1 >>> (63 - shift));
    }

    private void addToSquares(long mantissa, int offset) {
        int limb = offset >>> 5;
        int shift = offset & 31;
        long productHigh = Math.multiplyHigh(mantissa, mantissa);
        long productLow = mantissa * mantissa;
        long low = productLow << shift;
        long middle = (productHigh << shift) | (productLow >>> 1 >>> (63 - shift));
        squares[limb] += low & LOW;
        squares[limb + 1] += low >>> 32;
        squares[limb + 2] += middle & LOW;
        squares[limb + 3] += middle >>> 32;
        squares[limb + 4] += productHigh >>> 1 >>> (63 - shift);
    }

    private static void carry(long[] limbs) {
        for (int i = 0; i + 1 < limbs.length; i++) {
            limbs[i + 1] += limbs[i] >> 32;
            limbs[i] &= LOW;
        }
    }

    private static BigInteger value(long[] limbs) {
        BigInteger value = BigInteger.ZERO;
        for (int i = limbs.length - 1; i >= 0; i--) {
            value = value.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
        }
        return value;
    }
}
