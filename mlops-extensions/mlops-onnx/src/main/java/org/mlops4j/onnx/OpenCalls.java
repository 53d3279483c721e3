// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls inside of native code, which must not be freed under them: the last one to leave frees it. Thread-safe. */
final class OpenCalls {

    private final Runnable free;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The calls under way, and one as long as this is open. */
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * No calls.
     *
     * @param free runs once, when this is closed and nobody is inside
     */
    OpenCalls(Runnable free) {
        this.free = free;
    }

    /**
     * Begins a call, which has to {@link #leave}.
     *
     * @throws IllegalStateException if this is closed
     */
    void enter() {
        int before;
        do {
            before = users.get();
            if (closed.get() || before == 0) {
                throw new IllegalStateException("the ONNX model is closed");
            }
        } while (!users.compareAndSet(before, before + 1));
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            free.run();
        }
    }

    /** Lets nobody in any more; idempotent. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }
}
