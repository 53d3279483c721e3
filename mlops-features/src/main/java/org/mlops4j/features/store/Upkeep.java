// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a feature store that is read: it looks for new events and stores states. What fails is logged once and
 * tried again at its next turn; when the store below has been closed, it ends. Thread-safe.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long REFRESH_SECONDS = 1;
    /** Writing states costs more than reading the events of ten minutes again. */
    private static final long STORE_SECONDS = 600;

    private final Runnable refresh;
    private final Runnable store;
    private @Nullable ScheduledExecutorService thread;
    private boolean closed;

    Upkeep(Runnable refresh, Runnable store) {
        this.refresh = refresh;
        this.store = store;
    }

    /** Starts the thread, unless it runs or has been closed. */
    synchronized void begin() {
        if (thread != null || closed) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "mlops4j-features");
            daemon.setDaemon(true);
            return daemon;
        });
        schedule(thread, new Turn("look for new events", refresh), REFRESH_SECONDS);
        schedule(thread, new Turn("store the states of entities", store), STORE_SECONDS);
    }

    private static void schedule(ScheduledExecutorService thread, Turn turn, long seconds) {
        // A turn catches what fails; it ends when the thread is shut down.
        var unused = thread.scheduleWithFixedDelay(turn, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Ends the thread after its present turn; idempotent. */
    @Override
    public void close() {
        ScheduledExecutorService running;
        synchronized (this) {
            closed = true;
            running = thread;
            thread = null;
        }
        if (running != null) {
            running.shutdown();
        }
    }

    /** What is done again and again. */
    private final class Turn implements Runnable {

        private final String what;
        private final Runnable task;
        private boolean failing;

        Turn(String what, Runnable task) {
            this.what = what;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
                failing = false;
            } catch (IllegalStateException e) {
                LOG.info("the store was closed before the feature store on it", e);
                close();
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.warn("feature store could not {}; it is tried again", what, e);
                }
                failing = true;
            }
        }
    }
}
