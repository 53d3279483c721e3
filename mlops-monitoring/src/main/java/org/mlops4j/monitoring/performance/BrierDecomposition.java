// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/**
 * Why the Brier score is what it is: {@code brier = reliability - resolution + uncertainty + withinBins}.
 *
 * <p>Sources: A. H. Murphy, A new vector partition of the probability score (1973); D. B. Stephenson, C. A. S. Coelho
 * and I. T. Jolliffe, Two extra components in the Brier score decomposition (2008), whose two are one here. All are NaN
 * without rows or if a score is no probability.
 *
 * @param reliability how far bins are from what happened in them; 0 is best
 * @param resolution how far what happened in the bins is from the base rate; greater is better
 * @param uncertainty the variance of the labels, which no model changes
 * @param withinBins what scores of one bin differ among each other
 */
public record BrierDecomposition(double reliability, double resolution, double uncertainty, double withinBins) {

    /** {@return the parts of the Brier score, by the bins of {@link Calibration}} */
    public static BrierDecomposition of(BinaryScores rows) {
        if (rows.rows() == 0 || !rows.probabilities()) {
            return new BrierDecomposition(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double base = (double) rows.positives() / rows.rows();
        double reliability = 0;
        double resolution = 0;
        for (CalibrationBin bin : Calibration.of(rows).bins()) {
            double weight = (double) bin.rows() / rows.rows();
            reliability += weight * Math.pow(bin.meanScore() - bin.positiveShare(), 2);
            resolution += weight * Math.pow(bin.positiveShare() - base, 2);
        }
        double uncertainty = base * (1 - base);
        double brier = BinaryPerformance.brier(rows).value();
        return new BrierDecomposition(
                reliability, resolution, uncertainty, brier - (reliability - resolution + uncertainty));
    }
}
