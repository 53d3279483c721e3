// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

/** Wakes those who wait for commits. Thread-safe. */
public final class CommitSignal {

    private final long longestMillis;
    private long commits;

    /**
     * No commits yet.
     *
     * @param longestMillis after how long a waiting thread looks by itself, because others may commit unheard
     */
    public CommitSignal(long longestMillis) {
        this.longestMillis = longestMillis;
    }

    /** {@return how many commits were announced} */
    public synchronized long count() {
        return commits;
    }

    /** Announces that there may be something new. */
    public synchronized void announce() {
        commits++;
        notifyAll();
    }

    /**
     * Returns after the next announcement, or earlier.
     *
     * @param seen what {@link #count} was before the caller looked
     * @param nanos how long to wait at most
     */
    public synchronized void await(long seen, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + Math.min(longestMillis * 1_000_000, nanos);
        long left = deadline - System.nanoTime();
        while (commits == seen && left > 0) {
            wait(left / 1_000_000 + 1);
            left = deadline - System.nanoTime();
        }
    }
}
