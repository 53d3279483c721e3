// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Arrays;
import org.mlops4j.monitoring.profile.SortedValues;

/**
 * How the numbers of a column get mean 0 and standard deviation 1. Extreme values are drawn back first: those further
 * outside the range from the 5 % to the 95 % quantile than twice its width, infinite ones too. A bell curve never
 * reaches that far (8 standard deviations), but a single wrong value would otherwise take the scale of all others.
 * Missing values become 0. Where all numbers are the same, that number becomes 0 and every other one 1.
 *
 * @param exponent numbers are divided by this power of two, which loses no bits, so that no square over- or underflows
 * @param low the least scaled number, to which lower ones are drawn
 * @param high the greatest
 * @param mean of the scaled numbers, NaN if there are none
 * @param deviation the standard deviation, with divisor n, of the scaled numbers; 0 if all are the same
 */
record NumberScale(int exponent, double low, double high, double mean, double deviation) {

    private static final double OUTER = 0.05;
    private static final int WIDTHS = 2;

    /** {@return the scale of these numbers; NaN is none} */
    static NumberScale of(double[] values) {
        double[] finite = SortedValues.of(
                        Arrays.stream(values).filter(Double::isFinite).toArray())
                .toArray();
        if (finite.length == 0) {
            return new NumberScale(0, Double.NaN, Double.NaN, Double.NaN, 0);
        }
        int last = finite.length - 1;
        double lower = finite[(int) Math.floor(OUTER * last)];
        double upper = finite[(int) Math.ceil((1 - OUTER) * last)];
        boolean spread = lower < upper;
        int exponent = exponent(spread ? lower : finite[0], spread ? upper : finite[last]);
        double reach = spread ? WIDTHS * (scaled(upper, exponent) - scaled(lower, exponent)) : Double.POSITIVE_INFINITY;
        double low = Math.max(scaled(finite[0], exponent), scaled(lower, exponent) - reach);
        double high = Math.min(scaled(finite[last], exponent), scaled(upper, exponent) + reach);
        return low < high ? ofSpread(values, exponent, low, high) : new NumberScale(exponent, low, high, low, 0);
    }

    private static NumberScale ofSpread(double[] values, int exponent, double low, double high) {
        double[] clipped = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .map(value -> Math.min(high, Math.max(low, scaled(value, exponent))))
                .toArray();
        double mean = Arrays.stream(clipped).sum() / clipped.length;
        double squares = Arrays.stream(clipped)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new NumberScale(exponent, low, high, mean, Math.sqrt(squares / clipped.length));
    }

    /** {@return the number less the mean, in standard deviations; 0 for NaN} */
    double apply(double value) {
        return deviation == 0 ? centred(value) : centred(value) / deviation;
    }

    /** {@return the scaled number less the mean, 0 for NaN} */
    double centred(double value) {
        double scaled = scaled(value, exponent);
        if (Double.isNaN(value)) {
            return 0;
        } else if (deviation == 0) {
            return scaled == mean ? 0 : 1;
        }
        return Math.min(high, Math.max(low, scaled)) - mean;
    }

    private static double scaled(double value, int exponent) {
        return Math.scalb(value, -exponent);
    }

    private static int exponent(double low, double high) {
        double greatest = Math.max(Math.abs(low), Math.abs(high));
        return greatest > 0 ? Math.getExponent(greatest) : 0;
    }
}
