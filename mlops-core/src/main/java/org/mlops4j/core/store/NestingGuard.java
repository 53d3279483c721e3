// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

/** Refuses a transaction within a transaction of the same thread, which would wait for itself. Thread-safe. */
final class NestingGuard {

    private final String place;
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    NestingGuard(String place) {
        this.place = place;
    }

    /** Begins a transaction of this thread. */
    void enter() {
        requireOutside();
        inside.set(true);
    }

    /** Ends it. */
    void leave() {
        inside.remove();
    }

    /** Fails if this thread is inside a transaction. */
    void requireOutside() {
        if (inside.get() != null) {
            throw new IllegalStateException("this thread is inside a read or write of " + place
                    + " already; use the reader or writer that was handed to the work instead of the store");
        }
    }
}
