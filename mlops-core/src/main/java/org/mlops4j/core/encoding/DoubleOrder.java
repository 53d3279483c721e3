// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

/**
 * Doubles as whole numbers of the same order, one for each bit pattern: -0.0 before 0.0, every NaN behind positive
 * infinity. SQLite would store NaN as null.
 */
public final class DoubleOrder {

    /** How many patterns of a NaN with sign bit lie below negative infinity once the bits are in order. */
    private static final long NEGATIVE_NANS = 0x000F_FFFF_FFFF_FFFFL;

    private DoubleOrder() {}

    /**
     * {@return a number for a value; numbers are in the order of {@link Double#compare}, every bit pattern has its own}
     */
    public static long number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        // Wraps round for a NaN with sign bit, which so comes behind all others.
        return flipped(bits) - NEGATIVE_NANS;
    }

    /** {@return the value that a number stands for, to the bit} */
    public static double value(long number) {
        return Double.longBitsToDouble(flipped(number + NEGATIVE_NANS));
    }

    /** Turns the order of negative values round; its own inverse. */
    private static long flipped(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
