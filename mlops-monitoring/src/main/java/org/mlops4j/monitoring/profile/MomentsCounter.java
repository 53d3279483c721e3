// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

/** Counts finite numbers into {@link Moments}. Not thread-safe; adding allocates nothing. */
final class MomentsCounter {

    private final ExactSums sums = new ExactSums();
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** Counts a finite number that is not minus zero. */
    void add(double number) {
        count++;
        sums.add(number);
        if (number < min) {
            min = number;
        }
        if (number > max) {
            max = number;
        }
    }

    Moments snapshot() {
        return count == 0 ? Moments.NONE : new Moments(count, min, max, sums.sum(), sums.squares());
    }
}
