// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * What a window of predictions says once its labels are known: {@code labels.share}, and how good the predictions were,
 * all together, then by segment.
 *
 * @param measure how predictions are held against labels
 * @param reference values of the reference data by metric
 * @param segments columns whose values are looked at by themselves
 */
record PerformanceSignals(PerformanceMeasure measure, Map<String, Double> reference, List<String> segments)
        implements OutcomeMeasure {

    /** Metrics of fewer rows say little and would be many. */
    static final int LEAST_ROWS = 30;

    PerformanceSignals {
        reference = Map.copyOf(reference);
        segments = List.copyOf(segments);
    }

    @Override
    public List<Signal> of(PredictionWindow window, Outcomes outcomes) {
        List<Signal> signals = new ArrayList<>();
        double share = window.count() == 0 ? Double.NaN : (double) outcomes.count() / window.count();
        signals.add(window.signal("labels.share", share, Document.object().with("labelled", outcomes.count())));
        for (Estimate estimate : measure.of(outcomes)) {
            signals.add(performance(window, estimate, reference, ""));
        }
        for (String column : segments) {
            SegmentRows.of(column, outcomes.predictions())
                    .mostFrequent(LEAST_ROWS)
                    .forEach((value, rows) -> measure.of(outcomes.take(rows))
                            .forEach(estimate -> signals.add(
                                    performance(window, estimate, Map.of(), SegmentRows.suffix(column, value)))));
        }
        return signals;
    }

    /** {@return the name of a metric as signals have it: {@code log_loss} of {@code logLoss}} */
    static String words(String metric) {
        return metric.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Signal performance(
            PredictionWindow window, Estimate estimate, Map<String, Double> reference, String suffix) {
        Document.Fields detail = Document.object()
                .with(SignalDetail.LOW, estimate.low())
                .with(SignalDetail.HIGH, estimate.high())
                .with("reason", estimate.reason());
        Double expected = reference.get(estimate.metric());
        if (expected != null) {
            detail = detail.with(SignalDetail.REFERENCE, expected);
        }
        return new Signal(
                "performance." + words(estimate.metric()) + suffix,
                window.from(),
                window.to(),
                estimate.value(),
                estimate.rows(),
                detail);
    }
}
