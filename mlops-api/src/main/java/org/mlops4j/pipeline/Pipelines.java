// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;

/** Runs pipelines and remembers them. Thread-safe. Every finished stage is a stored row before the next one begins. */
public interface Pipelines {

    /**
     * Starts a run and carries it on, in the calling thread, until it ends or waits for an approval.
     *
     * @param parameters what the steps can read
     * @return the run as it stands then
     */
    PipelineRun start(Pipeline pipeline, Document parameters);

    /**
     * Carries a run on that waited, failed or was cut off by the death of its process. Finished stages are not done
     * again.
     *
     * @param pipeline the pipeline of the run; its stages must have the same names in the same order
     * @throws org.mlops4j.error.NotFoundException if there is no such run
     * @throws org.mlops4j.error.IncompatibleException if the pipeline has other stages by now
     * @throws org.mlops4j.error.ConflictException if another thread or process is carrying it on
     */
    PipelineRun resume(Pipeline pipeline, String run);

    /**
     * Approves, in the name of the actor of this handle, the approval that a run waits for; {@link #resume} carries it
     * on.
     *
     * @param reason why
     * @throws org.mlops4j.error.RejectedException if the run does not wait for an approval, or this actor may not give
     *     it
     */
    PipelineRun approve(String run, String reason);

    /** {@return the run of that id, if there is one} */
    Optional<PipelineRun> find(String run);

    /** {@return the runs of a pipeline, newest first} */
    List<PipelineRun> runs(String pipeline);
}
