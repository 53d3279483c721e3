// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.drift.Measurement;

/**
 * Drift of the features and of the first output: {@code drift.<feature>}, {@code drift.prediction},
 * {@code missing.<feature>}, and {@code drift.columns}, how many features drifted.
 */
record DriftMeasure(InputReference reference, DriftPolicy policy) implements WindowMeasure {

    static final String COLUMNS = "drift.columns";

    @Override
    public List<Signal> of(PredictionWindow window) {
        DriftReport report = Drift.between(reference.profile(), window.inputs(), policy);
        List<Signal> signals = new ArrayList<>();
        signals.add(columns(window, report, COLUMNS));
        for (ColumnDrift column : report.columns()) {
            signals.add(column(window, column));
            if (!column.column().equals(InputReference.OUTPUT)) {
                signals.add(missing(window, column));
            }
        }
        return signals;
    }

    /** {@return how many features of a window drifted, as a signal of that name} */
    static Signal columns(PredictionWindow window, DriftReport report, String name) {
        List<ColumnDrift> features = report.columns().stream()
                .filter(column -> !column.column().equals(InputReference.OUTPUT))
                .toList();
        long judged = features.stream()
                .filter(column -> column.verdict() != DriftVerdict.INSUFFICIENT_DATA)
                .count();
        List<String> drifted = features.stream()
                .filter(column -> column.verdict() == DriftVerdict.DRIFT)
                .map(ColumnDrift::column)
                .toList();
        Document detail = Document.object()
                .with("columns", features.size())
                .with("judged", judged)
                .with("drifted", Document.texts(drifted))
                .with("alpha", report.alpha());
        return window.signal(name, judged == 0 ? Double.NaN : drifted.size(), detail);
    }

    private static Signal column(PredictionWindow window, ColumnDrift drift) {
        Document.Fields detail = Document.object()
                .with(SignalDetail.VERDICT, drift.verdict().name())
                .with(SignalDetail.SEVERITY, drift.severity())
                .with("adjustedPValue", drift.adjustedPValue())
                .with(
                        "results",
                        Document.list(drift.results().stream()
                                .map(DriftResult::toDocument)
                                .toList()))
                .with(
                        "distances",
                        Document.list(drift.distances().stream()
                                .map(Measurement::toDocument)
                                .toList()))
                .with(SignalDetail.HISTOGRAM, histogram(drift));
        double effect = drift.results().isEmpty()
                ? Double.NaN
                : drift.results().get(0).measurement().effect();
        boolean output = drift.column().equals(InputReference.OUTPUT);
        return window.signal("drift." + (output ? "prediction" : drift.column()), effect, detail);
    }

    private static Signal missing(PredictionWindow window, ColumnDrift drift) {
        double share =
                window.count() == 0 ? Double.NaN : drift.current().tally().missingShare();
        double before = drift.reference().tally().missingShare();
        return window.signal(
                "missing." + drift.column(), share, Document.object().with(SignalDetail.REFERENCE, before));
    }

    private static Document histogram(ColumnDrift drift) {
        return Document.object()
                .with("bins", drift.reference().histogram().bins().toDocument())
                .with("reference", counts(drift.reference().histogram().counts()))
                .with("current", counts(drift.current().histogram().counts()));
    }

    private static Document counts(List<Long> counts) {
        return Document.list(counts.stream().map(Document::of).toList());
    }
}
