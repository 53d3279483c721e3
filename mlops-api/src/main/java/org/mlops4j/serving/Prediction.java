// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import java.time.Instant;
import java.util.List;
import org.mlops4j.registry.ModelVersion;

/**
 * What a deployment answered.
 *
 * @param requestId under which the prediction is logged and labels find it
 * @param time when it was asked
 * @param values the outputs of the model
 * @param version the version that answered
 * @param route which route led to it, such as {@code champion}
 * @param latencyNanos how long features and model took together
 */
public record Prediction(
        String requestId, Instant time, List<Double> values, ModelVersion version, String route, long latencyNanos) {

    /** Copies the values. */
    public Prediction {
        values = List.copyOf(values);
    }

    /** {@return the first output} */
    public double value() {
        return values.get(0);
    }
}
