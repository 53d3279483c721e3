// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What runs tell times by.
 *
 * @param wall the time of day
 * @param cpu nanoseconds of CPU time that the calling thread has used, negative if that is not known
 */
public record RunClocks(InstantSource wall, LongSupplier cpu) {

    /** Checks that both are there. */
    public RunClocks {
        requireNonNull(wall, "wall");
        requireNonNull(cpu, "cpu");
    }

    /** {@return a time of day with the CPU time of this machine} */
    public static RunClocks of(InstantSource wall) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new RunClocks(
                wall, threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : () -> -1);
    }
}
