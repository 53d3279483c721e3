// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** What a window of predictions says once its labels are known. */
final class OutcomeSignals {

    private OutcomeSignals() {}

    /**
     * {@return the labels that became known in [from, to), by request} Rows come ordered by time, then arrival, so a
     * label that is given again replaces the one before, in whatever order the two arrived.
     */
    static Map<String, Double> labels(EventLog events, String stream, Instant from, Instant to) {
        Map<String, Double> labels = new HashMap<>();
        if (events.find(stream).isPresent()) {
            Table rows = events.scan(stream, from, to);
            StringColumn requests = rows.strings(PredictionStreams.REQUEST_ID);
            DoubleColumn values = rows.doubles("label");
            for (int row = 0; row < rows.rowCount(); row++) {
                labels.put(requests.get(row), values.get(row));
            }
        }
        return labels;
    }

    static List<Signal> of(
            PredictionWindow window,
            Map<String, Double> labels,
            PerformanceMeasure measure,
            Map<String, Double> reference) {
        double[] outputs = new double[window.count()];
        double[] truths = new double[window.count()];
        int labelled = 0;
        if (window.count() > 0) {
            StringColumn requests = window.rows().strings(PredictionStreams.REQUEST_ID);
            DoubleColumn scores = window.rows().doubles(InputReference.OUTPUT);
            for (int row = 0; row < window.count(); row++) {
                double label = labels.getOrDefault(requests.get(row), Double.NaN);
                if (!Double.isNaN(label)) {
                    outputs[labelled] = scores.get(row);
                    truths[labelled++] = label;
                }
            }
        }
        List<Signal> signals = new ArrayList<>();
        double share = window.count() == 0 ? Double.NaN : (double) labelled / window.count();
        signals.add(new Signal(
                "labels.share",
                window.from(),
                window.to(),
                share,
                window.count(),
                Document.object().with("labelled", labelled)));
        for (Estimate estimate : measure.of(Arrays.copyOf(outputs, labelled), Arrays.copyOf(truths, labelled))) {
            signals.add(performance(window, estimate, reference));
        }
        return signals;
    }

    /** {@return the name of the signal of a metric: {@code performance.log_loss} of {@code logLoss}} */
    static String name(String metric) {
        return "performance." + metric.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Signal performance(PredictionWindow window, Estimate estimate, Map<String, Double> reference) {
        Document.Fields detail = Document.object()
                .with(SignalDetail.LOW, estimate.low())
                .with(SignalDetail.HIGH, estimate.high())
                .with("reason", estimate.reason());
        Double expected = reference.get(estimate.metric());
        if (expected != null) {
            detail = detail.with(SignalDetail.REFERENCE, expected);
        }
        return new Signal(
                name(estimate.metric()), window.from(), window.to(), estimate.value(), estimate.rows(), detail);
    }
}
