// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.lineage;

import java.time.Instant;
import java.util.List;

/**
 * What came out of what. Datasets, class paths, commits and feature definitions lead to runs and versions, runs to
 * versions, versions to aliases and deployments, these to predictions. Thread-safe; every call reads one state of the
 * store.
 *
 * <p>Edges are found by indexes: a question costs as much as its answer is large, however large the store is. A node
 * that is not known, or was not there yet, has an empty graph.
 */
public interface Lineage {

    /** {@return a node and all that it came out of, directly or not} */
    LineageGraph upstream(LineageNode node);

    /**
     * {@return a node and all that came out of it, directly or not} Predictions are left out: there may be millions.
     */
    LineageGraph downstream(LineageNode node);

    /**
     * {@return the lineage as it was at an instant} Runs count from their start with all their data, versions from when
     * they were registered, aliases and deployments by where they pointed then.
     */
    Lineage asOf(Instant instant);

    /**
     * {@return the versions that are live, behind an alias or a deployment, and came out of a node; by model and
     * number} The answer to: which models must be looked at because these data were wrong, that library has a hole,
     * this feature changed.
     */
    List<LiveVersion> live(LineageNode node);

    /**
     * {@return the archives that say they are, or hold, a Maven artifact, on the class path of any run}
     *
     * @param coordinates {@code group:artifact} or {@code group:artifact:version}
     */
    List<LineageNode> archives(String coordinates);

    /**
     * {@return what was answered to a request, champion first; empty if it was not logged} Reads every prediction that
     * the deployment logged: if the time is roughly known, say it.
     */
    List<Answer> answers(String deployment, String requestId);

    /**
     * {@return what was answered to a request in [from, to), champion first; empty if it was not logged} Reads the
     * predictions of that time.
     */
    List<Answer> answers(String deployment, String requestId, Instant from, Instant to);
}
