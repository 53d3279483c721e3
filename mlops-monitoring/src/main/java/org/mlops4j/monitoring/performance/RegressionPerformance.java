// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/**
 * How good predicted numbers were. Everything is undefined without rows; intervals need two.
 *
 * @param rows rows with a finite prediction and a finite truth
 * @param skipped rows without
 * @param mae the mean absolute error; normal interval
 * @param rmse the root of the mean squared error; normal interval of the mean square, mapped by the root
 * @param bias the mean of prediction minus truth; normal interval
 * @param medianAbsoluteError the median of the absolute errors; the interval between two of them, of which the binomial
 *     law says that they enclose the true median at least 95 times in 100; none below six rows
 * @param r2 the share of the variance of the truths that the predictions explain, negative if their mean would be
 *     better; normal interval by the delta method; undefined if the truths do not vary
 * @param explainedVariance the same, were the predictions freed from their bias
 */
public record RegressionPerformance(
        long rows,
        long skipped,
        Estimate mae,
        Estimate rmse,
        Estimate bias,
        Estimate medianAbsoluteError,
        Estimate r2,
        Estimate explainedVariance) {

    /**
     * {@return the performance of these predictions}
     *
     * @throws InvalidException if there are not as many of both
     */
    public static RegressionPerformance of(double[] predictions, double[] truths) {
        return of(Predictions.of(predictions, truths));
    }

    /**
     * {@return the performance of a column of predictions against a column of truths}
     *
     * @throws InvalidException if a column does not hold numbers
     */
    public static RegressionPerformance of(Table table, String prediction, String truth) {
        return of(Predictions.of(table, prediction, truth));
    }

    /**
     * {@return the performance of a column of predictions against a column of truths}
     *
     * @throws InvalidException if a column does not hold numbers or the columns differ in length
     */
    public static RegressionPerformance from(Column predictions, Column truths) {
        return of(Predictions.from(predictions, truths));
    }

    /** {@return the performance of predictions} */
    public static RegressionPerformance of(Predictions rows) {
        double[] absolute = rows.losses((prediction, truth) -> Math.abs(prediction - truth));
        double[] errors = rows.losses((prediction, truth) -> prediction - truth);
        double bias = rows.rows() == 0 ? Double.NaN : Sample.of(errors).mean();
        return new RegressionPerformance(
                rows.rows(),
                rows.skipped(),
                Estimate.mean("mae", absolute).within(0, Double.POSITIVE_INFINITY),
                Estimate.mean("rmse", Arrays.stream(errors).map(e -> e * e).toArray())
                        .within(0, Double.POSITIVE_INFINITY)
                        .mapped(Math::sqrt),
                Estimate.mean("bias", errors),
                Order.median("medianAbsoluteError", absolute),
                explained("r2", rows, 0),
                explained("explainedVariance", rows, bias));
    }

    /** {@return the mean of the {@linkplain Predictions#quantileLosses quantile losses}; normal interval} */
    public static Estimate quantileLoss(Predictions rows, double quantile) {
        return Estimate.mean("quantileLoss", rows.quantileLosses(quantile));
    }

    /**
     * {@return the mean Huber loss (P. J. Huber, 1964): half the square of errors up to a bound, linear beyond; normal
     * interval}
     *
     * @param bound from where errors are outliers, positive, in the unit of the truths
     */
    public static Estimate huberLoss(Predictions rows, double bound) {
        if (!(bound > 0)) {
            throw new InvalidException("the bound of Huber's loss is positive, was " + bound);
        }
        return Estimate.mean("huberLoss", rows.losses((prediction, truth) -> {
            double error = Math.abs(prediction - truth);
            return error <= bound ? error * error / 2 : bound * (error - bound / 2);
        }));
    }

    /** {@return all metrics in a fixed order} */
    public List<Estimate> estimates() {
        return List.of(mae, rmse, bias, medianAbsoluteError, r2, explainedVariance);
    }

    /** {@return the metric of a name, such as {@code rmse}, if there is one} */
    public Optional<Estimate> find(String metric) {
        return estimates().stream().filter(e -> e.metric().equals(metric)).findFirst();
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("rows", rows)
                .with("skipped", skipped)
                .with("estimates", Estimate.documents(estimates()));
    }

    /** One minus the mean square of the errors around a centre over that of the truths around their mean. */
    private static Estimate explained(String metric, Predictions rows, double centre) {
        double[] truths = rows.losses((prediction, truth) -> truth);
        double mean = truths.length == 0 ? Double.NaN : Sample.of(truths).mean();
        double[] spread =
                Arrays.stream(truths).map(t -> (t - mean) * (t - mean)).toArray();
        double[] squares = rows.losses((prediction, truth) -> Math.pow(prediction - truth - centre, 2));
        double total = Sample.of(spread).mean();
        if (!(total > 0)) {
            return Estimate.undefined(
                    metric, rows.rows(), rows.rows() == 0 ? "there are no rows" : "the truths do not vary");
        }
        double ratio = Sample.of(squares).mean() / total;
        double[] influence = IntStream.range(0, squares.length)
                .mapToDouble(row -> (ratio * spread[row] - squares[row]) / total)
                .toArray();
        return Estimate.normal(metric, 1 - ratio, Sample.of(influence).standardError(), rows.rows())
                .within(Double.NEGATIVE_INFINITY, 1);
    }
}
