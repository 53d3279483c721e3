// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How much better a candidate is than a baseline on the same rows. Since both are judged by the same rows, what is hard
 * for both cancels, and far smaller differences show than intervals of their own would suggest.
 *
 * @param metric its name, such as {@code auc}
 * @param baseline the metric of the baseline
 * @param candidate the metric of the candidate
 * @param gainLaw how much better the candidate is and how sure that is: positive is better, also for losses; NaN if
 *     undefined
 * @param test the name of the test: {@code delong}, {@code mean-difference}, {@code mcnemar}, {@code bootstrap-bca} or
 *     {@code diebold-mariano}
 * @param rows the number of rows
 * @param reason why the comparison is undefined, empty if it is not
 */
public record PairedComparison(
        String metric, double baseline, double candidate, SamplingLaw gainLaw, String test, long rows, String reason) {

    private static final String MEAN_DIFFERENCE = "mean-difference";

    /** Checks that the parts are there. */
    public PairedComparison {
        requireNonNull(metric, "metric");
        requireNonNull(gainLaw, "gainLaw");
        requireNonNull(test, "test");
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
            return undefined(
                    "auc", "delong", baseline.rows(), "needs two rows of each label, has " + scarcer + " of one");
        }
        DeLong one = DeLong.of(baseline);
        DeLong other = DeLong.of(candidate);
        return new PairedComparison(
                "auc",
                one.area(),
                other.area(),
                StudentLaw.normal(other.area() - one.area(), one.standardErrorOfDifference(other)),
                "delong",
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
        return baseline.probabilities() && candidate.probabilities()
                ? meanLoss("logLoss", Losses.log(baseline), Losses.log(candidate))
                : undefined("logLoss", MEAN_DIFFERENCE, baseline.rows(), "a score is not in [0, 1]");
    }

    /**
     * {@return the comparison of the mean of any loss of a row, by the normal approximation of the mean difference}
     *
     * <p>Undefined with less than two rows.
     *
     * @param metric the name of the mean loss
     * @param baseline the loss of every row under the present model, such as its absolute error
     * @param candidate the loss of the same rows, in the same order, under the other model
     * @throws InvalidException if there are not as many of both or a loss is NaN or infinite
     */
    public static PairedComparison meanLoss(String metric, double[] baseline, double[] candidate) {
        double[] gains = gains(baseline, candidate);
        return gains.length < 2
                ? undefined(metric, MEAN_DIFFERENCE, gains.length, "needs two rows")
                : ofMeans(
                        metric,
                        baseline,
                        candidate,
                        StudentLaw.normal(
                                Sample.of(gains).mean(), Sample.of(gains).standardError()),
                        MEAN_DIFFERENCE);
    }

    /**
     * {@return the comparison of the shares of right decisions at a threshold, by McNemar's exact test}
     *
     * @throws InvalidException if the two do not have the same labels for the same rows
     * @see #accuracy(boolean[], boolean[])
     */
    public static PairedComparison accuracy(BinaryScores baseline, BinaryScores candidate, double threshold) {
        requireSameRows(baseline, candidate);
        return accuracy(baseline.rightAt(threshold), candidate.rightAt(threshold));
    }

    /**
     * {@return the comparison of the shares of right decisions}
     *
     * <p>Without a margin the test is McNemar's exact one, with a margin Tango's score test. Undefined without rows.
     *
     * @param baseline for each row whether the present model decided rightly
     * @param candidate the same of the other model, in the same order
     * @throws InvalidException if there are not as many of both
     */
    public static PairedComparison accuracy(boolean[] baseline, boolean[] candidate) {
        requireAsMany(baseline.length, candidate.length);
        int rows = baseline.length;
        if (rows == 0) {
            return undefined("accuracy", "mcnemar", 0, "there are no rows");
        }
        long right = 0;
        long wins = 0;
        long losses = 0;
        for (int row = 0; row < rows; row++) {
            right += baseline[row] ? 1 : 0;
            wins += candidate[row] && !baseline[row] ? 1 : 0;
            losses += baseline[row] && !candidate[row] ? 1 : 0;
        }
        double before = (double) right / rows;
        double after = (double) (right + wins - losses) / rows;
        return new PairedComparison(
                "accuracy", before, after, new DiscordantPairs(wins, losses, rows), "mcnemar", rows, "");
    }

    /**
     * {@return the comparison of any metric, by a paired bootstrap with BCa intervals}
     *
     * <p>Undefined if the metric is so, below two rows, or if it is undefined on more than one resample in twenty.
     *
     * @param baseline the rows judged by the present model
     * @param candidate the same rows, in the same order, judged by the other model
     * @throws InvalidException if the two are not the same rows
     */
    public static <S extends JudgedRows<S>> PairedComparison of(
            Metric<? super S> metric, S baseline, S candidate, Bootstrap bootstrap) {
        requireSameRows(baseline, candidate);
        BootstrapDistribution law = bootstrap.law(
                baseline.rows(),
                drawn -> metric.better().gain(metric.of(baseline.take(drawn)), metric.of(candidate.take(drawn))));
        return law.replicates().size() == 0
                ? undefined(
                        metric.name(),
                        "bootstrap-bca",
                        baseline.rows(),
                        "it is undefined on these " + baseline.rows() + " rows or on too many draws of them")
                : new PairedComparison(
                        metric.name(),
                        metric.of(baseline),
                        metric.of(candidate),
                        law,
                        "bootstrap-bca",
                        baseline.rows(),
                        "");
    }

    /**
     * {@return the comparison of the mean losses of two forecasts of a series, by the test of Diebold and Mariano
     * (1995) with the small-sample correction of Harvey, Leybourne and Newbold (1997)}
     *
     * <p>Unlike {@link #meanLoss} it knows that errors of forecasts that overlap are alike. Undefined with less than
     * two points or no more than the horizon.
     *
     * @param metric the name of the mean loss
     * @param baseline the loss of every point under the present model, in the order of time
     * @param candidate the loss of the same points under the other model
     * @param horizon how many steps ahead the forecasts were made, from 1
     * @throws InvalidException if there are not as many of both, a loss is NaN or infinite, or the horizon is less than
     *     1
     */
    public static PairedComparison series(String metric, double[] baseline, double[] candidate, int horizon) {
        double[] gains = gains(baseline, candidate);
        StudentLaw law = LongRunVariance.law(gains, horizon);
        return Double.isNaN(law.standardError())
                ? undefined(
                        metric,
                        "diebold-mariano",
                        gains.length,
                        "needs two points and more than the horizon of " + horizon)
                : ofMeans(metric, baseline, candidate, law, "diebold-mariano");
    }

    /** {@return how much better the candidate is: positive is better, also for losses; NaN if undefined} */
    public double gain() {
        return gainLaw.value();
    }

    /** {@return the standard error of the gain; 0 if no row tells the two apart, NaN if undefined} */
    public double standardError() {
        return gainLaw.standardError();
    }

    /** {@return whether there is a number} */
    public boolean defined() {
        return !Double.isNaN(gain());
    }

    /**
     * {@return the one-sided p-value against "the candidate is worse by the margin or more"} A small one shows that it
     * is not; NaN if the comparison is undefined.
     *
     * @param margin what may be lost, in the unit of the metric, from 0; with 0 it is a test for being better
     */
    public double pValueNotWorseBy(double margin) {
        return gainLaw.pValueAtMost(-margin + 0.0);
    }

    /** {@return the one-sided p-value against "the candidate is not worse"} A small one shows that it is. */
    public double pValueWorse() {
        return gainLaw.pValueAtLeast(0);
    }

    /** {@return the two-sided p-value against "both are equally good"} */
    public double pValueDifferent() {
        return Math.min(1, 2 * Math.min(gainLaw.pValueAtMost(0), gainLaw.pValueAtLeast(0)));
    }

    /** {@return the gain with its 95 % interval} */
    public Estimate estimate() {
        return new Estimate(metric + "Gain", gain(), gainLaw.low(), gainLaw.high(), rows, reason);
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("metric", metric)
                .with("test", test)
                .with("baseline", baseline)
                .with("candidate", candidate)
                .with("gain", gain())
                .with("standardError", standardError())
                .with("low", gainLaw.low())
                .with("high", gainLaw.high())
                .with("rows", rows)
                .with("reason", reason);
    }

    private static PairedComparison undefined(String metric, String test, long rows, String reason) {
        return new PairedComparison(metric, Double.NaN, Double.NaN, StudentLaw.UNDEFINED, test, rows, reason);
    }

    private static PairedComparison ofMeans(
            String metric, double[] baseline, double[] candidate, SamplingLaw law, String test) {
        return new PairedComparison(
                metric, Sample.of(baseline).mean(), Sample.of(candidate).mean(), law, test, baseline.length, "");
    }

    private static double[] gains(double[] baseline, double[] candidate) {
        requireAsMany(baseline.length, candidate.length);
        double[] gains = new double[baseline.length];
        for (int row = 0; row < gains.length; row++) {
            gains[row] = baseline[row] - candidate[row];
            if (!Double.isFinite(gains[row])) {
                throw new InvalidException("losses must be finite numbers; row " + row + " has " + baseline[row]
                        + " and " + candidate[row]);
            }
        }
        return gains;
    }

    private static void requireAsMany(int baseline, int candidate) {
        if (baseline != candidate) {
            throw notTheSameRows(baseline, candidate);
        }
    }

    private static <S extends JudgedRows<S>> void requireSameRows(S baseline, S candidate) {
        if (!baseline.sameRowsAs(candidate)) {
            throw notTheSameRows(baseline.rows(), candidate.rows());
        }
    }

    private static InvalidException notTheSameRows(int baseline, int candidate) {
        return new InvalidException("two models can be compared on the same rows only, in the same order; got "
                + baseline + " and " + candidate + " rows with prediction and truth, or truths that differ");
    }
}
