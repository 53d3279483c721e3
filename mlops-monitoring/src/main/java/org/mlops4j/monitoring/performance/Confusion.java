// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import org.mlops4j.data.Document;

/**
 * How often a decision by a threshold was right. Shares have Wilson's interval.
 *
 * @param threshold scores from here on are taken for positive
 * @param truePositives taken for positive, rightly
 * @param falsePositives taken for positive, wrongly
 * @param trueNegatives taken for negative, rightly
 * @param falseNegatives taken for negative, wrongly
 */
public record Confusion(
        double threshold, long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

    /** {@return the decisions at a threshold} */
    public static Confusion of(BinaryScores rows, double threshold) {
        long[][] counts = new long[2][2];
        for (int row = 0; row < rows.rows(); row++) {
            counts[rows.score(row) >= threshold ? 1 : 0][rows.label(row) ? 1 : 0]++;
        }
        return new Confusion(threshold, counts[1][1], counts[1][0], counts[0][0], counts[0][1]);
    }

    /** {@return the share of right decisions; undefined without rows} */
    public Estimate accuracy() {
        long rows = truePositives + falsePositives + trueNegatives + falseNegatives;
        return Estimate.share("accuracy", truePositives + trueNegatives, rows, "there are no rows");
    }

    /** {@return the share of true ones among those taken for positive; undefined if there are none} */
    public Estimate precision() {
        return Estimate.share(
                "precision", truePositives, truePositives + falsePositives, "no row was taken for positive");
    }

    /** {@return the share of positives that were found; undefined if there are none} */
    public Estimate recall() {
        return Estimate.share("recall", truePositives, truePositives + falseNegatives, "no row is positive");
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("threshold", threshold)
                .with("truePositives", truePositives)
                .with("falsePositives", falsePositives)
                .with("trueNegatives", trueNegatives)
                .with("falseNegatives", falseNegatives)
                .with("accuracy", accuracy().toDocument())
                .with("precision", precision().toDocument())
                .with("recall", recall().toDocument());
    }
}
