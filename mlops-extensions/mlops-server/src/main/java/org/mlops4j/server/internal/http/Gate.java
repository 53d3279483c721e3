// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.time.Duration;

/** Counts the requests that are being answered and, once it is shut, lets no more in. Thread-safe. */
final class Gate {

    private final Object monitor = new Object();
    private int inside;
    private boolean shut;

    /** {@return whether a request may be answered; if so, {@link #leave} must follow} */
    boolean enter() {
        synchronized (monitor) {
            if (!shut) {
                inside++;
            }
            return !shut;
        }
    }

    void leave() {
        synchronized (monitor) {
            inside--;
            monitor.notifyAll();
        }
    }

    /** Lets nothing in any more and waits until nothing is inside. */
    void shut(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (monitor) {
            shut = true;
            boolean interrupted = false;
            for (long left = patience.toMillis(); inside > 0 && left > 0 && !interrupted; ) {
                try {
                    monitor.wait(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    Thread.currentThread().interrupt();
                }
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }
}
