// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mlops4j.core.lease.Lease;
import org.mlops4j.error.ConflictException;

/**
 * Which runs this process carries on, on one opened store, whoever acts. A run in the hands of this process's lease
 * that is not among them was left there by a failure, and can be taken up again. Thread-safe.
 */
public final class Claims {

    private final Lease lease;
    private final Object lock = new Object();
    private final Set<String> active = new HashSet<>();

    /** No claims yet. */
    public Claims(Lease lease) {
        this.lease = requireNonNull(lease, "lease");
    }

    /** {@return the run that the supplier stored under this lease, now active} */
    StoredRun claim(Supplier<StoredRun> store) {
        synchronized (lock) {
            StoredRun claimed = store.get();
            active.add(claimed.id());
            return claimed;
        }
    }

    /** Lays a run down. */
    void release(StoredRun run) {
        synchronized (lock) {
            active.remove(run.id());
        }
    }

    String lease() {
        return lease.take();
    }

    /** Refuses a run that a living owner carries on. */
    void requireFree(StoredRun run) {
        Optional<String> owner = run.findOwner();
        boolean held;
        synchronized (lock) {
            held = active.contains(run.id());
        }
        if (held || owner.filter(o -> !lease.isOwn(o) && !lease.expired(o)).isPresent()) {
            throw new ConflictException("pipeline run '" + run.id() + "' is being carried on by "
                    + (held ? "another thread" : "another process") + "; wait until it ends, waits or fails");
        }
    }
}
