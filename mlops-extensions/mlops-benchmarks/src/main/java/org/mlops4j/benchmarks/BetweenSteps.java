// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What lies between the bodies of two steps, as percentiles of each iteration. For one step at a time. */
@State(Scope.Benchmark)
public class BetweenSteps {

    /** How many steps a run has. */
    static final int STEPS = 20;

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

    /** Forgets what an iteration before has noted. */
    @Setup(Level.Iteration)
    public void reset() {
        nanos.reset();
    }

    /** Tells the percentiles. */
    @TearDown(Level.Iteration)
    public void print() {
        System.out.printf(
                Locale.ROOT,
                " [between steps: p50 %d µs, p99 %d µs] ",
                nanos.getValueAtPercentile(50) / 1_000,
                nanos.getValueAtPercentile(99) / 1_000);
    }
}
