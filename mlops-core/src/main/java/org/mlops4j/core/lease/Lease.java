// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lease;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredDocument;

/**
 * The sign of life that an opened store leaves in its metadata. What is going on names the lease of its owner; when the
 * lease is gone or has run out, the owner is dead and others may take over.
 *
 * <p>On one machine the operating system tells whether the owner lives. For owners elsewhere a lease counts as run out
 * once it was not renewed for {@link #TERM} of this process's elapsed time: no two clocks are ever compared, so a clock
 * that is wrong or goes back takes nobody's work away. Thread-safe.
 */
public final class Lease implements AutoCloseable {

    /** How long a lease lives without renewal. */
    public static final Duration TERM = Duration.ofSeconds(15);

    private static final String KIND = "lease";

    private final MetadataStore metadata;
    private final LongSupplier nanoTime;
    private final OwnerProcess process;
    private final String id = UUID.randomUUID().toString();
    private final Object lock = new Object();
    private final Map<String, Observation> observations = new HashMap<>();
    private boolean taken;
    private boolean closed;

    /** A lease in a store; nothing is stored before {@link #take}. */
    public Lease(MetadataStore metadata) {
        this(metadata, System::nanoTime, OwnerProcess.current());
    }

    Lease(MetadataStore metadata, LongSupplier nanoTime, OwnerProcess process) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.nanoTime = nanoTime;
        this.process = process;
    }

    /** {@return the id of this lease, whether it was taken or not} */
    public String id() {
        return id;
    }

    /** {@return the id of this lease, which is in the store from now on} */
    public String take() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            if (!taken) {
                put();
                taken = true;
            }
            return id;
        }
    }

    /** Renews the lease if it was taken; to be called a few times each {@link #TERM}. */
    public void renew() {
        synchronized (lock) {
            if (taken && !closed) {
                put();
            }
        }
    }

    /** {@return whether that is the id of this lease} */
    public boolean isOwn(String lease) {
        return id.equals(lease);
    }

    /** {@return whether the owner of a lease is known to be dead} */
    public boolean expired(String lease) {
        if (isOwn(lease)) {
            return false;
        }
        Optional<StoredDocument> stored = metadata.read(reader -> reader.find(KIND, lease));
        if (stored.isEmpty()) {
            return true;
        }
        OwnerProcess owner = OwnerProcess.from(stored.get().body());
        return owner.comparableWith(process)
                ? !owner.alive()
                : unchangedForTerm(lease, stored.get().version());
    }

    /** Removes the leases that dead processes left. */
    public void sweep() {
        List<String> dead = metadata.read(reader -> Pages.all(reader, MetadataQuery.of(KIND))).stream()
                .map(StoredDocument::id)
                .filter(this::expired)
                .toList();
        if (!dead.isEmpty()) {
            metadata.write(writer -> {
                dead.forEach(lease -> writer.delete(KIND, lease));
                return dead;
            });
        }
    }

    /** Gives the lease up; idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            if (taken && !closed) {
                metadata.write(writer -> writer.delete(KIND, id));
            }
            closed = true;
        }
    }

    private void put() {
        metadata.write(writer -> writer.put(KIND, id, process.toDocument(), Map.of("pid", Document.of(process.pid()))));
    }

    private boolean unchangedForTerm(String lease, long version) {
        long now = nanoTime.getAsLong();
        synchronized (lock) {
            Observation seen = observations.get(lease);
            if (seen == null || seen.version() != version) {
                observations.put(lease, new Observation(version, now));
                return false;
            }
            return now - seen.since() >= TERM.toNanos();
        }
    }

    /** That a lease has had a version since a moment. */
    private record Observation(long version, long since) {}
}
