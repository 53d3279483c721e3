// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftVerdict;

/** What a window of predictions says without labels: volume, missing features, drift of features and predictions. */
final class InputSignals {

    private final PredictionWindow window;
    private final List<Signal> signals = new ArrayList<>();

    private InputSignals(PredictionWindow window) {
        this.window = window;
    }

    static List<Signal> of(PredictionWindow window, InputReference reference, DriftPolicy policy) {
        InputSignals signals = new InputSignals(window);
        signals.volume();
        Table inputs = window.inputs();
        DriftReport report = Drift.between(reference.profile(), inputs, policy);
        signals.columns(report);
        reference
                .profile()
                .columns()
                .forEach(column -> signals.column(report.find(column.name()).orElseThrow()));
        return List.copyOf(signals.signals);
    }

    private void volume() {
        Document.Fields versions = Document.object();
        for (var entry : window.versions().entrySet()) {
            versions = versions.with(entry.getKey(), entry.getValue());
        }
        add("volume", window.count(), window.count(), Document.object().with("versions", versions));
    }

    private void columns(DriftReport report) {
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
        add("drift.columns", judged == 0 ? Double.NaN : drifted.size(), window.count(), detail);
    }

    private void column(ColumnDrift drift) {
        boolean output = drift.column().equals(InputReference.OUTPUT);
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
                                .map(distance -> distance.toDocument())
                                .toList()))
                .with(SignalDetail.HISTOGRAM, histogram(drift));
        double effect = drift.results().isEmpty()
                ? Double.NaN
                : drift.results().get(0).measurement().effect();
        add("drift." + (output ? "prediction" : drift.column()), effect, window.count(), detail);
        if (!output) {
            add(
                    "missing." + drift.column(),
                    window.count() == 0 ? Double.NaN : drift.current().tally().missingShare(),
                    window.count(),
                    Document.object()
                            .with(
                                    SignalDetail.REFERENCE,
                                    drift.reference().tally().missingShare()));
        }
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

    private void add(String name, double value, long rows, Document detail) {
        signals.add(new Signal(name, window.from(), window.to(), value, rows, detail));
    }
}
