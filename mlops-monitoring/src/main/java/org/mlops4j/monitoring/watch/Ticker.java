// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again in a daemon thread. */
final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final ExecutorService thread;

    private Ticker(ExecutorService thread) {
        this.thread = thread;
    }

    static Ticker start(String name, Duration pause, Runnable work) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, name);
            daemon.setDaemon(true);
            return daemon;
        });
        // The handle is looked at by nobody: failures are logged by the work itself, which goes on.
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("a turn of {} failed; the next one tries again", name, e);
                    }
                },
                0,
                pause.toNanos(),
                TimeUnit.NANOSECONDS);
        return new Ticker(thread);
    }

    /** Returns when the turn under way is over; if interrupted, at once. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            while (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("still waiting for a turn to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
