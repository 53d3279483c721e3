// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
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
 * made twice, see {@link MlflowExport}; one store is followed by one follower for each server at a time. What the
 * server refuses is logged and left out, and what came from MLflow does not go back there. A metric point of an earlier
 * step than those that are over there goes over when its run ends. What is deleted here, and an alias that is removed
 * here, stays there.
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
    private final RunFollower runs;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long carried;
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable String failure;
    private @Nullable Thread thread;

    private MlflowFollower(Mlops mlops, MlflowConnection server, long carried) {
        this.mlops = mlops;
        this.server = server;
        this.to = to(server);
        this.runs = new RunFollower(mlops, server, to, this::refuse);
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
     * @throws StorageException if the server cannot be reached or fails; the rest goes over with the next call
     * @throws RejectedException if the server does not know us
     */
    public synchronized FollowStatus carry() {
        long until = mlops.metadata().read(reader -> reader.lastChange());
        try {
            for (List<Change> changes = changes(); !changes.isEmpty(); changes = changes()) {
                Set<String> changedRuns = changed(changes, "run");
                // A version changes when its tags do, and when an alias comes to it or leaves it.
                Set<String> changedVersions = changed(changes, "model-version");
                boolean concerns = !changedRuns.isEmpty() || !changedVersions.isEmpty();
                if (carried >= until && concerns) {
                    break;
                }
                // What the follower itself has written is behind it too, but concerns nobody.
                changedRuns.forEach(this::carryRun);
                changedVersions.forEach(this::carryVersion);
                carried = changes.get(changes.size() - 1).sequence();
                if (concerns) {
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
        return new FollowStatus(carried, Math.max(0, last - carried), refused.get(), failure);
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

    private static Set<String> changed(List<Change> changes, String kind) {
        return changes.stream()
                .filter(change -> !change.deleted() && change.kind().equals(kind))
                .map(Change::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void carryRun(String id) {
        take(
                "run '" + id + "'",
                () -> mlops.tracking()
                        .find(id)
                        .filter(run ->
                                run.findOrigin().filter(RunTransfer::isOrigin).isEmpty())
                        .ifPresent(runs::carry));
    }

    private void carryVersion(String id) {
        int slash = id.lastIndexOf('/');
        take(
                "version " + id,
                () -> mlops.registry()
                        .find(id.substring(0, slash), Integer.parseInt(id.substring(slash + 1)))
                        .filter(version -> !ModelTransfer.isImported(version))
                        .ifPresent(MlflowExport.of(mlops, server)::version));
    }

    private void take(String what, Runnable work) {
        try {
            work.run();
        } catch (InvalidException | NotFoundException | IncompatibleException e) {
            refused.incrementAndGet();
            LOG.warn("{} does not go over to the MLflow server {}", what, server, e);
        }
    }

    private void refuse(InvalidException e) {
        refused.incrementAndGet();
        LOG.warn("something of a run does not go over to the MLflow server {}", server, e);
    }

    private void remember() {
        mlops.metadata().write(writer -> writer.put(KIND, to, Document.object().with(SEQUENCE, carried), Map.of()));
    }

    private static String to(MlflowConnection server) {
        return Digest.of(server.toString().getBytes(UTF_8)).hex().substring(0, DIGITS);
    }
}
