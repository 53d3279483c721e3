// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.Predictions;

/**
 * Direct loss estimation: how large the errors of a regression model probably are on rows whose truth is not known yet.
 * A second model learns, on a reference with truths, what the loss of a row is, from the features and the prediction.
 * Its mean over other rows is the estimate. Immutable.
 *
 * <p>The formula is that of NannyML 0.13, and so is the idea; the learner is not. It is the simplest that lets a loss
 * depend on features together: gradient-boosted trees of three levels over binned features, 100 rounds at a rate of
 * 0.1, without sampling, so that the same reference gives the same estimates. Features are numbers, truth values and
 * texts; missing values are a value of their own.
 *
 * <p>Intervals hold the scatter of losses around what was foretold, by the errors of two models that each learnt from
 * the other half of the reference. An error of the second model itself is not in them.
 */
public final class DirectLossEstimator {

    /** Below, there is too little to learn a loss from. */
    public static final int LEAST_ROWS = 200;

    private static final double Z95 = 1.959963984540054;

    private final List<String> columns;
    private final Loss loss;
    private final BoostedTrees trees;
    private final double scatter;
    private final ReferenceLimits limits;

    private DirectLossEstimator(
            List<String> columns, Loss loss, BoostedTrees trees, double scatter, ReferenceLimits limits) {
        this.columns = columns;
        this.loss = loss;
        this.trees = trees;
        this.scatter = scatter;
        this.limits = limits;
    }

    /**
     * {@return an estimator that learnt from a reference of {@link Cbpe#DEFAULT_WINDOWS} windows}
     *
     * @param reference rows that the model was not trained on, in the order of time; those without a finite prediction
     *     or truth are left out
     * @param features the columns that the loss may depend on, besides the prediction
     * @param prediction the column of predictions
     * @param truth the column of truths
     * @throws InvalidException if fewer than {@link #LEAST_ROWS} rows have both, or a loss is infinite
     */
    public static DirectLossEstimator fit(
            Table reference, List<String> features, String prediction, String truth, Loss loss) {
        requireNonNull(loss, "loss");
        Table known = known(reference, prediction, truth);
        if (known.rowCount() < LEAST_ROWS) {
            throw new InvalidException("a loss is learnt from " + LEAST_ROWS + " rows or more with prediction and"
                    + " truth, the reference has " + known.rowCount());
        }
        double[] losses = Predictions.of(known, prediction, truth).losses(loss::of);
        if (!Arrays.stream(losses).allMatch(Double::isFinite)) {
            throw new InvalidException("the " + loss.metric() + " is not defined on the reference: a truth is 0");
        }
        List<String> columns = new ArrayList<>(features);
        if (!columns.contains(prediction)) {
            columns.add(prediction);
        }
        return new DirectLossEstimator(
                List.copyOf(columns),
                loss,
                BoostedTrees.fit(columns(known, columns), losses),
                scatter(known, columns, losses),
                limits(loss, losses));
    }

    /**
     * {@return the estimator whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static DirectLossEstimator from(Document document) {
        return new DirectLossEstimator(
                document.get("columns").texts(),
                document.get("loss").constant(Loss.class),
                BoostedTrees.from(document.get("trees")),
                document.get("scatter").number(),
                ReferenceLimits.from(document.get("limits")));
    }

    /** {@return the form in which an estimator is stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("columns", Document.texts(columns))
                .with("loss", Document.of(loss))
                .with("trees", trees.toDocument())
                .with("scatter", scatter)
                .with("limits", limits.toDocument());
    }

    /** {@return between which values the realised metric of windows of the reference lies} */
    public ReferenceLimits limits() {
        return limits;
    }

    /**
     * {@return what the metric of these rows probably is; an alarm is an estimate beyond the {@link #limits}}
     *
     * @param rows with the features and the prediction
     * @throws org.mlops4j.error.NotFoundException if a column is missing
     */
    public Estimate estimate(Table rows) {
        int count = rows.rowCount();
        if (count == 0) {
            return Estimate.undefined(loss.metric(), 0, "there are no rows");
        }
        double mean = Arrays.stream(trees.predict(columns(rows, columns)))
                        .map(predicted -> Math.max(0, predicted))
                        .sum()
                / count;
        double half = Z95 * scatter / Math.sqrt(count);
        return new Estimate(
                loss.metric(),
                loss.metric(mean),
                loss.metric(Math.max(0, mean - half)),
                loss.metric(mean + half),
                count,
                "");
    }

    private static Table known(Table reference, String prediction, String truth) {
        double[] predictions = FeatureBins.numbers(reference.column(prediction));
        double[] truths = FeatureBins.numbers(reference.column(truth));
        return reference.take(IntStream.range(0, truths.length)
                .filter(row -> Double.isFinite(predictions[row] - truths[row]))
                .toArray());
    }

    private static List<Column> columns(Table rows, List<String> names) {
        return names.stream().map(rows::column).toList();
    }

    /** The deviation of losses from what a model foretold that learnt from the other rows. */
    private static double scatter(Table known, List<String> columns, double[] losses) {
        double squares = 0;
        for (int half = 0; half < 2; half++) {
            int parity = half;
            int[] learnt = IntStream.range(0, losses.length)
                    .filter(row -> row % 2 == parity)
                    .toArray();
            int[] held = IntStream.range(0, losses.length)
                    .filter(row -> row % 2 != parity)
                    .toArray();
            BoostedTrees trees = BoostedTrees.fit(
                    columns(known.take(learnt), columns),
                    Arrays.stream(learnt).mapToDouble(row -> losses[row]).toArray());
            double[] predicted = trees.predict(columns(known.take(held), columns));
            for (int i = 0; i < held.length; i++) {
                squares += Math.pow(losses[held[i]] - Math.max(0, predicted[i]), 2);
            }
        }
        return Math.sqrt(squares / losses.length);
    }

    private static ReferenceLimits limits(Loss loss, double[] losses) {
        return ReferenceLimits.of(IntStream.range(0, Cbpe.DEFAULT_WINDOWS)
                .mapToDouble(window -> {
                    int from = losses.length * window / Cbpe.DEFAULT_WINDOWS;
                    int to = losses.length * (window + 1) / Cbpe.DEFAULT_WINDOWS;
                    return loss.metric(Arrays.stream(losses, from, to).average().orElse(Double.NaN));
                })
                .toArray());
    }
}
