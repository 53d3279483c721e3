// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.Optional;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.tracking.RunRecord;

/** Runs as a transaction sees them, for the rooms beside tracking. Metrics may be as old as their last flush. */
public final class StoredRuns {

    private StoredRuns() {}

    /** {@return the run of that id, if there is one; none for a text that cannot be an id} */
    public static Optional<RunRecord> find(MetadataReader reader, String run) {
        return RunDocuments.find(reader, run);
    }

    /**
     * {@return the name of the series that holds a metric of a run}
     *
     * @throws org.mlops4j.error.NotFoundException if there is no such run
     */
    public static String series(MetadataReader reader, String run, String metric) {
        return RunSeries.of(LocalTracking.requireRun(reader, run).body()).name(metric);
    }
}
