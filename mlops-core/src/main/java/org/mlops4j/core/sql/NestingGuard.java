// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

/** Refuses a transaction within a transaction of the same thread, which would wait for itself. Thread-safe. */
public final class NestingGuard {

    private final String place;
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    /**
     * A guard with no transactions yet.
     *
     * @param place the database, for the message
     */
    public NestingGuard(String place) {
        this.place = place;
    }

    /** Begins a transaction of this thread. */
    public void enter() {
        requireOutside();
        inside.set(true);
    }

    /** Ends it. */
    public void leave() {
        inside.remove();
    }

    /** Fails if this thread is inside a transaction. */
    public void requireOutside() {
        if (inside.get() != null) {
            throw new IllegalStateException("this thread is inside a read or write of " + place
                    + " already; use the reader or writer that was handed to the work instead of the store");
        }
    }
}
