// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How often a decision by a threshold was right. Shares have Wilson's interval. Decisions of parts add up to those of
 * the whole.
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
        return Estimate.share("accuracy", truePositives + trueNegatives, rows(), "there are no rows");
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

    /** {@return the share of negatives that were left alone; undefined if there are none} */
    public Estimate specificity() {
        return Estimate.share("specificity", trueNegatives, trueNegatives + falsePositives, "no row is negative");
    }

    /** {@return the share of negatives that were taken for positive; undefined if there are none} */
    public Estimate falsePositiveRate() {
        return Estimate.share(
                "falsePositiveRate", falsePositives, trueNegatives + falsePositives, "no row is negative");
    }

    /** {@return the share of negatives among those taken for negative; undefined if there are none} */
    public Estimate negativePredictiveValue() {
        return Estimate.share(
                "negativePredictiveValue",
                trueNegatives,
                trueNegatives + falseNegatives,
                "no row was taken for negative");
    }

    /** {@return the share of rows that were taken for positive; undefined without rows} */
    public Estimate selectionRate() {
        return Estimate.share("selectionRate", truePositives + falsePositives, rows(), "there are no rows");
    }

    /**
     * {@return the harmonic mean of precision and recall} Undefined if no row is positive or was taken for it. For the
     * interval see {@link ConfusionMatrix}.
     */
    public Estimate f1() {
        return truePositives + falsePositives + falseNegatives == 0
                ? Estimate.undefined("f1", 0, "no row is positive or was taken for it")
                : matrix().f1(1);
    }

    /** {@return the mean of recall and specificity, or the one that is defined; normal interval} */
    public Estimate balancedAccuracy() {
        return matrix().balancedAccuracy();
    }

    /** {@return Matthews' correlation of decision and label; see {@link ConfusionMatrix#correlation}} */
    public Estimate correlation() {
        return matrix().correlation();
    }

    /** {@return Cohen's kappa; see {@link ConfusionMatrix#kappa}} */
    public Estimate kappa() {
        return matrix().kappa();
    }

    /** {@return these decisions as a matrix of the classes {@code negative} and {@code positive}} */
    public ConfusionMatrix matrix() {
        return ConfusionMatrix.of(
                List.of("negative", "positive"),
                new long[][] {{trueNegatives, falsePositives}, {falseNegatives, truePositives}});
    }

    /**
     * {@return the decisions on the rows of both}
     *
     * @throws InvalidException if the thresholds differ
     */
    public Confusion plus(Confusion other) {
        if (threshold != other.threshold) {
            throw new InvalidException(
                    "decisions at thresholds " + threshold + " and " + other.threshold + " cannot be added");
        }
        return new Confusion(
                threshold,
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                trueNegatives + other.trueNegatives,
                falseNegatives + other.falseNegatives);
    }

    /** {@return the number of rows} */
    public long rows() {
        return truePositives + falsePositives + trueNegatives + falseNegatives;
    }

    /** {@return all metrics in a fixed order} */
    public List<Estimate> estimates() {
        return List.of(
                accuracy(),
                balancedAccuracy(),
                precision(),
                recall(),
                f1(),
                specificity(),
                negativePredictiveValue(),
                kappa(),
                correlation());
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
