// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import org.mlops4j.data.Row;
import org.mlops4j.registry.ModelVersion;

/** A prediction on its way to the event log. The arrays belong to it alone. */
final class LoggedPrediction {

    final String requestId;
    final long time;
    final ModelVersion version;
    final String route;
    final long latencyNanos;
    final double[] outputs;
    final double[] features;
    final Row request;

    LoggedPrediction(
            String requestId,
            long time,
            ModelVersion version,
            String route,
            long latencyNanos,
            double[] outputs,
            double[] features,
            Row request) {
        this.requestId = requestId;
        this.time = time;
        this.version = version;
        this.route = route;
        this.latencyNanos = latencyNanos;
        this.outputs = outputs;
        this.features = features;
        this.request = request;
    }
}
