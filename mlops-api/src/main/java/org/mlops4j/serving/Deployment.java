// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import org.mlops4j.data.Row;
import org.mlops4j.registry.ModelVersion;

/**
 * A model in service. Thread-safe. The deployment follows its alias: when the alias moves, the new version is loaded,
 * verified and warmed up beside the old one, then takes over between two predictions; a version that cannot be loaded
 * never serves, and the old one stays.
 */
public interface Deployment extends AutoCloseable {

    /** {@return the name} */
    String name();

    /** {@return the version that answers now} */
    ModelVersion champion();

    /**
     * Reads the features of a request as of now, predicts and logs.
     *
     * @param requestId under which a label will come; unique within the deployment
     * @param request a row of the schema that the feature service asks for
     * @throws org.mlops4j.error.InvalidException if the request does not fit; the message names the field
     * @throws org.mlops4j.error.RejectedException if the deployment is stopped
     */
    Prediction predict(String requestId, Row request);

    /**
     * Predicts from a feature vector: counted and routed, not logged. Allocates nothing.
     *
     * @param features in the order of the signature
     * @param out filled from index 0
     * @throws org.mlops4j.error.RejectedException if the deployment is stopped
     */
    void score(double[] features, double[] out);

    /**
     * Records what really happened, as known now.
     *
     * @param requestId the id that was predicted under
     * @param label the true value; 1 or 0 for a class
     */
    void label(String requestId, double label);

    /**
     * Looks at once whether the alias has moved, rather than within a second.
     *
     * @return whether another version answers now
     */
    boolean refresh();

    /**
     * Kill switch: from now on every prediction is refused, in every process that serves this deployment, until
     * {@link #resume}. Audited.
     *
     * @param reason why
     */
    void stop(String reason);

    /** Ends a {@link #stop}. Audited. */
    void resume(String reason);

    /** {@return how it stands} */
    DeploymentStatus status();

    /** Returns when all predictions and labels so far are in the event log. */
    void flush();

    /** Flushes, waits for predictions under way and frees the models; idempotent. */
    @Override
    void close();
}
