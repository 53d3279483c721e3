// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * A measure of which a candidate must not lose more than a margin: non-inferiority. Immutable; data, stored with the
 * rollout.
 *
 * @param measure of one prediction with its label
 * @param margin how much of it may be lost, in its unit, from 0; with 0 the candidate has to be better
 */
public record RolloutCriterion(RolloutMeasure measure, double margin) {

    /**
     * Checks the margin.
     *
     * @throws InvalidException if it is negative, infinite or NaN
     */
    public RolloutCriterion {
        requireNonNull(measure, "measure");
        requireMargin(margin);
    }

    static void requireMargin(double margin) {
        if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
            throw new InvalidException("a margin is from 0 and finite, was " + margin);
        }
    }

    static RolloutCriterion from(Document document) {
        return new RolloutCriterion(
                RolloutMeasure.from(document.get("measure")),
                document.get("margin").number());
    }

    Document toDocument() {
        return Document.object().with("measure", measure.toDocument()).with("margin", margin);
    }
}
