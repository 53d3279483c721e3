// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.core.lease.Lease;
import org.mlops4j.error.ConflictException;

/**
 * Which runs this process carries on, on one opened store, whoever acts. A run in the hands of this process's lease
 * that is not among them was left there by a failure, and can be taken up again. Thread-safe.
 */
public final class Claims implements AutoCloseable {

    private final Lease lease;
    private final Object lock = new Object();
    private final Set<String> active = new HashSet<>();
    private final Map<String, Execution> executions = new HashMap<>();
    private final Set<Worker> workers = new HashSet<>();
    private boolean closed;

    /** No claims yet. */
    public Claims(Lease lease) {
        this.lease = requireNonNull(lease, "lease");
    }

    /** {@return the run that the supplier stored under this lease, now active} */
    Journal claim(Supplier<Journal> store) {
        synchronized (lock) {
            Journal claimed = store.get();
            active.add(claimed.run().id());
            return claimed;
        }
    }

    /** Says by what an active run is carried on. */
    void carriedOnBy(Execution execution) {
        synchronized (lock) {
            executions.put(execution.run().id(), execution);
        }
    }

    /** Lays a run down. */
    void release(StoredRun run) {
        synchronized (lock) {
            active.remove(run.id());
            executions.remove(run.id());
        }
    }

    String lease() {
        return lease.take();
    }

    /** {@return whether no living owner carries a run on} */
    boolean isFree(StoredRun run) {
        return !isActive(run)
                && run.findOwner()
                        .filter(owner -> !lease.isOwn(owner) && !lease.expired(owner))
                        .isEmpty();
    }

    /** Refuses a run that a living owner carries on. */
    void requireFree(StoredRun run) {
        if (!isFree(run)) {
            throw new ConflictException("pipeline run '" + run.id() + "' is being carried on by "
                    + (isActive(run) ? "another thread" : "another process")
                    + "; wait until it ends, waits or fails");
        }
    }

    /** Interrupts the runs of this process that were cancelled or taken over; to be called now and then. */
    public void interruptLost() {
        List<Execution> all;
        synchronized (lock) {
            all = List.copyOf(executions.values());
        }
        for (Execution execution : all) {
            if (!execution.stands()) {
                execution.stop(Interruption.TAKEN_AWAY);
            }
        }
    }

    void add(Worker worker) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            workers.add(worker);
        }
    }

    void remove(Worker worker) {
        synchronized (lock) {
            workers.remove(worker);
        }
    }

    /** Closes all workers. */
    @Override
    public void close() {
        List<Worker> all;
        synchronized (lock) {
            closed = true;
            all = List.copyOf(workers);
        }
        Closing.all(all);
    }

    private boolean isActive(StoredRun run) {
        synchronized (lock) {
            return active.contains(run.id());
        }
    }
}
