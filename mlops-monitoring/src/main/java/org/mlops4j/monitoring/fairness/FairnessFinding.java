// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * How a group fares by a criterion.
 *
 * @param criterion what is compared
 * @param group whose difference it is
 * @param reference the group it is compared with; the group itself for {@link FairnessCriterion#CALIBRATION}
 * @param estimate the difference (group minus reference) or ratio with its own 95 % interval; undefined, with a reason,
 *     if there are too few rows
 * @param bound how great the difference may be, or how little the ratio
 * @param verdict the judgement
 */
public record FairnessFinding(
        FairnessCriterion criterion,
        String group,
        String reference,
        Estimate estimate,
        double bound,
        FairnessVerdict verdict) {

    /** Checks that the parts are there. */
    public FairnessFinding {
        requireNonNull(criterion, "criterion");
        requireNonNull(group, "group");
        requireNonNull(reference, "reference");
        requireNonNull(estimate, "estimate");
        requireNonNull(verdict, "verdict");
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("criterion", criterion.name())
                .with("group", group)
                .with("reference", reference)
                .with("estimate", estimate.toDocument())
                .with("bound", bound)
                .with("verdict", verdict.name());
    }
}
