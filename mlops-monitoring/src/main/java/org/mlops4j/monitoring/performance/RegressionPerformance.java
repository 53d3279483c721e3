// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
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
 */
public record RegressionPerformance(long rows, long skipped, Estimate mae, Estimate rmse, Estimate bias) {

    /**
     * {@return the performance of these predictions}
     *
     * @throws InvalidException if there are not as many of both
     */
    public static RegressionPerformance of(double[] predictions, double[] truths) {
        return from(DoubleColumn.of(predictions), DoubleColumn.of(truths));
    }

    /**
     * {@return the performance of a column of predictions against a column of truths}
     *
     * @throws InvalidException if a column does not hold numbers
     */
    public static RegressionPerformance of(Table table, String prediction, String truth) {
        return from(table.column(prediction), table.column(truth));
    }

    /**
     * {@return the performance of a column of predictions against a column of truths}
     *
     * @throws InvalidException if a column does not hold numbers or the columns differ in length
     */
    public static RegressionPerformance from(Column predictions, Column truths) {
        if (predictions.size() != truths.size()) {
            throw new InvalidException("there must be one truth for each prediction, got " + predictions.size()
                    + " predictions and " + truths.size() + " truths");
        }
        double[] errors = new double[predictions.size()];
        int count = 0;
        for (int row = 0; row < errors.length; row++) {
            double error = Numbers.at(predictions, row) - Numbers.at(truths, row);
            if (Double.isFinite(error)) {
                errors[count++] = error;
            }
        }
        return of(Arrays.copyOf(errors, count), errors.length - count);
    }

    private static RegressionPerformance of(double[] errors, long skipped) {
        Estimate square = Estimate.mean(
                "rmse", Sample.of(Arrays.stream(errors).map(e -> e * e).toArray()));
        Estimate rmse = new Estimate(
                "rmse",
                Math.sqrt(square.value()),
                Math.sqrt(Math.max(0, square.low())),
                Math.sqrt(square.high()),
                square.rows(),
                square.reason());
        return new RegressionPerformance(
                errors.length,
                skipped,
                Estimate.mean(
                                "mae",
                                Sample.of(Arrays.stream(errors).map(Math::abs).toArray()))
                        .within(0, Double.POSITIVE_INFINITY),
                rmse,
                Estimate.mean("bias", Sample.of(errors)));
    }

    /** {@return all metrics in a fixed order} */
    public List<Estimate> estimates() {
        return List.of(mae, rmse, bias);
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
                .with(
                        "estimates",
                        Document.list(
                                estimates().stream().map(Estimate::toDocument).toList()));
    }
}
