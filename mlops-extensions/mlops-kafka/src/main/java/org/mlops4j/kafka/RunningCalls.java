// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets calls run until something is closed, which waits for those that run. Thread-safe. */
final class RunningCalls {

    private final String what;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    /** @param what is closed, for the message */
    RunningCalls(String what) {
        this.what = what;
    }

    /**
     * {@return what a call gives}
     *
     * @throws IllegalStateException after {@link #close}
     */
    <T> T run(Supplier<T> call) {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(what + " is closed");
            }
            return call.get();
        } finally {
            closing.readLock().unlock();
        }
    }

    /** Closes after running calls; does nothing the second time. */
    void close(Runnable close) {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                close.run();
            }
        } finally {
            closing.writeLock().unlock();
        }
    }
}
