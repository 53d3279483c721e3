// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/** Count, mean and variance of a stream, by B. P. Welford (1962). */
final class RunningMoments {

    private long count;
    private double mean;
    /** The sum of squared differences from the mean. */
    private double variation;

    void add(double value) {
        count++;
        double difference = value - mean;
        mean += difference / count;
        variation += difference * (value - mean);
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** {@return the mean of squared differences from the mean} */
    double variance() {
        return variation / count;
    }

    void clear() {
        count = 0;
        mean = 0;
        variation = 0;
    }

    Document save() {
        return Document.object().with("count", count).with("mean", mean).with("variation", variation);
    }

    void load(Document saved) {
        count = saved.get("count").whole();
        mean = saved.get("mean").number();
        variation = saved.get("variation").number();
    }
}
