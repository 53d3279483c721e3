// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.MetadataReader.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an MLflow server follow a store: runs appear there while they go on, and versions and aliases when they are
 * registered and moved. The store stays the truth: it takes what is logged whether the server can be reached or not,
 * and what the server lacks goes over when it can. Thread-safe.
 *
 * <pre>{@code
 * try (MlflowFollower follower = MlflowFollower.of(mlops, server).start()) {
 *     …                                              // runs as ever
 * }                                                  // carries over what is left, and stops
 * }</pre>
 *
 * <p>How far it is, is kept in the store, so a follower goes on where the one before it stopped or died. Nothing is
 * made twice, see {@link MlflowExport}, nor if two follow one store to one server: what one of them makes, the other
 * one leaves for later. What the server refuses is logged and left out. What it fails at, with a status of 500 or
 * above, is set aside, tried again after 10 seconds, 20, and so on up to an hour, and {@link #status told of}, while
 * the rest goes over; if it fails at three things in a row, nothing more is tried at once. What came from MLflow does
 * not go back there. A metric point of an earlier step than those that are over there goes over when its run ends. An
 * alias that is removed here goes there, if it points at a version from here; whatever else is deleted here stays
 * there.
 */
public final class MlflowFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MlflowFollower.class);

    private static final String KIND = "mlflow-follower";
    private static final String SEQUENCE = "sequence";
    private static final int CHANGES = 1_000;
    private static final int DIGITS = 16;

    /** So many changes of a moment go over together. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Mlops mlops;
    private final MlflowConnection server;
    private final String to;
    private final ItemFollower items;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long carried;
    private volatile @Nullable String failure;
    private @Nullable Thread thread;

    private MlflowFollower(Mlops mlops, MlflowConnection server, long carried) {
        this.mlops = mlops;
        this.server = server;
        this.to = to(server);
        this.items = new ItemFollower(mlops, server, to);
        this.carried = carried;
    }

    /**
     * {@return a follower that goes on where the last one to this server stopped; the first begins with what changes
     * from now on}
     */
    public static MlflowFollower of(Mlops mlops, MlflowConnection server) {
        return of(mlops, server, mlops.metadata().read(reader -> reader.lastChange()));
    }

    /**
     * {@return a follower that goes on where the last one to this server stopped; the first takes all that there is}
     */
    public static MlflowFollower fromTheBeginning(Mlops mlops, MlflowConnection server) {
        return of(mlops, server, 0);
    }

    private static MlflowFollower of(Mlops mlops, MlflowConnection server, long otherwise) {
        requireNonNull(server, "server");
        long carried = mlops.metadata()
                .read(reader -> reader.find(KIND, to(server)))
                .map(stored -> stored.body().get(SEQUENCE).whole())
                .orElse(otherwise);
        MlflowFollower follower = new MlflowFollower(mlops, server, carried);
        follower.remember();
        return follower;
    }

    /**
     * Follows in a thread of its own until {@link #close}. While the server cannot be reached it tries again, after a
     * second at first and a minute at last.
     *
     * @return this
     */
    public synchronized MlflowFollower start() {
        if (thread == null) {
            thread = new Thread(this::follow, "mlops4j-mlflow");
            thread.setDaemon(true);
            thread.start();
        }
        return this;
    }

    /**
     * Carries over what has changed before this call.
     *
     * @return how far it is now
     * @throws StorageException if the server cannot be reached, or fails at three things in a row; the rest goes over
     *     with the next call
     * @throws RejectedException if the server does not know us
     */
    public synchronized FollowStatus carry() {
        long until = mlops.metadata().read(reader -> reader.lastChange());
        try {
            items.retry();
            for (List<Change> changes = changes(); !changes.isEmpty(); changes = changes()) {
                Set<String> changed = ItemFollower.changed(changes);
                if (carried >= until && !changed.isEmpty()) {
                    break;
                }
                // What the follower itself has written is behind it too, but concerns nobody.
                items.carry(changed);
                carried = changes.get(changes.size() - 1).sequence();
                if (!changed.isEmpty()) {
                    remember();
                }
            }
            failure = null;
            return status();
        } catch (MlopsException e) {
            failure = e.getMessage();
            throw e;
        }
    }

    /** {@return how far it is} */
    public FollowStatus status() {
        long last = mlops.metadata().read(reader -> reader.lastChange());
        return new FollowStatus(carried, Math.max(0, last - carried), items.refused(), items.aside(), failure);
    }

    /**
     * Stops the thread after it has carried over what had changed before this call, once and as far as the server can
     * be reached. Closes neither store nor server; idempotent.
     */
    @Override
    public void close() {
        closing.countDown();
        Thread following;
        synchronized (this) {
            following = thread;
        }
        if (following != null) {
            boolean interrupted = false;
            while (following.isAlive()) {
                try {
                    following.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void follow() {
        Duration pause = PAUSE;
        boolean last = false;
        while (!last) {
            last = isClosing(pause);
            try {
                carry();
                if (pause.compareTo(PAUSE) > 0) {
                    LOG.info("the MLflow server {} can be reached again", server);
                }
                pause = PAUSE;
            } catch (MlopsException e) {
                if (pause.equals(PAUSE)) {
                    LOG.warn("nothing goes over to the MLflow server {} at the moment; trying again", server, e);
                }
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        }
    }

    private boolean isClosing(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody has this thread but the follower, which does not interrupt it.
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private List<Change> changes() {
        long after = carried;
        return mlops.metadata().read(reader -> reader.changes(after, CHANGES));
    }

    private void remember() {
        mlops.metadata().write(writer -> writer.put(KIND, to, Document.object().with(SEQUENCE, carried), Map.of()));
    }

    private static String to(MlflowConnection server) {
        return Digest.of(server.toString().getBytes(UTF_8)).hex().substring(0, DIGITS);
    }
}
