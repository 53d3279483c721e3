// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoubleBinaryOperator;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/**
 * Predicted numbers, and the true ones. Rows in which either is missing, NaN or infinite are left out and counted.
 * Immutable.
 */
public final class Predictions implements JudgedRows<Predictions> {

    private final double[] predictions;
    private final double[] truths;
    private final BitSet skipped;

    private Predictions(double[] predictions, double[] truths, BitSet skipped) {
        this.predictions = predictions;
        this.truths = truths;
        this.skipped = skipped;
    }

    /**
     * {@return these predictions and truths, copied}
     *
     * @throws InvalidException if there are not as many of both
     */
    public static Predictions of(double[] predictions, double[] truths) {
        return from(DoubleColumn.of(predictions), DoubleColumn.of(truths));
    }

    /**
     * {@return a column of predictions and one of truths}
     *
     * @throws InvalidException if a column does not hold numbers
     */
    public static Predictions of(Table table, String prediction, String truth) {
        return from(table.column(prediction), table.column(truth));
    }

    /**
     * {@return a column of predictions and one of truths}
     *
     * @throws InvalidException if a column does not hold numbers or the columns differ in length
     */
    public static Predictions from(Column predictionColumn, Column truthColumn) {
        if (predictionColumn.size() != truthColumn.size()) {
            throw new InvalidException("there must be one truth for each prediction, got " + predictionColumn.size()
                    + " predictions and " + truthColumn.size() + " truths");
        }
        double[] predictions = new double[truthColumn.size()];
        double[] truths = new double[predictions.length];
        BitSet skipped = new BitSet();
        int count = 0;
        for (int row = 0; row < truths.length; row++) {
            double prediction = Numbers.at(predictionColumn, row);
            double truth = Numbers.at(truthColumn, row);
            if (Double.isFinite(prediction - truth)) {
                predictions[count] = prediction;
                truths[count++] = truth;
            } else {
                skipped.set(row);
            }
        }
        return new Predictions(Arrays.copyOf(predictions, count), Arrays.copyOf(truths, count), skipped);
    }

    @Override
    public int rows() {
        return truths.length;
    }

    /** {@return the number of rows that were left out} */
    public long skipped() {
        return skipped.cardinality();
    }

    /** {@return the prediction of a row} */
    public double prediction(int row) {
        return predictions[row];
    }

    /** {@return the truth of a row} */
    public double truth(int row) {
        return truths[row];
    }

    /** {@return prediction minus truth} */
    public double error(int row) {
        return predictions[row] - truths[row];
    }

    /** {@return a loss of every row, such as {@code (prediction, truth) -> Math.abs(prediction - truth)}} */
    public double[] losses(DoubleBinaryOperator loss) {
        double[] losses = new double[truths.length];
        Arrays.setAll(losses, row -> loss.applyAsDouble(predictions[row], truths[row]));
        return losses;
    }

    /**
     * {@return the quantile loss (pinball loss) of every row: errors above the truth cost 1 - q each unit, those below
     * q}
     *
     * @param quantile q, the share of truths that should lie below the predictions, between 0 and 1
     */
    public double[] quantileLosses(double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new InvalidException("a quantile is between 0 and 1, was " + quantile);
        }
        return losses((prediction, truth) ->
                truth >= prediction ? quantile * (truth - prediction) : (1 - quantile) * (prediction - truth));
    }

    @Override
    public Predictions take(int... rows) {
        return new Predictions(
                Arrays.stream(rows).mapToDouble(row -> predictions[row]).toArray(),
                Arrays.stream(rows).mapToDouble(row -> truths[row]).toArray(),
                new BitSet());
    }

    @Override
    public boolean sameRowsAs(Predictions other) {
        return skipped.equals(other.skipped) && Arrays.equals(truths, other.truths);
    }
}
