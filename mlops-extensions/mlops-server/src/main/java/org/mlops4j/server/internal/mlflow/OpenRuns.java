// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Shown;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;
import org.mlops4j.tracking.Tracking;

/**
 * The runs that clients log to: the requests of a run come one by one, its handle stays here between them. Thread-safe.
 */
final class OpenRuns implements AutoCloseable {

    private final Tracking tracking;
    private final Map<String, Run> open = new ConcurrentHashMap<>();

    OpenRuns(Tracking tracking) {
        this.tracking = tracking;
    }

    Run start(RunSpec spec) {
        Run run = tracking.start(spec);
        open.put(run.id(), run);
        return run;
    }

    /** {@return what work on a run gave; the run must be going on and have been started by a client of this server} */
    <T> T change(String id, Function<? super Run, T> work) {
        Run run = Optional.ofNullable(open.get(id)).orElseThrow(() -> notOpen(id));
        try {
            return work.apply(run);
        } catch (IllegalStateException e) {
            // A run that ended between the two lines above; anything else is the server's own trouble.
            if (!open.containsKey(id)) {
                throw notOpen(id);
            }
            throw e;
        }
    }

    /** Forgets a run that has ended. */
    void ended(String id) {
        open.remove(id);
    }

    RunRecord load(String id) {
        return tracking.find(id).orElseThrow(() -> missing(id));
    }

    /** Ends the runs that are still going on as KILLED: nobody could log to them any more. */
    @Override
    public void close() {
        for (Run run : open.values()) {
            run.kill("the server that its client logged to was closed");
        }
        open.clear();
    }

    private RuntimeException notOpen(String id) {
        Optional<RunRecord> found = tracking.find(id);
        if (found.isEmpty()) {
            return missing(id);
        }
        RunStatus status = found.get().status();
        return new Refusal(Failure.invalidState(
                status == RunStatus.RUNNING
                        ? "run '" + id
                                + "' was not started by a client of this server, so only its own process logs to it"
                        : "run '" + id + "' has ended as " + status
                                + "; an ended run never changes, start a new one to log more"));
    }

    private static NotFoundException missing(String id) {
        return new NotFoundException("there is no run '" + Shown.text(id) + "'");
    }
}
