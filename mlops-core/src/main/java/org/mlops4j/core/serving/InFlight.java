// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the calls that are inside something, so that it can be closed when the last one has left. Entering and leaving
 * cost one atomic addition each, on a cache line that threads share rarely; nothing waits but the one who closes.
 *
 * <p>A caller enters, then looks whether the thing is still the current one, and leaves at once if it is not. The
 * closer first puts another thing in place and then waits for {@link #awaitEmpty()}. Both sides write before they read,
 * with volatile semantics, so either the caller sees the new thing or the closer sees the caller.
 */
final class InFlight {

    /** Longs from one stripe to the next: two cache lines, so that a prefetched neighbour does no harm either. */
    private static final int STRIDE = 16;

    private static final long LONGEST_PAUSE_NANOS = 1_000_000;

    private static final int STRIPES =
            Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors() * 2 - 1)) * 2;

    private final AtomicLongArray entered = new AtomicLongArray(STRIPES * STRIDE);
    private final AtomicLongArray left = new AtomicLongArray(STRIPES * STRIDE);

    InFlight() {}

    /** {@return the stripe of this thread, the same in every object of this class} */
    static int stripe() {
        return ((int) Thread.currentThread().getId() & (STRIPES - 1)) * STRIDE;
    }

    void enter(int stripe) {
        entered.getAndIncrement(stripe);
    }

    /** {@return how many calls entered by this stripe} */
    long entered(int stripe) {
        return entered.get(stripe);
    }

    /** Ends a call that was answered. */
    void leave(int stripe) {
        left.getAndIncrement(stripe);
    }

    /** Ends a call that was not answered, as if it had never entered. */
    void cancel(int stripe) {
        entered.getAndDecrement(stripe);
    }

    /** {@return how many calls were answered} */
    long answered() {
        return sum(left);
    }

    /** Waits, however long it takes, until everybody has left who entered before; the thread's interruption is kept. */
    void awaitEmpty() {
        long pause = 1_000;
        // Who has left is counted first. Who entered, less who was cancelled, is never fewer than that; if it is as
        // many later, then nobody is inside.
        while (sum(left) != sum(entered)) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private static long sum(AtomicLongArray stripes) {
        long sum = 0;
        for (int i = 0; i < stripes.length(); i += STRIDE) {
            sum += stripes.get(i);
        }
        return sum;
    }
}
