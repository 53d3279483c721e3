// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.BinaryCosts;
import org.mlops4j.monitoring.performance.BinaryMetrics;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.Confusion;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * Confidence-based performance estimation: how good a binary classifier probably is on rows whose labels are not known
 * yet, by what its scores mean. If a score stands for a probability of 0.8, then a fifth of such rows is expected to be
 * negative; counting so gives the expected confusion matrix and all that follows from it.
 *
 * <p>Scores are calibrated on a reference with labels first, if that helps. Estimates are right as long as the scores
 * keep their meaning: a change of the inputs is seen, a change of what they mean is not. Intervals are those of the
 * realised metric, given that the probabilities are right: they hold the chance of the labels, not an error of the
 * calibration. Immutable.
 *
 * <p>The formulas are those of NannyML 0.13 (J. Białek and others, Estimating model performance under covariate shift
 * without labels, 2024), except that what is undefined is NaN and not 0, that rows of equal score are one step of the
 * curves, and that alarms come from {@link ReferenceLimits}, which are right for few windows too.
 */
public final class Cbpe {

    /** Into how many windows the reference is parted if nothing else is said. */
    public static final int DEFAULT_WINDOWS = 10;

    private final double threshold;
    private final Optional<IsotonicCalibration> calibration;
    private final Map<String, ReferenceLimits> limits;

    private Cbpe(double threshold, Optional<IsotonicCalibration> calibration, Map<String, ReferenceLimits> limits) {
        this.threshold = threshold;
        this.calibration = calibration;
        this.limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }

    /**
     * {@return an estimator that learnt from a reference of {@link #DEFAULT_WINDOWS}; see {@link #fit(BinaryScores,
     * double, int)}}
     */
    public static Cbpe fit(BinaryScores reference, double threshold) {
        return fit(reference, threshold, DEFAULT_WINDOWS);
    }

    /**
     * {@return an estimator that learnt from a reference}
     *
     * @param reference scores with labels that the model was not trained on, in the order of time
     * @param threshold scores from here on are taken for positive
     * @param windows into how many parts of equal size the reference is cut, for the limits of alarms
     * @throws InvalidException if there are no rows of either label, or fewer rows than windows
     */
    public static Cbpe fit(BinaryScores reference, double threshold, int windows) {
        if (reference.positives() == 0 || reference.positives() == reference.rows()) {
            throw new InvalidException("a reference needs positive and negative rows, has " + reference.positives()
                    + " positive ones of " + reference.rows());
        }
        Map<String, ReferenceLimits> limits =
                ReferenceLimits.ofWindows(reference, windows, window -> realised(window, threshold));
        return new Cbpe(threshold, IsotonicCalibration.ifItHelps(reference), limits);
    }

    /**
     * {@return the estimator whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static Cbpe from(Document document) {
        Optional<IsotonicCalibration> calibration = document.find("calibration").map(IsotonicCalibration::from);
        return new Cbpe(
                document.get("threshold").number(), calibration, ReferenceLimits.byMetric(document.get("limits")));
    }

    /** {@return the metrics that are estimated, of rows whose labels are known; the same names in the same order} */
    public static List<Estimate> realised(BinaryScores rows, double threshold) {
        Confusion confusion = Confusion.of(rows, threshold);
        double precision = BinaryMetrics.averagePrecision().of(rows);
        return List.of(
                confusion.accuracy(),
                confusion.precision(),
                confusion.recall(),
                confusion.specificity(),
                confusion.f1(),
                BinaryPerformance.auc(rows),
                Double.isNaN(precision)
                        ? Estimate.undefined("averagePrecision", rows.rows(), "no row is positive")
                        : Estimate.point("averagePrecision", precision, rows.rows()));
    }

    /** {@return the calibration of the scores, if one helps} */
    public Optional<IsotonicCalibration> calibration() {
        return calibration;
    }

    /**
     * {@return between which values the realised metrics of windows of the reference lie, by the name of the metric}
     */
    public Map<String, ReferenceLimits> limits() {
        return limits;
    }

    /**
     * {@return what the metrics of these rows probably are; an alarm is an estimate beyond its {@link #limits}}
     *
     * @param scores of the rows; NaN are left out
     * @throws InvalidException if a score is no probability and there is no calibration
     */
    public EstimatedPerformance estimate(double... scores) {
        Known known = known(scores);
        ExpectedCounts counts = known.counts(threshold);
        return new EstimatedPerformance(
                Stream.of(
                                counts.accuracy(),
                                counts.precision(),
                                counts.recall(),
                                counts.specificity(),
                                counts.f1(),
                                counts.auc(),
                                counts.averagePrecision())
                        .map(expected -> expected.estimate(known.probabilities).within(0, 1))
                        .toList(),
                Stream.of(
                                counts.truePositives(),
                                counts.falsePositives(),
                                counts.trueNegatives(),
                                counts.falseNegatives())
                        .map(expected -> expected.estimate(known.probabilities).within(0, known.scores.length))
                        .toList());
    }

    /** {@return what the mean cost of the decisions on these rows probably is} */
    public Estimate expectedCost(BinaryCosts costs, double... scores) {
        Known known = known(scores);
        return known.counts(threshold)
                .expectedCost(requireNonNull(costs, "costs"))
                .estimate(known.probabilities);
    }

    /** {@return the form in which an estimator is stored} */
    public Document.Fields toDocument() {
        Document.Fields document =
                Document.object().with("threshold", threshold).with("limits", ReferenceLimits.document(limits));
        return calibration.isPresent()
                ? document.with("calibration", calibration.get().toDocument())
                : document;
    }

    private Known known(double[] scores) {
        double[] known =
                Arrays.stream(scores).filter(score -> !Double.isNaN(score)).toArray();
        double[] probabilities = calibration.map(c -> c.calibrate(known)).orElse(known);
        for (double probability : probabilities) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new InvalidException(
                        "without a calibration, scores must be probabilities; one is " + probability);
            }
        }
        return new Known(known, probabilities);
    }

    /** Scores that are there, and what they stand for. */
    private static final class Known {
        private final double[] scores;
        private final double[] probabilities;

        Known(double[] scores, double[] probabilities) {
            this.scores = scores;
            this.probabilities = probabilities;
        }

        ExpectedCounts counts(double threshold) {
            boolean[] taken = new boolean[scores.length];
            for (int row = 0; row < taken.length; row++) {
                taken[row] = scores[row] >= threshold;
            }
            return new ExpectedCounts(scores, probabilities, taken);
        }
    }
}
