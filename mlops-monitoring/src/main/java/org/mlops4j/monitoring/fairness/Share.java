// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import org.mlops4j.monitoring.performance.Wilson;

/**
 * A number of cases among some rows.
 *
 * @param cases how many are of a kind
 * @param rows of how many
 */
record Share(long cases, long rows) {

    double value() {
        return (double) cases / rows;
    }

    /**
     * {@return the interval of the difference of this and another share}
     *
     * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">R. G.
     *     Newcombe, Interval estimation for the difference between independent proportions (1998), method 10</a>
     */
    Interval minus(Share other, double z) {
        Wilson own = Wilson.interval(cases, rows, z);
        Wilson others = Wilson.interval(other.cases, other.rows, z);
        double difference = value() - other.value();
        return new Interval(
                difference - Math.hypot(value() - own.low(), others.high() - other.value()),
                difference + Math.hypot(own.high() - value(), other.value() - others.low()));
    }

    /** {@return the interval of the ratio of this and another share, by the logarithm of the adjusted ratio} */
    Interval over(Share other, double z) {
        double centre = Math.log((cases + 0.5) / (rows + 0.5)) - Math.log((other.cases + 0.5) / (other.rows + 0.5));
        double half =
                z * Math.sqrt(1 / (cases + 0.5) - 1 / (rows + 0.5) + 1 / (other.cases + 0.5) - 1 / (other.rows + 0.5));
        return new Interval(Math.exp(centre - half), Math.exp(centre + half));
    }

    /**
     * Two ends.
     *
     * @param low the lower one
     * @param high the upper one
     */
    record Interval(double low, double high) {

        /** {@return the interval of the absolute value} */
        Interval absolute() {
            return new Interval(Math.max(0, Math.max(low, -high)), Math.max(-low, high));
        }

        /** {@return the interval of the greater of two values} */
        Interval max(Interval other) {
            return new Interval(Math.max(low, other.low), Math.max(high, other.high));
        }
    }
}
