// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.function.DoubleUnaryOperator;

/** Rounding to whole numbers by a named mode; exact, and the sign of zero is that of the number. */
final class Rounding {

    private Rounding() {}

    static Kernel.Bits1 of(String mode) {
        return Kernel.of(operator(mode));
    }

    private static DoubleUnaryOperator operator(String mode) {
        return switch (mode) {
            case "floor" -> Math::floor;
            case "ceiling" -> Math::ceil;
            case "up" -> a -> a < 0 ? Math.floor(a) : Math.ceil(a);
            case "down" -> Rounding::towardsZero;
            case "half_up" -> a -> nearest(a, 0.5);
            // Any fraction above one half is at least one unit in the last place of 0.5 above it.
            case "half_down" -> a -> nearest(a, Math.nextUp(0.5));
            case "half_even" -> Math::rint;
            default -> throw new IllegalArgumentException("'" + mode + "' is no mode of rounding");
        };
    }

    static double towardsZero(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    /** Away from zero if the fraction, which is exact, is at least that much. */
    private static double nearest(double a, double fraction) {
        double whole = towardsZero(a);
        return Math.abs(a - whole) >= fraction ? whole + Math.copySign(1, a) : whole;
    }
}
