// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import org.mlops4j.registry.ModelVersion;

/** A prediction on its way to the event log. The array belongs to it alone. */
final class LoggedPrediction {

    final LoggedRequest request;
    final ModelVersion version;
    final String route;
    final long latencyNanos;
    final double[] outputs;

    LoggedPrediction(LoggedRequest request, ModelVersion version, String route, long latencyNanos, double[] outputs) {
        this.request = request;
        this.version = version;
        this.route = route;
        this.latencyNanos = latencyNanos;
        this.outputs = outputs;
    }
}
