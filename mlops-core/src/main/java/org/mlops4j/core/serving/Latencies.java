// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * How long calls took, to two digits. Threads record apart from each other, since a histogram that they share costs two
 * of them more than the calls themselves; a stripe nobody recorded in takes no memory, and another 30 KB. Recording
 * allocates nothing but the first time in a stripe, and waits for nobody. Thread-safe.
 */
final class Latencies {

    private static final long HIGHEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 2;

    private final AtomicReferenceArray<@Nullable Recorder> recorders = new AtomicReferenceArray<>(InFlight.STRIPES);
    private final Histogram all = new Histogram(HIGHEST_NANOS, DIGITS);

    /**
     * Records a call.
     *
     * @param stripe of {@link InFlight#stripe}
     */
    void record(int stripe, long nanos) {
        Recorder recorder = recorders.get(InFlight.index(stripe));
        if (recorder == null) {
            recorder = first(InFlight.index(stripe));
        }
        recorder.recordValue(Math.min(nanos, HIGHEST_NANOS));
    }

    private Recorder first(int index) {
        Recorder mine = new Recorder(HIGHEST_NANOS, DIGITS);
        Recorder others = recorders.compareAndExchange(index, null, mine);
        return others == null ? mine : others;
    }

    synchronized Duration percentile(double percentile) {
        for (int i = 0; i < recorders.length(); i++) {
            Recorder recorder = recorders.get(i);
            if (recorder != null) {
                all.add(recorder.getIntervalHistogram());
            }
        }
        return Duration.ofNanos(all.getValueAtPercentile(percentile));
    }
}
