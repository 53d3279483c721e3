// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.mlops4j.data.Document;

/**
 * How groups fare by each criterion, and whether that is within the bounds of a policy.
 *
 * <p>A group is FAIR if its own interval of the level of the policy is within the bound: to be fair, all must be, so
 * nothing is to correct. It is UNFAIR if the interval, widened for the number of groups compared (Bonferroni), is
 * beyond: that a fair model is called unfair by a criterion happens as often as the level says at most, however many
 * groups there are. What is shown is the 95 % interval, whatever the level.
 *
 * @param reference the group that the others are compared with
 * @param findings by criterion, then by group
 * @param withoutGroup rows whose group is not known
 */
public record FairnessReport(String reference, List<FairnessFinding> findings, long withoutGroup) {

    /** Copies the findings. */
    public FairnessReport {
        requireNonNull(reference, "reference");
        findings = List.copyOf(findings);
    }

    /**
     * {@return the report on decisions of a model}
     *
     * @throws org.mlops4j.error.InvalidException if there are less than two groups, or not the reference that the
     *     policy names
     */
    public static FairnessReport of(GroupedScores scores, FairnessPolicy policy) {
        GroupComparison comparison = GroupComparison.of(scores, policy);
        return new FairnessReport(comparison.reference(), comparison.findings(), scores.withoutGroup());
    }

    /** {@return the worst verdict} */
    public FairnessVerdict verdict() {
        return findings.stream()
                .map(FairnessFinding::verdict)
                .max(Comparator.naturalOrder())
                .orElse(FairnessVerdict.INSUFFICIENT);
    }

    /** {@return the worst verdict by one criterion} */
    public FairnessVerdict verdict(FairnessCriterion criterion) {
        return new FairnessReport(reference, of(criterion), withoutGroup).verdict();
    }

    /** {@return the findings by one criterion, in the order of the groups} */
    public List<FairnessFinding> of(FairnessCriterion criterion) {
        return findings.stream()
                .filter(finding -> finding.criterion() == criterion)
                .toList();
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("reference", reference)
                .with("verdict", verdict().name())
                .with("withoutGroup", withoutGroup)
                .with(
                        "findings",
                        Document.list(findings.stream()
                                .map(FairnessFinding::toDocument)
                                .toList()));
    }
}
