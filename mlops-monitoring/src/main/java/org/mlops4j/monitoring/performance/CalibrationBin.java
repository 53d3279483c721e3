// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import org.mlops4j.data.Document;

/**
 * Rows of neighbouring scores, and how often they were positive.
 *
 * @param rows how many
 * @param lowest their least score
 * @param highest their greatest score
 * @param meanScore what the model said
 * @param positiveShare what happened
 */
public record CalibrationBin(long rows, double lowest, double highest, double meanScore, double positiveShare) {

    /** {@return what happened, with Wilson's interval} */
    public Estimate positives() {
        return Estimate.share("positiveShare", Math.round(positiveShare * rows), rows, "there are no rows");
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        Estimate positives = positives();
        return Document.object()
                .with("rows", rows)
                .with("lowest", lowest)
                .with("highest", highest)
                .with("meanScore", meanScore)
                .with("positiveShare", positiveShare)
                .with("low", positives.low())
                .with("high", positives.high());
    }
}
