// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One try of a stage, which other threads can interrupt: the thread is interrupted in the try, never after it. */
final class GuardedAttempt {

    private final Callable<Result> work;
    private final Object lock = new Object();
    private @Nullable Thread thread;
    private @Nullable Interruption why;
    private boolean over;

    GuardedAttempt(Callable<Result> work) {
        this.work = work;
    }

    /**
     * Interrupts the try, also one that has not begun; the first reason counts, and one that comes too late does not.
     */
    void interrupt(Interruption reason) {
        synchronized (lock) {
            if (!over && why == null) {
                why = reason;
                if (thread != null) {
                    thread.interrupt();
                }
            }
        }
    }

    /** {@return how it went; whatever an interrupted try gave does not count} */
    Outcome run() {
        if (!begin()) {
            return end(new Outcome(null, null, null));
        }
        try {
            return end(new Outcome(work.call(), null, null));
        } catch (InterruptedException e) {
            return end(new Outcome(null, e, Interruption.CALLER));
        } catch (Throwable e) {
            return end(new Outcome(null, e, null));
        }
    }

    private boolean begin() {
        synchronized (lock) {
            thread = Thread.currentThread();
            return why == null;
        }
    }

    private Outcome end(Outcome outcome) {
        synchronized (lock) {
            boolean interrupted = why != null && thread != null;
            over = true;
            thread = null;
            if (interrupted) {
                // The flag was meant for the work, which is over.
                Thread.interrupted();
            }
            return why == null ? outcome : new Outcome(null, outcome.thrown(), why);
        }
    }

    /**
     * How a try went.
     *
     * @param result what it gave, if it was not interrupted
     * @param thrown what it threw, if it did
     * @param why it was interrupted, if it was
     */
    record Outcome(
            @Nullable Result result,
            @Nullable Throwable thrown,
            @Nullable Interruption why) {}
}
