// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.SignalDetail;

/** A report of made-up numbers: a model whose AUC falls while some of its features drift. */
final class SampleReport {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final List<AlertRule> RULES = List.of(
            AlertRule.when("performance.auc").below(0.68).forWindows(2).critical(),
            AlertRule.when("drift.columns").above(1).coolDown(Duration.ofDays(21)),
            AlertRule.when("performance.log_loss").aboveReferenceBy(0.05).info());

    private SampleReport() {}

    static MonitorReport of(List<String> features, int windows) {
        Random random = new Random(42);
        List<Signal> signals = new ArrayList<>();
        for (int week = 0; week < windows; week++) {
            double trouble = Math.max(0, week - windows * 0.55) / windows * 2.2;
            int drifted = 0;
            for (int f = 0; f < features.size(); f++) {
                double severity = Math.abs(random.nextGaussian()) * 0.3 + (f % 4 == 1 ? trouble * 3 : 0);
                drifted += severity >= 1 ? 1 : 0;
                signals.add(drift(week, features.get(f), severity, random));
                signals.add(signal(
                        week,
                        "missing." + features.get(f),
                        0.01 * f,
                        Document.object().with(SignalDetail.REFERENCE, 0.01)));
            }
            signals.add(signal(week, "drift.columns", drifted, Document.object().with("columns", features.size())));
            signals.add(signal(week, "volume", 9000 + random.nextInt(3000), Document.nothing()));
            signals.add(signal(week, "labels.share", 0.97 + random.nextDouble() * 0.02, Document.nothing()));
            double auc = week == 4 ? Double.NaN : 0.742 - trouble * 0.1 + random.nextGaussian() * 0.006;
            signals.add(estimate(week, "performance.auc", auc, 0.012, 0.741));
            signals.add(estimate(
                    week, "performance.log_loss", 0.49 + trouble * 0.1 + random.nextGaussian() * 0.004, 0.01, 0.485));
            signals.add(estimate(week, "performance.base_rate", 0.21 + trouble * 0.05, 0.008, 0.2));
            signals.add(estimate(week, "performance.calibration_error", 0.012 + trouble * 0.05, Double.NaN, 0.01));
        }
        List<Alert> alerts = new ArrayList<>();
        RULES.forEach(rule -> alerts.addAll(rule.replay("late-flights", signals)));
        return MonitorReport.of("late-flights", at(windows), signals, alerts, RULES)
                .titled("Late flights from Chicago")
                .marking(at(0).plusSeconds(3600), "v1")
                .marking(at(windows / 2).plusSeconds(86_400), "v2")
                .with(Section.titled("What happened")
                        .text("The winter timetable began in week 9; a model of the old timetable knows nothing of it.")
                        .table(
                                List.of("Model", "AUC", "p99 latency"),
                                List.of(List.of("v1", "0.741", "61 µs"), List.of("v2", "0.738", "63 µs"))));
    }

    private static Signal drift(int week, String feature, double severity, Random random) {
        List<Document> edges = new ArrayList<>();
        List<Document> reference = new ArrayList<>();
        List<Document> current = new ArrayList<>();
        for (int cell = 0; cell < 20; cell++) {
            if (cell > 0) {
                edges.add(Document.of(cell * 12.5 - 40));
            }
            reference.add(Document.of(5000L));
            current.add(Document.of(Math.max(
                    0, Math.round(500 * (1 + severity * (cell - 9.5) / 12) + random.nextInt(40)))));
        }
        double p = Math.exp(-severity * severity * 20);
        Document result =
                Document.object().with("test", "ks").with("effectBound", 0.1).with("pValue", p);
        return signal(
                week,
                "drift." + feature,
                severity / 10,
                Document.object()
                        .with(SignalDetail.VERDICT, severity >= 1 ? "DRIFT" : week == 2 ? "INSUFFICIENT_DATA" : "OK")
                        .with(SignalDetail.SEVERITY, severity)
                        .with("adjustedPValue", p)
                        .with("results", Document.list(result))
                        .with(
                                SignalDetail.HISTOGRAM,
                                Document.object()
                                        .with("bins", Document.object().with("edges", Document.list(edges)))
                                        .with("reference", Document.list(reference))
                                        .with("current", Document.list(current))));
    }

    private static Signal estimate(int week, String name, double value, double half, double reference) {
        return signal(
                week,
                name,
                value,
                Document.object()
                        .with(SignalDetail.LOW, value - half)
                        .with(SignalDetail.HIGH, value + half)
                        .with(SignalDetail.REFERENCE, reference));
    }

    private static Signal signal(int week, String name, double value, Document detail) {
        return new Signal(name, at(week), at(week + 1), value, 10_000, detail);
    }

    private static Instant at(int week) {
        return START.plus(WEEK.multipliedBy(week));
    }
}
