// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/**
 * One window as signals.
 *
 * @param from its beginning
 * @param to its end
 */
record Measurements(Instant from, Instant to) {

    /** What the estimates of {@link BinaryPerformance} are called as signals. */
    private static final Map<String, String> NAMES = Map.of(
            "baseRate", "base_rate",
            "auc", "auc",
            "logLoss", "log_loss",
            "brier", "brier",
            "calibrationError", "calibration_error");

    List<Signal> data(Table inputs, @Nullable ReferenceProfile reference, DriftPolicy policy) {
        List<Signal> signals = new ArrayList<>();
        signals.add(signal("volume", inputs.rowCount(), inputs.rowCount(), Document.object()));
        if (reference != null && inputs.rowCount() > 0) {
            drift(Drift.between(reference, inputs, policy), signals);
        }
        return signals;
    }

    List<Signal> performance(Predictions.Judged judged) {
        List<Signal> signals = new ArrayList<>();
        long labelled = judged.labelled().rows();
        double share = judged.answered() == 0 ? Double.NaN : (double) labelled / judged.answered();
        signals.add(signal("labels.share", share, judged.answered(), Document.object()));
        for (Estimate estimate : BinaryPerformance.of(judged.labelled()).estimates()) {
            signals.add(signal(
                    "performance." + NAMES.getOrDefault(estimate.metric(), estimate.metric()),
                    estimate.value(),
                    estimate.rows(),
                    Document.object()
                            .with("low", estimate.low())
                            .with("high", estimate.high())
                            .with("reason", estimate.reason())));
        }
        return signals;
    }

    private void drift(DriftReport report, List<Signal> signals) {
        signals.add(signal("drift.columns", report.drifted().size(), report.currentRows(), Document.object()));
        for (ColumnDrift column : report.columns()) {
            signals.add(signal(
                    "drift." + column.column(),
                    column.severity(),
                    column.current().tally().present(),
                    Document.object()
                            .with("verdict", column.verdict().name())
                            .with("adjusted_p", column.adjustedPValue())
                            .with("results", results(column))));
            signals.add(signal(
                    "missing." + column.column(),
                    column.current().tally().missingShare(),
                    report.currentRows(),
                    Document.object()));
        }
    }

    private static Document results(ColumnDrift column) {
        return Document.list(column.results().stream().map(r -> r.toDocument()).toList());
    }

    private Signal signal(String name, double value, long rows, Document detail) {
        return new Signal(name, from, to, value, rows, detail);
    }
}
