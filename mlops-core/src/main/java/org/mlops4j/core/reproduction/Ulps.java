// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.reproduction;

/** Distances of doubles in units in the last place. */
final class Ulps {

    private Ulps() {}

    /**
     * {@return how many doubles lie from one to the other} 0 for two zeros or two NaN, the greatest long if one is NaN
     * or there are more than that.
     */
    static long between(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return Double.isNaN(one) == Double.isNaN(other) ? 0 : Long.MAX_VALUE;
        }
        long distance = place(Math.max(one, other)) - place(Math.min(one, other));
        return distance < 0 ? Long.MAX_VALUE : distance;
    }

    /** The place of a double in the order of all, 0 for both zeros. */
    private static long place(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }
}
