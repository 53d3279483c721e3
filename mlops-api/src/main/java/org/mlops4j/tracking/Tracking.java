// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Digest;
import org.mlops4j.diff.RunDiff;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;

/** Training runs. Thread-safe. */
public interface Tracking {

    /**
     * Starts a run; close it to finish it. {@link #during} ends a run as its work ends, also when that fails.
     *
     * @param experiment what the run belongs to, by the rule of {@link org.mlops4j.data.Name#require}; made if new
     */
    Run start(String experiment);

    /** Starts a run as the specification says; close it to finish it. */
    Run start(RunSpec spec);

    /** Does work in a run of an experiment, see {@link #during(RunSpec, RunWork)}. */
    default <T, E extends Exception> T during(String experiment, RunWork<T, E> work) throws E {
        return during(RunSpec.of(experiment), work);
    }

    /**
     * Does work in a run: finishes the run when the work returns, fails it with the exception when the work throws,
     * kills it if that is an {@link InterruptedException} or a {@link java.util.concurrent.CancellationException}.
     *
     * @param work gets the run
     * @return what the work returned
     * @throws E what the work threw
     */
    <T, E extends Exception> T during(RunSpec spec, RunWork<T, E> work) throws E;

    /**
     * Stores a run that ended elsewhere, with its own times and sealed. It gets the next number of its experiment, as
     * if it had started now. One entry of the audit log, {@code run.import}, says who restored it and from where; the
     * one before it, {@code run.reserve}, took the number. All of the run is there or nothing: a process that dies
     * within leaves a number unused and bytes that nobody refers to.
     *
     * <p>Points are read and stored in pieces, so a metric of any length needs little memory. Durable when the call
     * returns.
     *
     * @return the run as stored
     * @throws org.mlops4j.error.AlreadyExistsException if a run of that origin was restored before
     * @throws org.mlops4j.error.InvalidException if a part of the run is not allowed in a run
     * @throws org.mlops4j.error.NotFoundException if there is no such parent, or an artifact's file is missing
     */
    RunRecord restore(PastRun run);

    /** {@return the run that was restored from an origin, see {@link PastRun#origin}, if there is one} */
    Optional<RunRecord> findRestored(String origin);

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

    /**
     * {@return the runs of an experiment that a text describes, all of them unless it has a limit}
     *
     * <pre>{@code
     * tracking.search("late-flights", "metrics.auc.max > 0.7 and params.depth <= 8 order by metrics.logloss limit 10")
     * }</pre>
     *
     * @param search in the language of {@link org.mlops4j.search.Filter}; without an order the newest come first
     * @throws org.mlops4j.error.InvalidException if the text cannot be read; the message points at the column
     */
    List<RunRecord> search(String experiment, String search);

    /**
     * {@return a page of the runs of all experiments that a search finds} A run that goes on is found by what it had
     * logged half a second ago.
     *
     * @throws org.mlops4j.error.InvalidException if its text cannot be read; the message points at the column
     */
    Page<RunRecord> search(Search search);

    /**
     * {@return a page of some fields of the runs that a search finds} Reads these fields from the index rather than the
     * runs, so that a table of many runs costs little; only fields of which a run may have several,
     * {@code datasets.name} and {@code datasets.digest}, need the runs as a whole.
     *
     * <pre>{@code
     * for (SearchRow row : tracking.select(search, "run_name", "metrics.auc.max", "params.depth").items()) { … }
     * }</pre>
     *
     * @param fields in the language of {@link org.mlops4j.search.Filter}, see {@link org.mlops4j.search.Field#text};
     *     without any the rows have ids only
     * @throws org.mlops4j.error.InvalidException if the search or a field cannot be read; the message points at the
     *     column
     */
    Page<SearchRow> select(Search search, String... fields);

    /**
     * {@return the files that a run has stored so far}
     *
     * @throws org.mlops4j.error.NotFoundException if there is no such run
     */
    RunArtifacts artifacts(String run);

    /** {@return the runs that are a part of a run, oldest first; not the parts of these} */
    List<RunRecord> nested(String run);

    /** {@return the names of all experiments in order} */
    List<String> experiments();

    /**
     * Computes the seal of a run that has ended anew, from its record and every point of its metrics.
     *
     * @return the seal, as recorded
     * @throws org.mlops4j.error.ConflictException if the run has not ended
     * @throws org.mlops4j.error.CorruptException if it is not the recorded one: the run was altered after its end
     */
    Digest verify(String run);

    /** {@return all points of a metric of a run by (step, time)} */
    List<MetricPoint> metric(String run, String key);

    /** {@return the point of a metric of a run that is greatest by (step, time, value), if there is any} */
    Optional<MetricPoint> latest(String run, String key);

    /**
     * {@return what differs between two runs: parameters, metrics, data, code, environment}
     *
     * @throws org.mlops4j.error.NotFoundException if one of them is not there
     */
    RunDiff diff(String before, String after);
}
