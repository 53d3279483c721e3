// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A table that was stored for good, as a run may name it.
 *
 * @param dataset what it is: its digest is that of all rows
 * @param taken when it was stored
 * @param pages the digests of the pages, which are blobs of up to {@link Snapshots#PAGE_ROWS} rows
 */
public record Snapshot(DatasetRef dataset, Instant taken, List<Digest> pages) {
    /** Checks the parts. */
    public Snapshot {
        requireNonNull(dataset, "dataset");
        requireNonNull(taken, "taken");
        pages = List.copyOf(pages);
    }
}
