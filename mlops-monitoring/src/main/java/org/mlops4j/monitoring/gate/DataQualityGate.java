// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.monitoring.quality.ConstraintResult;
import org.mlops4j.monitoring.quality.Quality;
import org.mlops4j.monitoring.quality.QualityReport;
import org.mlops4j.monitoring.quality.QualityVerdict;
import org.mlops4j.pipeline.Verdict;

/** Whether the rows that a candidate was trained on keep constraints. */
record DataQualityGate(List<Constraint> constraints, InstantSource clock) implements Gate {

    DataQualityGate {
        constraints = List.copyOf(constraints);
        requireNonNull(clock, "clock");
        if (constraints.isEmpty()) {
            throw new IllegalArgumentException("the quality of data needs a constraint");
        }
    }

    @Override
    public String name() {
        return "data-quality";
    }

    /** A constraint holds or it does not, whoever drew the rows. */
    @Override
    public boolean random() {
        return false;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        Table training = trial.requireTraining();
        QualityReport report = Quality.check(training, constraints, clock.instant());
        Document.Fields evidence = evidence(report);
        return switch (report.verdict()) {
            case PASSED -> Verdict.pass(report.rows() + " rows keep " + constraints.size() + " constraints", evidence);
            case FAILED -> Verdict.fail(told(report, QualityVerdict.FAILED), evidence);
            case NO_DATA ->
                Planning.inconclusive(
                        "there is nothing to look at: " + told(report, QualityVerdict.NO_DATA),
                        evidence,
                        Math.max(1, Planning.LEAST_ROWS - report.rows()));
        };
    }

    /** Without values: evidence is stored, and shown to people who may not see the rows. */
    private static Document.Fields evidence(QualityReport report) {
        return Document.object()
                .with("at", report.at())
                .with("rows", report.rows())
                .with(
                        "results",
                        Document.list(report.results().stream()
                                .map(DataQualityGate::shown)
                                .toList()));
    }

    private static Document shown(ConstraintResult result) {
        return Document.object()
                .with("name", result.constraint().name())
                .with("constraint", result.constraint().text())
                .with("verdict", result.verdict().name())
                .with("checked", result.checked())
                .with("failed", result.failed())
                .with("reason", result.reason());
    }

    private static String told(QualityReport report, QualityVerdict verdict) {
        return report.results().stream()
                .filter(result -> result.verdict() == verdict)
                .map(result -> result.constraint().text()
                        + (result.reason().isEmpty()
                                ? " (not " + result.failed() + " of " + result.checked() + " rows)"
                                : " (" + result.reason() + ")"))
                .collect(Collectors.joining("; "));
    }
}
