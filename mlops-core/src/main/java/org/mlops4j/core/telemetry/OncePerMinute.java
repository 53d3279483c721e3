// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.telemetry;

import java.util.concurrent.TimeUnit;

/** Lets one of many complaints through, then none for a minute. Thread-safe. */
public final class OncePerMinute {

    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private boolean begun;
    private long last;

    /** Lets the first one through. */
    public OncePerMinute() {}

    /**
     * {@return whether it is time to complain}
     *
     * @param nanoTime as {@link System#nanoTime} gives it
     */
    public synchronized boolean isDue(long nanoTime) {
        boolean due = !begun || nanoTime - last > INTERVAL_NANOS;
        if (due) {
            begun = true;
            last = nanoTime;
        }
        return due;
    }
}
