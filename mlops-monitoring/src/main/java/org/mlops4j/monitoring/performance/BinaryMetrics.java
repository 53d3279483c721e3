// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/**
 * Metrics of a binary classifier as functions of its rows: for a {@link Bootstrap}, for {@link PairedComparison#of
 * comparisons} and for groups of rows. Those that have a formula for their interval are better taken from
 * {@link BinaryPerformance} and {@link Confusion}.
 */
public final class BinaryMetrics {

    private BinaryMetrics() {}

    /** {@return the area under the ROC curve; undefined if all labels are the same} */
    public static Metric<BinaryScores> auc() {
        return Metric.higherIsBetter("auc", rows -> BinaryPerformance.auc(rows).value());
    }

    /**
     * {@return the mean of the precision at every positive row, by descending score; rows of equal score count
     * together} Undefined if no row is positive.
     */
    public static Metric<BinaryScores> averagePrecision() {
        return Metric.higherIsBetter("averagePrecision", rows -> {
            double[] area = {0};
            ScoreSteps.descend(
                    rows, (threshold, taken, found, before) -> area[0] += (double) (found - before) * found / taken);
            return rows.positives() == 0 ? Double.NaN : area[0] / rows.positives();
        });
    }

    /**
     * {@return the greatest difference of recall and false positive rate over all thresholds (the statistic of
     * Kolmogorov and Smirnov); undefined if all labels are the same}
     */
    public static Metric<BinaryScores> kolmogorovSmirnov() {
        return Metric.higherIsBetter("ks", rows -> {
            double positives = rows.positives();
            double negatives = rows.rows() - positives;
            double[] greatest = {positives == 0 || negatives == 0 ? Double.NaN : 0};
            ScoreSteps.descend(
                    rows,
                    (threshold, taken, found, before) -> greatest[0] =
                            Math.max(greatest[0], Math.abs(found / positives - (taken - found) / negatives)));
            return greatest[0];
        });
    }

    /** {@return the log loss; undefined if a score is no probability} */
    public static Metric<BinaryScores> logLoss() {
        return Metric.lowerIsBetter(
                "logLoss", rows -> BinaryPerformance.logLoss(rows).value());
    }

    /** {@return the Brier score; undefined if a score is no probability} */
    public static Metric<BinaryScores> brier() {
        return Metric.lowerIsBetter(
                "brier", rows -> BinaryPerformance.brier(rows).value());
    }

    /**
     * {@return the expected calibration error; biased upwards in small samples, which its bootstrap corrects in part}
     */
    public static Metric<BinaryScores> calibrationError() {
        return Metric.lowerIsBetter(
                "calibrationError",
                rows -> rows.probabilities() ? Calibration.of(rows).error().value() : Double.NaN);
    }

    /** {@return the F1 of the decisions at a threshold} */
    public static Metric<BinaryScores> f1(double threshold) {
        return Metric.higherIsBetter(
                "f1", rows -> Confusion.of(rows, threshold).f1().value());
    }

    /** {@return Matthews' correlation of the decisions at a threshold} */
    public static Metric<BinaryScores> correlation(double threshold) {
        return Metric.higherIsBetter(
                "correlation",
                rows -> Confusion.of(rows, threshold).correlation().value());
    }
}
