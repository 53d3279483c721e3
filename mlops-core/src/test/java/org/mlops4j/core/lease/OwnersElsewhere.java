// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lease;

import java.util.concurrent.atomic.AtomicLong;
import org.mlops4j.spi.MetadataStore;

/** Leases of processes that each are on a machine of their own, in elapsed time that a test sets. */
public final class OwnersElsewhere {

    private final AtomicLong nanos = new AtomicLong();

    public Lease on(String machine, MetadataStore metadata) {
        return new Lease(metadata, nanos::get, new OwnerProcess(1, 1, machine));
    }

    /** Lets time pass in which nobody renews a lease. */
    public void silence(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }
}
