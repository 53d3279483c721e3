// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * A measurement and what the policy says to it.
 *
 * @param measurement what was measured
 * @param adjustedPValue the p-value adjusted for all tests of the report, NaN if there is none
 * @param effectBound the effect from which a change matters
 * @param verdict the judgement
 * @param neededRows how many values each side should have to see a change of that size, whatever the verdict
 */
public record DriftResult(
        Measurement measurement, double adjustedPValue, double effectBound, DriftVerdict verdict, long neededRows) {

    /** Checks that the parts are there. */
    public DriftResult {
        requireNonNull(measurement, "measurement");
        requireNonNull(verdict, "verdict");
    }

    /** {@return the effect in units of its bound: from 1 on it matters; 0 if it could not be computed} */
    public double severity() {
        return measurement.computable() ? measurement.effect() / effectBound : 0;
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return measurement
                .toDocument()
                .with("adjustedPValue", adjustedPValue)
                .with("effectBound", effectBound)
                .with("verdict", verdict.name())
                .with("neededRows", neededRows);
    }
}
