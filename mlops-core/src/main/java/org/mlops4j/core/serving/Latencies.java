// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long calls took, to two digits. Recording allocates nothing and waits for nobody. Thread-safe. */
final class Latencies {

    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private final Recorder recorder = new Recorder(HIGHEST_NANOS, 2);
    private final Histogram all = new Histogram(HIGHEST_NANOS, 2);

    void record(long nanos) {
        recorder.recordValue(Math.min(nanos, HIGHEST_NANOS));
    }

    synchronized Duration percentile(double percentile) {
        all.add(recorder.getIntervalHistogram());
        return Duration.ofNanos(all.getValueAtPercentile(percentile));
    }
}
