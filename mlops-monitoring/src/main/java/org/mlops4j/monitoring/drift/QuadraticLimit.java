// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.function.DoubleUnaryOperator;

/**
 * What the squared difference of two empirical distribution functions, summed up, tends to without drift: a weighted
 * sum of squares of independent normal numbers.
 *
 * <p>The chance of more than x is an alternating series of integrals between the poles of the characteristic function
 * (N. V. Smirnov, 1937; D. A. Darling, 1955). Between two poles a distance π apart, at θ from the first, the integrand
 * is a smooth function over the root of sin θ. With θ = π (1 - cos φ) / 2 the roots at both ends cancel, and the
 * midpoint rule converges as fast as for a periodic function. All terms are positive but for their sign and the first
 * prevails, so that the far tail keeps its digits.
 */
enum QuadraticLimit {
    /** Weights 1 / (π j)² (H. Cramér, 1928; R. von Mises, 1931). */
    CRAMER_VON_MISES(1 / (Math.PI * Math.PI)) {
        @Override
        double integrand(double x, int pair, double theta) {
            double s = (2 * pair - 1) * Math.PI + theta;
            return 2 / Math.PI * Math.exp(-x * s * s / 2) / Math.sqrt(s);
        }
    },
    /** Weights 1 / (j (j + 1)) (T. W. Anderson and D. A. Darling, 1952). */
    ANDERSON_DARLING(0.5) {
        @Override
        double integrand(double x, int pair, double theta) {
            double s = 4 * pair - 1 + 2 * theta / Math.PI;
            double square = s * s - 1;
            return 2 / Math.pow(Math.PI, 1.5) * Math.exp(-x * square / 8) * s / Math.sqrt(square);
        }
    };

    private static final double NEGLIGIBLE = 1e-18;

    /** Twice the exponent from which chances are 0 as doubles. */
    private static final double UNDERFLOW = 1500;

    private final double greatestWeight;

    QuadraticLimit(double greatestWeight) {
        this.greatestWeight = greatestWeight;
    }

    /** {@return the smooth part of the integrand between the poles of a number from 1, at θ from the first} */
    abstract double integrand(double x, int pair, double theta);

    /** {@return the chance of more than x} */
    double survival(double x) {
        if (x < 0.003) {
            return 1;
        }
        if (x > UNDERFLOW * greatestWeight) {
            return 0;
        }
        double sum = 0;
        double term = Double.POSITIVE_INFINITY;
        for (int pair = 1; Math.abs(term) > NEGLIGIBLE * sum; pair++) {
            int current = pair;
            term = (pair % 2 == 1 ? 1 : -1) * betweenPoles(x, theta -> integrand(x, current, theta));
            sum += term;
        }
        return Math.min(1, sum);
    }

    /** {@return the number that is exceeded with some chance} */
    double inverseSurvival(double chance) {
        double low = 0;
        double high = 1;
        while (survival(high) > chance) {
            high *= 2;
        }
        while (high - low > 1e-9 * high) {
            double middle = (low + high) / 2;
            if (survival(middle) > chance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * {@return the effective size at which a mean square difference is seen four times out of five}
     *
     * <p>The sum of squares is at least the square of the sum along the direction of the difference. That one is normal
     * about the difference times the root of the size, with a variance of no more than the greatest weight.
     *
     * @param effect the root of the mean square difference
     */
    double effectiveSizeFor(double effect, double alpha) {
        double errors = Math.sqrt(inverseSurvival(alpha)) + Power.Z * Math.sqrt(greatestWeight);
        return Math.pow(errors / effect, 2);
    }

    /** {@return the integral of a smooth function over the root of sin θ, for θ from 0 to π} */
    private static double betweenPoles(double x, DoubleUnaryOperator smooth) {
        int nodes = 64 + (int) (32 * Math.sqrt(x));
        double sum = 0;
        for (int i = 0; i < nodes; i++) {
            double half = (i + 0.5) * Math.PI / nodes / 2;
            double theta = Math.PI * Math.sin(half) * Math.sin(half);
            double other = Math.PI * Math.cos(half) * Math.cos(half);
            sum += smooth.applyAsDouble(theta) * Math.sqrt(theta * other / Math.sin(Math.min(theta, other)));
        }
        return sum * Math.PI / nodes;
    }
}
