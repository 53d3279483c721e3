// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.pipeline.Verdict;

/** Whether the rows that a candidate was trained on are like a reference: values, categories, missing ones. */
record DataDriftGate(ReferenceProfile reference, DriftPolicy policy) implements Gate {

    DataDriftGate {
        requireNonNull(reference, "reference");
        requireNonNull(policy, "policy");
    }

    @Override
    public String name() {
        return "training-data";
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        Table training = trial.requireTraining();
        DriftReport report = Drift.between(reference, training, policy.withAlpha(alpha));
        List<String> drifted =
                report.drifted().stream().map(ColumnDrift::column).toList();
        Document.Fields evidence = Document.object().with("drift", report.toDocument());
        return switch (report.verdict()) {
            case OK -> Verdict.pass("no column of the training data has drifted", evidence);
            case DRIFT -> Verdict.fail("training data unlike the reference: " + String.join(", ", drifted), evidence);
            case INSUFFICIENT_DATA ->
                Planning.inconclusive("too little data to see drift", evidence, moreRows(report, training.rowCount()));
        };
    }

    private static long moreRows(DriftReport report, long rows) {
        long needed = report.columns().stream()
                .flatMap(column -> column.results().stream())
                .mapToLong(result -> result.neededRows())
                .max()
                .orElse(rows + Planning.LEAST_ROWS);
        return Math.max(1, needed - rows);
    }
}
