// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;

/**
 * How good a classifier of several classes was.
 *
 * <p>Of decisions: accuracy, balanced accuracy, averages of precision, recall and F1, kappa and Matthews' correlation;
 * see {@link ConfusionMatrix}. Of scores also the areas under the ROC curves (each class against the rest, macro and
 * weighted, and pairwise after Hand and Till), with normal intervals from DeLong's placements; and log loss and Brier
 * score, with the normal interval of a mean, undefined if the scores of a row are no probabilities.
 *
 * @param rows rows with a prediction and a label
 * @param skipped rows without
 * @param confusion how often each class was taken for each
 * @param estimates all metrics in a fixed order; undefined ones say why
 */
public record MultiClassPerformance(long rows, long skipped, ConfusionMatrix confusion, List<Estimate> estimates) {

    private static final String NO_PROBABILITIES = "the scores of a row are not in [0, 1] or do not add up to 1";

    /** Copies the estimates. */
    public MultiClassPerformance {
        requireNonNull(confusion, "confusion");
        estimates = List.copyOf(estimates);
    }

    /** {@return the performance of decisions} */
    public static MultiClassPerformance of(ClassDecisions rows) {
        ConfusionMatrix confusion = ConfusionMatrix.of(rows);
        return new MultiClassPerformance(rows.rows(), rows.skipped(), confusion, confusion.estimates());
    }

    /** {@return the performance of scores; O(n log n) for each pair of classes} */
    public static MultiClassPerformance of(ClassScores rows) {
        ConfusionMatrix confusion = ConfusionMatrix.of(rows.decisions());
        List<Estimate> estimates = new ArrayList<>(confusion.estimates());
        estimates.add(ClassAuc.oneAgainstRest(rows, Average.MACRO));
        estimates.add(ClassAuc.oneAgainstRest(rows, Average.WEIGHTED));
        estimates.add(ClassAuc.pairwise(rows));
        estimates.add(logLoss(rows));
        estimates.add(brier(rows));
        return new MultiClassPerformance(rows.rows(), rows.skipped(), confusion, estimates);
    }

    /** {@return the area under the ROC curve of one class against all others; DeLong's interval} */
    public static Estimate auc(ClassScores rows, int index) {
        return BinaryPerformance.auc(rows.against(index));
    }

    /**
     * {@return the share of rows whose class is among the k with the greatest scores; Wilson's interval} Of classes
     * with equal scores those that come first count as the greater ones.
     *
     * @param k from 1; from the number of classes on the share is 1
     */
    public static Estimate topK(ClassScores rows, int k) {
        long found = 0;
        for (int row = 0; row < rows.rows(); row++) {
            double own = rows.score(row, rows.label(row));
            int before = 0;
            for (int i = 0; i < rows.classes().size(); i++) {
                double score = rows.score(row, i);
                before += score > own || (score == own && i < rows.label(row)) ? 1 : 0;
            }
            found += before < k ? 1 : 0;
        }
        return Estimate.share("top" + k + "Accuracy", found, rows.rows(), "there are no rows");
    }

    /**
     * {@return the mean of minus the log of the probability that was given to the true class, clipped as in
     * {@link BinaryPerformance#CLIP}}
     */
    public static Estimate logLoss(ClassScores rows) {
        return rows.probabilities()
                ? Estimate.mean("logLoss", Sample.of(Losses.log(rows)))
                : Estimate.undefined("logLoss", rows.rows(), NO_PROBABILITIES);
    }

    /** {@return the mean over the rows of the sum over the classes of the squared error, from 0 to 2} */
    public static Estimate brier(ClassScores rows) {
        return rows.probabilities()
                ? Estimate.mean("brier", Sample.of(Losses.squared(rows)))
                : Estimate.undefined("brier", rows.rows(), NO_PROBABILITIES);
    }

    /** {@return the metric of a name, such as {@code macroF1}, if there is one} */
    public Optional<Estimate> find(String metric) {
        return estimates.stream().filter(e -> e.metric().equals(metric)).findFirst();
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("rows", rows)
                .with("skipped", skipped)
                .with("estimates", Estimate.documents(estimates))
                .with("confusion", confusion.toDocument());
    }
}
