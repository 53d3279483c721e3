// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.storage;

import java.time.Instant;
import java.util.List;

/**
 * Blobs that no document refers to.
 *
 * @param unused the blobs, by digest
 * @param storedBefore each was put before this moment
 * @param changes up to which number of the change sequence documents were looked at
 */
public record SweepPlan(List<StoredBlob> unused, Instant storedBefore, long changes) {

    /** Copies the list. */
    public SweepPlan {
        unused = List.copyOf(unused);
    }

    /** {@return how many bytes the blobs have together} */
    public long bytes() {
        return unused.stream().mapToLong(StoredBlob::bytes).sum();
    }
}
