// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.PredictionStreams;

/**
 * Where a deployment logs what a rollout is judged by, from all processes that serve it.
 *
 * @param predictions the stream of what versions said
 * @param failures the stream of what they failed to say
 * @param labels the stream of what was true
 */
record RolloutStreams(String predictions, String failures, String labels) {

    static RolloutStreams of(Deployment deployment) {
        String name = deployment.name();
        return new RolloutStreams(
                PredictionStreams.predictions(name, deployment.features()),
                PredictionStreams.failures(name),
                PredictionStreams.labels(name));
    }
}
