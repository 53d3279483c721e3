// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

/**
 * Count, mean and spread of numbers that come one by one, by B. P. Welford (1962). Not thread-safe; adding allocates
 * nothing. One NaN or infinity makes mean and spread NaN.
 */
public final class RunningMoments {

    private long count;
    private double mean;
    private double variation;

    /** Makes the moments of no numbers yet. */
    public RunningMoments() {}

    /** {@return moments that go on from what others were} */
    public static RunningMoments of(long count, double mean, double variation) {
        RunningMoments moments = new RunningMoments();
        moments.count = count;
        moments.mean = mean;
        moments.variation = variation;
        return moments;
    }

    /** Takes the next number. */
    public void add(double value) {
        count++;
        double difference = value - mean;
        mean += difference / count;
        variation += difference * (value - mean);
    }

    /** {@return how many numbers there were} */
    public long count() {
        return count;
    }

    /** {@return the arithmetic mean; 0 while there are no numbers} */
    public double mean() {
        return mean;
    }

    /** {@return the sum of squared differences from the mean} */
    public double variation() {
        return variation;
    }

    /** {@return the mean of squared differences from the mean; NaN while there are no numbers} */
    public double variance() {
        return variation / count;
    }

    /** Forgets all numbers. */
    public void clear() {
        count = 0;
        mean = 0;
        variation = 0;
    }

    /** {@return the form in which {@link #load} takes them up again} */
    public Document save() {
        return Document.object().with("count", count).with("mean", mean).with("variation", variation);
    }

    /** Goes on from what others were when they were saved. */
    public void load(Document saved) {
        count = saved.get("count").whole();
        mean = saved.get("mean").number();
        variation = saved.get("variation").number();
    }
}
