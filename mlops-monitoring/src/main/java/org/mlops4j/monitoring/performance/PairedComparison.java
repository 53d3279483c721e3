// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How much better a candidate is than a baseline on the same rows. Since both are judged by the same rows, what is hard
 * for both cancels, and far smaller differences show than intervals of their own would suggest.
 *
 * @param metric its name, such as {@code auc}
 * @param baseline the metric of the baseline
 * @param candidate the metric of the candidate
 * @param gain how much better the candidate is: positive is better, also for losses; NaN if undefined
 * @param standardError of the gain; 0 if no row tells the two apart, NaN if undefined
 * @param rows the number of rows
 * @param reason why the comparison is undefined, empty if it is not
 */
public record PairedComparison(
        String metric, double baseline, double candidate, double gain, double standardError, long rows, String reason) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Checks that the parts are there. */
    public PairedComparison {
        requireNonNull(metric, "metric");
        requireNonNull(reason, "reason");
    }

    /**
     * {@return the comparison of the areas under the ROC curve, by DeLong's test}
     *
     * <p>Undefined with less than two rows of a label.
     *
     * @param baseline scores of the rows by the present model
     * @param candidate scores of the same rows, in the same order, by the other model
     * @throws InvalidException if the two do not have the same labels for the same rows
     */
    public static PairedComparison auc(BinaryScores baseline, BinaryScores candidate) {
        requireSameRows(baseline, candidate);
        long scarcer = Math.min(baseline.positives(), baseline.rows() - baseline.positives());
        if (scarcer < 2) {
            return undefined("auc", baseline.rows(), "needs two rows of each label, has " + scarcer + " of one");
        }
        DeLong one = DeLong.of(baseline);
        DeLong other = DeLong.of(candidate);
        return new PairedComparison(
                "auc",
                one.area(),
                other.area(),
                other.area() - one.area(),
                one.standardErrorOfDifference(other),
                baseline.rows(),
                "");
    }

    /**
     * {@return the comparison of the log losses, by the normal approximation of the mean difference}
     *
     * <p>Undefined with less than two rows, or if a score is no probability.
     *
     * @param baseline probabilities of the rows by the present model
     * @param candidate probabilities of the same rows, in the same order, by the other model
     * @throws InvalidException if the two do not have the same labels for the same rows
     */
    public static PairedComparison logLoss(BinaryScores baseline, BinaryScores candidate) {
        requireSameRows(baseline, candidate);
        if (baseline.rows() < 2) {
            return undefined("logLoss", baseline.rows(), "needs two rows");
        } else if (!baseline.probabilities() || !candidate.probabilities()) {
            return undefined("logLoss", baseline.rows(), "a score is not in [0, 1]");
        }
        double[] one = Losses.log(baseline);
        double[] other = Losses.log(candidate);
        double[] gains = new double[one.length];
        for (int row = 0; row < gains.length; row++) {
            gains[row] = one[row] - other[row];
        }
        Sample gain = Sample.of(gains);
        return new PairedComparison(
                "logLoss",
                Sample.of(one).mean(),
                Sample.of(other).mean(),
                gain.mean(),
                gain.standardError(),
                baseline.rows(),
                "");
    }

    /** {@return whether there is a number} */
    public boolean defined() {
        return !Double.isNaN(gain);
    }

    /**
     * {@return the one-sided p-value against "the candidate is worse by the margin or more"} A small one shows that it
     * is not; NaN if the comparison is undefined.
     *
     * @param margin what may be lost, in the unit of the metric, from 0; with 0 it is a test for being better
     */
    public double pValueNotWorseBy(double margin) {
        return tail(gain + margin);
    }

    /** {@return the one-sided p-value against "the candidate is not worse"} A small one shows that it is. */
    public double pValueWorse() {
        return tail(-gain);
    }

    /** {@return the two-sided p-value against "both are equally good"} */
    public double pValueDifferent() {
        return standardError == 0 && gain == 0 ? 1 : Math.min(1, 2 * tail(Math.abs(gain)));
    }

    /** {@return the gain with its 95 % normal interval} */
    public Estimate estimate() {
        return defined()
                ? Estimate.normal(metric + "Gain", gain, standardError, rows)
                : Estimate.undefined(metric + "Gain", rows, reason);
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("metric", metric)
                .with("baseline", baseline)
                .with("candidate", candidate)
                .with("gain", gain)
                .with("standardError", standardError)
                .with("rows", rows)
                .with("reason", reason);
    }

    private double tail(double distance) {
        if (Double.isNaN(distance) || standardError > 0 || Double.isNaN(standardError)) {
            return NORMAL.survivalProbability(distance / standardError);
        }
        // Without spread the gain is certain: the distance alone decides, and none shows nothing.
        return distance > 0 ? 0 : 1;
    }

    private static PairedComparison undefined(String metric, long rows, String reason) {
        return new PairedComparison(metric, Double.NaN, Double.NaN, Double.NaN, Double.NaN, rows, reason);
    }

    private static void requireSameRows(BinaryScores baseline, BinaryScores candidate) {
        if (!baseline.sameRowsAs(candidate)) {
            throw new InvalidException("two models can be compared on the same rows only, in the same order; got "
                    + baseline.rows() + " and " + candidate.rows()
                    + " rows with score and label, or labels that differ");
        }
    }
}
