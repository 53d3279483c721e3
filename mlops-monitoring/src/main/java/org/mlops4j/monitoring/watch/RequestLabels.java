// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** The labels of a deployment by request id. */
record RequestLabels(String deployment) implements Labels {

    RequestLabels {
        requireNonNull(deployment, "deployment");
    }

    /**
     * {@inheritDoc} Rows come ordered by time, then arrival, so a label that is given again replaces the one before, in
     * whatever order the two arrived.
     */
    @Override
    public DoubleColumn of(PredictionWindow window, EventLog events, Instant known) {
        double[] found = new double[window.count()];
        if (found.length > 0) {
            Map<String, Double> labels = labels(events, window.from(), known);
            StringColumn requests = window.rows().strings(PredictionStreams.REQUEST_ID);
            for (int row = 0; row < found.length; row++) {
                found[row] = labels.getOrDefault(requests.get(row), Double.NaN);
            }
        }
        return DoubleColumn.of(found);
    }

    private Map<String, Double> labels(EventLog events, Instant from, Instant known) {
        Map<String, Double> labels = new HashMap<>();
        String stream = PredictionStreams.labels(deployment);
        if (events.find(stream).isPresent()) {
            Table rows = events.scan(stream, from, known);
            StringColumn requests = rows.strings(PredictionStreams.REQUEST_ID);
            DoubleColumn values = rows.doubles("label");
            for (int row = 0; row < rows.rowCount(); row++) {
                labels.put(requests.get(row), values.get(row));
            }
        }
        return labels;
    }

    @Override
    public Duration wait(Duration maturity) {
        return maturity;
    }
}
