// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/**
 * Size, mean and variance of some numbers.
 *
 * @param count how many
 * @param mean NaN if there are none
 * @param variance with divisor n - 1, NaN below two
 */
record Sample(long count, double mean, double variance) {

    /** {@return the sample of these numbers; two passes, compensated} */
    static Sample of(double[] values) {
        double mean = sum(values) / values.length;
        double squares = 0;
        double rest = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
            rest += value - mean;
        }
        double centred = squares - rest * rest / values.length;
        double variance = values.length < 2 ? Double.NaN : centred / (values.length - 1);
        return new Sample(values.length, values.length == 0 ? Double.NaN : mean, variance);
    }

    double standardError() {
        return Math.sqrt(variance / count);
    }

    /** Neumaier's compensated sum (1974). */
    private static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return sum + lost;
    }
}
