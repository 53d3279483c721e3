// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What lies between the bodies of two steps, as percentiles. For one step at a time. */
final class BetweenSteps {

    private final Histogram nanos = new Histogram(3);
    private long last;

    /** Notes that the body of a step begins. */
    void step(boolean first) {
        long now = System.nanoTime();
        if (!first) {
            nanos.recordValue(now - last);
        }
        last = now;
    }

    void reset() {
        nanos.reset();
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                " [between steps: p50 %d µs, p99 %d µs] ",
                nanos.getValueAtPercentile(50) / 1_000,
                nanos.getValueAtPercentile(99) / 1_000);
    }
}
