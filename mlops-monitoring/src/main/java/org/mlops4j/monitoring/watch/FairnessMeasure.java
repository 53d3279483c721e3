// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.fairness.FairnessFinding;
import org.mlops4j.monitoring.fairness.FairnessPolicy;
import org.mlops4j.monitoring.fairness.FairnessReport;
import org.mlops4j.monitoring.fairness.GroupedScores;
import org.mlops4j.monitoring.performance.BinaryScores;

/**
 * How the groups of a column fare, the most frequent ones: {@code fairness.equal_opportunity[region=north]} and so on,
 * with the verdict of the policy in the detail.
 *
 * @param column a field of the request or a feature
 * @param policy what is judged
 */
record FairnessMeasure(String column, FairnessPolicy policy) implements OutcomeMeasure {

    FairnessMeasure {
        requireNonNull(column, "column");
        requireNonNull(policy, "policy");
    }

    @Override
    public List<Signal> of(PredictionWindow window, Outcomes outcomes) {
        Map<String, BinaryScores> groups = new TreeMap<>();
        SegmentRows.of(column, outcomes.predictions())
                .mostFrequent(1)
                .forEach((value, rows) -> groups.put(value, outcomes.take(rows).binaryScores()));
        if (groups.size() < 2) {
            return List.of();
        }
        long grouped = groups.values().stream().mapToLong(BinaryScores::rows).sum();
        return FairnessReport.of(new GroupedScores(groups, outcomes.count() - grouped), policy).findings().stream()
                .map(finding -> signal(window, finding))
                .toList();
    }

    private Signal signal(PredictionWindow window, FairnessFinding finding) {
        Document detail = Document.object()
                .with(SignalDetail.VERDICT, finding.verdict().name())
                .with(SignalDetail.LOW, finding.estimate().low())
                .with(SignalDetail.HIGH, finding.estimate().high())
                .with("comparedWith", finding.reference())
                .with("bound", finding.bound())
                .with("reason", finding.estimate().reason());
        return new Signal(
                "fairness." + finding.criterion().name().toLowerCase(Locale.ROOT)
                        + SegmentRows.suffix(column, finding.group()),
                window.from(),
                window.to(),
                finding.estimate().value(),
                finding.estimate().rows(),
                detail);
    }
}
