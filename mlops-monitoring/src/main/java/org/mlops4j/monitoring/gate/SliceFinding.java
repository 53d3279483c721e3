// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.Locale;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.performance.PairedComparison;

/**
 * How a slice compares with the champion.
 *
 * @param slice the value that its rows share
 * @param comparison on its rows, defined
 * @param margin what may be lost
 * @param pValue against "it is not worse by the margin", adjusted for all slices
 */
record SliceFinding(String slice, PairedComparison comparison, double margin, double pValue) {

    /** {@return whether it is worse for all that the rows tell, with or without proof} */
    boolean looksWorse() {
        return comparison.gain() < -margin;
    }

    long moreRows(double alpha) {
        double distance = comparison.gain() + margin;
        return Planning.moreRows(comparison.rows(), comparison.standardError(), distance, alpha);
    }

    Document toDocument() {
        return comparison.toDocument().with("adjustedPValueWorse", pValue);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s loses %.4g %s on %d rows, adjusted p = %.2g",
                slice,
                -comparison.gain(),
                comparison.metric(),
                comparison.rows(),
                pValue);
    }
}
