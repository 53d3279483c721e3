// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mlops4j.data.Document;

/**
 * Whether labels could have come from the probabilities that a model gave. A small p-value shows that it is not
 * calibrated; with many rows that may be true and yet not matter, so look at the calibration error too.
 *
 * @param test {@code spiegelhalter} or {@code hosmer-lemeshow}
 * @param statistic z, or chi-square
 * @param pValue NaN if undefined
 * @param rows the number of rows
 * @param reason why the test is undefined, empty if it is not
 */
public record CalibrationTest(String test, double statistic, double pValue, long rows, String reason) {

    /** Checks that the parts are there. */
    public CalibrationTest {
        requireNonNull(test, "test");
        requireNonNull(reason, "reason");
    }

    /**
     * {@return the test by D. J. Spiegelhalter, Probabilistic prediction in patient management and clinical trials
     * (1986)} It needs no bins: it compares the Brier score with what it would be if each label had the probability
     * that it was given. Two-sided; undefined if a score is no probability, or if all are 0, 0.5 or 1.
     */
    public static CalibrationTest spiegelhalter(BinaryScores rows) {
        if (!rows.probabilities()) {
            return undefined("spiegelhalter", rows, "a score is not in [0, 1]");
        }
        double sum = 0;
        double variance = 0;
        for (int row = 0; row < rows.rows(); row++) {
            double score = rows.score(row);
            double slope = 1 - 2 * score;
            sum += ((rows.label(row) ? 1 : 0) - score) * slope;
            variance += slope * slope * score * (1 - score);
        }
        if (variance == 0) {
            return undefined(
                    "spiegelhalter", rows, rows.rows() == 0 ? "there are no rows" : "all scores are 0, 0.5 or 1");
        }
        double z = sum / Math.sqrt(variance);
        double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
        return new CalibrationTest("spiegelhalter", z, Math.min(1, p), rows.rows(), "");
    }

    /**
     * {@return the test by D. W. Hosmer and S. Lemeshow (1980) over the bins of {@link Calibration}} The scores were
     * not fitted to these rows, so there are as many degrees of freedom as bins. Undefined if a score is no
     * probability.
     */
    public static CalibrationTest hosmerLemeshow(BinaryScores rows) {
        if (rows.rows() == 0 || !rows.probabilities()) {
            return undefined(
                    "hosmer-lemeshow", rows, rows.rows() == 0 ? "there are no rows" : "a score is not in [0, 1]");
        }
        Calibration calibration = Calibration.of(rows);
        double chiSquare = 0;
        for (CalibrationBin bin : calibration.bins()) {
            double difference = bin.positiveShare() - bin.meanScore();
            // A bin that was sure and right costs nothing; one that was sure and wrong cannot be.
            chiSquare += difference == 0
                    ? 0
                    : bin.rows() * difference * difference / (bin.meanScore() * (1 - bin.meanScore()));
        }
        double p = ChiSquaredDistribution.of(calibration.bins().size()).survivalProbability(chiSquare);
        return new CalibrationTest("hosmer-lemeshow", chiSquare, p, rows.rows(), "");
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("test", test)
                .with("statistic", statistic)
                .with("pValue", pValue)
                .with("rows", rows)
                .with("reason", reason);
    }

    private static CalibrationTest undefined(String test, BinaryScores rows, String reason) {
        return new CalibrationTest(test, Double.NaN, Double.NaN, rows.rows(), reason);
    }
}
