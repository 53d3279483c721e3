// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.fairness.FairnessCriterion;
import org.mlops4j.monitoring.fairness.FairnessFinding;
import org.mlops4j.monitoring.fairness.FairnessPolicy;
import org.mlops4j.monitoring.fairness.FairnessReport;
import org.mlops4j.monitoring.fairness.FairnessVerdict;
import org.mlops4j.monitoring.fairness.GroupedScores;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.pipeline.Verdict;

/** Whether a candidate treats the groups of a column alike, by some criteria. */
record FairnessGate(String column, FairnessPolicy policy, Set<FairnessCriterion> criteria) implements Gate {

    FairnessGate {
        requireNonNull(column, "column");
        requireNonNull(policy, "policy");
        criteria = Set.copyOf(criteria);
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("fairness needs a criterion");
        }
    }

    @Override
    public String name() {
        return "fairness-" + column;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        BinaryScores scores = trial.candidateScores();
        boolean[] labels = new boolean[scores.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = scores.label(row);
        }
        if (scores.rows() < Planning.LEAST_ROWS) {
            return Planning.tooFew(scores.rows(), Document.object());
        }
        GroupedScores groups =
                GroupedScores.of(trial.candidateOutputs(), labels, SliceColumn.texts(trial.rows(), column));
        FairnessReport report = FairnessReport.of(groups, policy.withAlpha(alpha / criteria.size()));
        List<FairnessFinding> judged = report.findings().stream()
                .filter(finding -> criteria.contains(finding.criterion()))
                .toList();
        return verdict(new FairnessReport(report.reference(), judged, report.withoutGroup()), scores.rows(), alpha);
    }

    private Verdict verdict(FairnessReport report, long rows, double alpha) {
        Document.Fields evidence = report.toDocument().with("column", column);
        FairnessVerdict worst = report.verdict();
        List<String> worstOnes = report.findings().stream()
                .filter(finding -> finding.verdict() == worst)
                .map(finding -> finding.criterion() + " of '" + finding.group() + "' "
                        + finding.estimate().value() + ", bound " + finding.bound())
                .toList();
        return switch (worst) {
            case FAIR ->
                Verdict.pass("groups of '" + column + "' are treated alike by " + new TreeSet<>(criteria), evidence);
            case UNFAIR -> Verdict.fail("not treated alike: " + String.join("; ", worstOnes), evidence);
            case INSUFFICIENT, INCONCLUSIVE ->
                Planning.inconclusive(
                        "cannot be told: " + String.join("; ", worstOnes), evidence, moreRows(report, rows, alpha));
        };
    }

    /** Groups grow as all rows do. */
    private static long moreRows(FairnessReport report, long rows, double alpha) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() != FairnessVerdict.FAIR)
                .mapToLong(finding -> {
                    Estimate found = finding.estimate();
                    double error = Planning.standardError(found.value(), found.low(), found.high());
                    return Planning.moreRows(rows, error, finding.bound() - Math.abs(found.value()), alpha);
                })
                .max()
                .orElse(rows);
    }
}
