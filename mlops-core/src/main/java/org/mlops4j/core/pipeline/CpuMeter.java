// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Adds up the CPU time of the threads that are at work on one try of a stage. Thread-safe. */
final class CpuMeter {

    private final LongSupplier clock;
    private final LongAdder nanos = new LongAdder();
    private volatile boolean unknown;

    /** A meter by a clock of the calling thread, see {@link RunClocks#cpu}. */
    CpuMeter(LongSupplier clock) {
        this.clock = clock;
    }

    /** {@return what the work gives, which is done in the calling thread} */
    <T> T measure(Callable<T> work) throws Exception {
        long before = clock.getAsLong();
        try {
            return work.call();
        } finally {
            long after = clock.getAsLong();
            if (before < 0 || after < 0) {
                unknown = true;
            } else {
                nanos.add(after - before);
            }
        }
    }

    /** {@return what was measured so far, {@code null} if the machine does not tell} */
    @Nullable Duration total() {
        return unknown ? null : Duration.ofNanos(nanos.sum());
    }
}
