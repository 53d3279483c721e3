// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import java.util.List;
import java.util.Optional;

/** Training runs. Thread-safe. */
public interface Tracking {

    /**
     * Starts a run; close it to finish it.
     *
     * @param experiment what the run belongs to, by the rule of {@link org.mlops4j.data.Name#require}; made if new
     */
    Run start(String experiment);

    /** {@return a run as it is now, if there is one of that id} */
    Optional<RunRecord> find(String run);

    /**
     * {@return a run as it is now}
     *
     * @throws org.mlops4j.error.NotFoundException if there is none of that id
     */
    RunRecord load(String run);

    /** {@return the runs of an experiment, newest first; empty if there is no such experiment} */
    List<RunRecord> runs(String experiment);

    /** {@return the names of all experiments in order} */
    List<String> experiments();

    /** {@return all points of a metric of a run by (step, time)} */
    List<MetricPoint> metric(String run, String key);
}
