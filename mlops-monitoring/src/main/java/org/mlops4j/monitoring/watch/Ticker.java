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

/** Does something again and again in a daemon thread, and once more when it is asked to. */
final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final ExecutorService thread;
    private final Runnable turn;

    private Ticker(ExecutorService thread, Runnable turn) {
        this.thread = thread;
        this.turn = turn;
    }

    static Ticker start(String name, Duration pause, Runnable work) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, name);
            daemon.setDaemon(true);
            return daemon;
        });
        Runnable turn = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("a turn of {} failed; the next one tries again", name, e);
            }
        };
        // The handle is looked at by nobody: failures are logged by the work itself, which goes on.
        var unused = thread.scheduleWithFixedDelay(turn, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
        return new Ticker(thread, turn);
    }

    /** Asks for one more turn, as soon as the one under way is over. */
    void soon() {
        thread.execute(turn);
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
