// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.core.lease.Lease;
import org.mlops4j.core.pipeline.Claims;
import org.mlops4j.core.tracking.RunKeeper;
import org.mlops4j.data.Limits;
import org.mlops4j.identity.Actor;
import org.mlops4j.progress.Progress;
import org.mlops4j.spi.AccessPolicy;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.Telemetry;

/** What all handles on one opened store share, whoever acts by them. Thread-safe. */
final class OpenedStore {

    /** Metrics are durable a second after the call at the latest. */
    private static final Duration FLUSH = Duration.ofMillis(500);

    /** How often is looked whether system metrics are due; runs sample them once a second at most. */
    private static final Duration SAMPLE = Duration.ofSeconds(1);

    /** Three renewals to a term, so that two may fail. */
    private static final Duration RENEW = Lease.TERM.dividedBy(3);

    private final Stores stores;
    private final InstantSource clock;
    private final AccessPolicy access;
    private final Limits limits;
    private final List<ModelFormat> formats;
    private final Progress progress;
    private final Telemetry telemetry;
    private final Lease lease;
    private final RunKeeper runs;
    private final Claims claims;
    private final Heartbeat heartbeat = new Heartbeat();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;

    OpenedStore(
            Stores stores,
            InstantSource clock,
            AccessPolicy access,
            Limits limits,
            List<ModelFormat> formats,
            Progress progress,
            Telemetry telemetry) {
        this.stores = stores;
        this.clock = clock;
        this.access = access;
        this.limits = limits;
        this.formats = formats;
        this.progress = progress;
        this.telemetry = telemetry;
        this.lease = new Lease(stores.metadata());
        this.runs = new RunKeeper(stores.metadata(), stores.series(), stores.blobs(), clock, lease, progress, limits);
        this.claims = new Claims(lease);
    }

    /** Takes care of what dead processes left, now and from time to time. */
    void start(Actor actor) {
        if (!stores.writable()) {
            return;
        }
        sweep(actor);
        heartbeat.every(SAMPLE, "sample system metrics", runs::sample);
        heartbeat.every(FLUSH, "store metrics", runs::flush);
        heartbeat.every(RENEW, "renew the lease", lease::renew);
        heartbeat.every(RENEW, "look for cancelled pipeline runs", claims::interruptLost);
        heartbeat.every(Lease.TERM, "look for lost runs", () -> sweep(actor));
    }

    Stores stores() {
        requireOpen();
        return stores;
    }

    InstantSource clock() {
        return clock;
    }

    Limits limits() {
        return limits;
    }

    List<ModelFormat> formats() {
        return formats;
    }

    Progress progress() {
        return progress;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    RunKeeper runs() {
        return runs;
    }

    Claims claims() {
        return claims;
    }

    HashChain chain(Actor actor) {
        return new HashChain(stores.metadata(), stores.json(), clock, actor, access);
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** Closes what uses the stores, and then the stores; idempotent. */
    void close(AutoCloseable deployments) {
        if (closing.compareAndSet(false, true)) {
            List<AutoCloseable> all =
                    new ArrayList<>(List.of(claims, deployments, runs, heartbeat, lease, () -> closed = true));
            all.addAll(stores.closeables());
            Closing.all(all);
        }
    }

    private void sweep(Actor actor) {
        // Keeping house is nobody's wish that a policy could deny.
        runs.sweep(new HashChain(stores.metadata(), stores.json(), clock, actor));
        lease.sweep();
    }
}
