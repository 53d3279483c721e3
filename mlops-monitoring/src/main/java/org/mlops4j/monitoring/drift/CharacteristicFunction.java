// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import org.mlops4j.monitoring.profile.SortedValues;

/**
 * The empirical characteristic function of a sample at two points, as the means of four cosines and sines, and their
 * covariance with divisor n.
 */
final class CharacteristicFunction {

    private static final double[] POINTS = {0.4, 0.8};
    private static final int PARTS = 2 * POINTS.length;

    private final double[] origin;
    private final double[] sums = new double[PARTS + PARTS * PARTS];
    private final double[] lost = new double[sums.length];
    private int count;

    private CharacteristicFunction(double[] origin) {
        this.origin = origin;
    }

    /** {@return the function of finite values, at least one, at the points over a scale} */
    static CharacteristicFunction of(SortedValues values, double scale) {
        double[] parts = new double[PARTS];
        fill(parts, values.get(values.size() / 2) / scale);
        CharacteristicFunction function = new CharacteristicFunction(parts.clone());
        for (int i = 0; i < values.size(); i++) {
            fill(parts, values.get(i) / scale);
            function.add(parts);
        }
        return function;
    }

    /**
     * {@return half of the interquartile range, or the standard deviation if that is 0, as it is for a constant}
     *
     * @param sorted finite values
     */
    static double scale(double[] sorted) {
        double half = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        if (half > 0) {
            return half;
        }
        double largest = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        int exponent = Math.getExponent(largest) + 1;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < sorted.length; i++) {
            double off = Math.scalb(sorted[i], -exponent) - mean;
            mean += off / (i + 1);
            squares += off * (Math.scalb(sorted[i], -exponent) - mean);
        }
        return Math.scalb(Math.sqrt(squares / sorted.length), exponent);
    }

    /** {@return the means of this less those of another} */
    double[] minus(CharacteristicFunction other) {
        double[] difference = new double[PARTS];
        for (int part = 0; part < PARTS; part++) {
            difference[part] = mean(part) - other.mean(part) + (origin[part] - other.origin[part]);
        }
        return difference;
    }

    SymmetricMatrix covariance() {
        double[][] covariance = new double[PARTS][PARTS];
        for (int part = 0; part < PARTS; part++) {
            for (int other = 0; other < PARTS; other++) {
                covariance[part][other] =
                        mean(PARTS + Math.max(part, other) * PARTS + Math.min(part, other)) - mean(part) * mean(other);
            }
        }
        return SymmetricMatrix.of(covariance);
    }

    private static void fill(double[] parts, double value) {
        for (int point = 0; point < POINTS.length; point++) {
            // Where the quotient overflows, one far angle is as good as another.
            double angle = POINTS[point] * Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
            parts[2 * point] = Math.cos(angle);
            parts[2 * point + 1] = Math.sin(angle);
        }
    }

    /** Adds to the sums from an origin amid the values, so that small covariances are not lost in large means. */
    private void add(double[] parts) {
        count++;
        for (int part = 0; part < PARTS; part++) {
            double off = parts[part] - origin[part];
            add(part, off);
            for (int other = 0; other <= part; other++) {
                add(PARTS + part * PARTS + other, off * (parts[other] - origin[other]));
            }
        }
    }

    /** Adds without losing what rounding cuts off (W. Kahan, 1965). */
    private void add(int sum, double term) {
        double wanted = term - lost[sum];
        double reached = sums[sum] + wanted;
        lost[sum] = reached - sums[sum] - wanted;
        sums[sum] = reached;
    }

    private double mean(int sum) {
        return sums[sum] / count;
    }

    /** {@return half of a quantile, between neighbours linearly; halves do not overflow when they are subtracted} */
    private static double quantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int low = (int) rank;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] / 2 + (rank - low) * (sorted[high] / 2 - sorted[low] / 2);
    }
}
