// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

/**
 * A number of about 106 bits, as the unevaluated sum of two doubles. Mutable, so that a computation allocates nothing;
 * not thread-safe.
 */
/*
 * T. J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18 (1971), with the
 * product from a fused multiply-add.
 */
final class DoubleDouble {

    private double high;
    private double low;

    double doubleValue() {
        return high;
    }

    DoubleDouble set(double value) {
        high = value;
        low = 0;
        return this;
    }

    DoubleDouble set(DoubleDouble other) {
        high = other.high;
        low = other.low;
        return this;
    }

    /** Becomes an exact sum, rounded to 106 bits. */
    DoubleDouble set(ExactSum sum) {
        double rounded = sum.doubleValue();
        sum.remove(rounded);
        double rest = sum.doubleValue();
        sum.add(rounded);
        high = rounded;
        low = rest;
        return this;
    }

    DoubleDouble plus(DoubleDouble other) {
        double sum = high + other.high;
        double part = sum - high;
        double error = (high - (sum - part)) + (other.high - part);
        return normalize(sum, error + low + other.low);
    }

    DoubleDouble minus(DoubleDouble other) {
        double sum = high - other.high;
        double part = sum - high;
        double error = (high - (sum - part)) - (other.high + part);
        return normalize(sum, error + low - other.low);
    }

    DoubleDouble times(DoubleDouble other) {
        double product = high * other.high;
        double error = Math.fma(high, other.high, -product);
        return normalize(product, error + (high * other.low + low * other.high));
    }

    DoubleDouble times(double other) {
        double product = high * other;
        double error = Math.fma(high, other, -product);
        return normalize(product, error + low * other);
    }

    DoubleDouble dividedBy(double other) {
        double quotient = high / other;
        double rest = Math.fma(-quotient, other, high) + low;
        return normalize(quotient, rest / other);
    }

    /** Adds this to an exact sum, or takes it back. */
    void addTo(ExactSum sum, int sign) {
        if (sign > 0) {
            sum.add(high);
            sum.add(low);
        } else {
            sum.remove(high);
            sum.remove(low);
        }
    }

    private DoubleDouble normalize(double sum, double rest) {
        high = sum + rest;
        low = rest - (high - sum);
        return this;
    }
}
