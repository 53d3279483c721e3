// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the calls that are inside something, so that it can be closed when the last one has left. Entering and leaving
 * cost one atomic addition each, on the same cache line, which threads share rarely; nothing waits but the one who
 * closes.
 *
 * <p>A caller enters, then looks whether the thing is still the current one, and leaves at once if it is not. The
 * closer first puts another thing in place and then waits for {@link #awaitEmpty()}. Both sides write before they read,
 * with volatile semantics, so either the caller sees the new thing or the closer sees the caller.
 */
final class InFlight {

    /** How many stripes there are, a power of two: so many that two threads that run at once seldom have the same. */
    static final int STRIPES =
            Integer.highestOneBit(Math.min(256, 8 * Runtime.getRuntime().availableProcessors()));

    /** Longs from one stripe to the next: two cache lines, so that a prefetched neighbour does no harm either. */
    private static final int STRIDE = 16;

    /** Where those who left are counted, from where those who entered are. */
    private static final int LEFT = 1;

    private static final long LONGEST_PAUSE_NANOS = 1_000_000;

    private final AtomicLongArray counts = new AtomicLongArray(STRIPES * STRIDE);

    InFlight() {}

    /** {@return the stripe of this thread, the same in every object of this class} */
    static int stripe() {
        return ((int) Thread.currentThread().getId() & (STRIPES - 1)) * STRIDE;
    }

    /** {@return the number of a stripe, below {@link #STRIPES}} */
    static int index(int stripe) {
        return stripe / STRIDE;
    }

    void enter(int stripe) {
        counts.getAndIncrement(stripe);
    }

    /** {@return how many calls entered by this stripe} */
    long entered(int stripe) {
        return counts.get(stripe);
    }

    /** Ends a call that was answered. */
    void leave(int stripe) {
        counts.getAndIncrement(stripe + LEFT);
    }

    /** Ends a call that was not answered, as if it had never entered. */
    void cancel(int stripe) {
        counts.getAndDecrement(stripe);
    }

    /** {@return how many calls were answered} */
    long answered() {
        return sum(LEFT);
    }

    /** Waits, however long it takes, until everybody has left who entered before; the thread's interruption is kept. */
    void awaitEmpty() {
        long pause = 1_000;
        // Who has left is counted first. Who entered, less who was cancelled, is never fewer than that; if it is as
        // many later, then nobody is inside.
        while (sum(LEFT) != sum(0)) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private long sum(int first) {
        long sum = 0;
        for (int i = first; i < counts.length(); i += STRIDE) {
            sum += counts.get(i);
        }
        return sum;
    }
}
