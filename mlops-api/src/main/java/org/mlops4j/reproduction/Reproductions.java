// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.reproduction;

import java.util.List;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.registry.ModelVersion;

/**
 * Does runs of pipelines again, with the same parameters and seeds and without caches, and tells whether the same came
 * out. Thread-safe.
 *
 * <p>The stages are done in the calling thread, one after the other, each with the outputs of those before as they came
 * out this time. Nothing is tried twice. Some stages are not done again; their recorded outputs are taken over:
 *
 * <ul>
 *   <li>approvals, waits, and all that comes behind an approval, since nobody approved that it happens twice
 *   <li>steps that are to be done {@linkplain org.mlops4j.pipeline.StepOptions#once() once}
 * </ul>
 *
 * <p>What has not finished is left out, so a later step of the same run may do the first ones again; it has to be done
 * once, lest its own repetition begins with another.
 *
 * <p>A step that registers a version registers another one, with the tag {@value #TAG}, if it says so by
 * {@link org.mlops4j.pipeline.StepContext#made}. Then not the numbers of the versions are compared, but the bytes of
 * the models, and if these differ the predictions for the examples of the first. Of a gate only the outcome of its
 * verdict counts; of other outputs everything but the {@linkplain org.mlops4j.pipeline.StepOptions#varying fields that
 * vary}.
 *
 * <p>What comes out is stored as evidence with the run, and is in the audit log as {@code pipeline.reproduced}, behind
 * {@code pipeline.rerun} from the beginning of it.
 */
public interface Reproductions {

    /** The tag of versions that were registered by a reproduction; its value is the id of the reproduction. */
    String TAG = "reproduction";

    /** {@return what came out when a run was done again, with {@link Tolerance#DEFAULT}} */
    default Reproduction rerun(Pipeline pipeline, String run) {
        return rerun(pipeline, run, Tolerance.DEFAULT);
    }

    /**
     * {@return what came out when a run was done again}
     *
     * @param pipeline the pipeline of the run, with the same stages and versions of code
     * @throws org.mlops4j.error.NotFoundException if there is no such run
     * @throws org.mlops4j.error.IncompatibleException if the pipeline has other stages by now
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; nothing is stored then
     */
    Reproduction rerun(Pipeline pipeline, String run, Tolerance tolerance);

    /** {@return what came out when the run was done again that made a version, with {@link Tolerance#DEFAULT}} */
    default Reproduction rerun(Pipeline pipeline, ModelVersion version) {
        return rerun(pipeline, version, Tolerance.DEFAULT);
    }

    /**
     * {@return what came out when the run was done again that made a version}
     *
     * @throws org.mlops4j.error.NotFoundException if no stage of a run said by
     *     {@link org.mlops4j.pipeline.StepContext#made} that it made the version
     * @throws org.mlops4j.error.MlopsException as {@link #rerun(Pipeline, String, Tolerance)}
     */
    Reproduction rerun(Pipeline pipeline, ModelVersion version, Tolerance tolerance);

    /** {@return all reproductions of a run, newest first} */
    List<Reproduction> of(String run);

    /** {@return all reproductions of the run that made a version, newest first; none if no run is known} */
    List<Reproduction> of(ModelVersion version);
}
