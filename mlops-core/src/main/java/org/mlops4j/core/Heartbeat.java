// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread that does small things again and again until it is closed. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "mlops4j-heartbeat");
        daemon.setDaemon(true);
        return daemon;
    });

    private final List<Future<?>> beats = new CopyOnWriteArrayList<>();

    /** Repeats work in a rhythm of elapsed time; a failure is logged, and the next beat tries again. */
    void every(Duration period, String what, Runnable work) {
        beats.add(thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("Could not {}; the next try is in {}", what, period, e);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    /** Waits for the beat that is under way, unless the thread is interrupted; none comes after. */
    @Override
    public void close() {
        beats.forEach(beat -> beat.cancel(false));
        thread.shutdown();
        try {
            while (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("Waiting for the heartbeat to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
