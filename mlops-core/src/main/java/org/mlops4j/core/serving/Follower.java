// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.Duration;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.MetadataStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that looks again whenever the store has changed, until it is closed. Thread-safe. */
final class Follower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final String what;
    private final MetadataStore metadata;
    private final Runnable look;
    private final Thread thread;
    private volatile boolean closed;
    private String complaint = "";

    private Follower(String what, MetadataStore metadata, Runnable look) {
        this.what = what;
        this.metadata = metadata;
        this.look = look;
        this.thread = new Thread(this::follow, "mlops-" + what);
        thread.setDaemon(true);
    }

    /**
     * {@return a follower at work}
     *
     * @param what who follows, such as {@code deployment fraud}
     * @param look reads what the store says now; what it throws is logged, once for each message. After a
     *     {@link StorageException} it is called again although nothing has changed
     */
    static Follower start(String what, MetadataStore metadata, Runnable look) {
        Follower follower = new Follower(what, metadata, look);
        follower.thread.start();
        return follower;
    }

    /** Lets the thread end, and interrupts the look in which it is; does not wait for it. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void follow() {
        long seen = 0;
        while (!closed) {
            try {
                long now = metadata.await(seen, LONGEST_WAIT);
                if (now > seen && look()) {
                    seen = now;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | LinkageError e) {
                complain(e);
                pause();
            }
        }
    }

    /** {@return whether the store was read; if not, it is worth another look although nothing has changed} */
    private boolean look() {
        try {
            look.run();
            complaint = "";
            return true;
        } catch (StorageException e) {
            complain(e);
            pause();
            return false;
        } catch (RuntimeException | LinkageError e) {
            // Any failure of a format or a predictor must leave this thread alive: the next change may mend it.
            complain(e);
            return true;
        }
    }

    private void complain(Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (!closed && !message.equals(complaint)) {
            complaint = message;
            LOG.warn("{} cannot follow the store; what served before goes on", what, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LONGEST_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
