// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.aggregate.ExactSum;

/** The numbers of a column that are not missing, in increasing order: at least one, all finite. Immutable. */
final class Numbers {

    private final double[] sorted;

    private Numbers(double[] sorted) {
        this.sorted = sorted;
    }

    static Numbers of(Steps steps, String column) {
        double[] values = Arrays.stream(all(steps, column))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (values.length == 0) {
            throw steps.refused(
                    column, "all of its " + steps.rows().rowCount() + " rows are null or NaN; it needs a number");
        }
        return new Numbers(values);
    }

    /** {@return the values row by row, NaN where missing, without negative zeros} */
    static double[] all(Steps steps, String column) {
        if (steps.type(column) != DataType.FLOAT64) {
            throw steps.refused(
                    column, "it needs numbers, has " + steps.type(column).text());
        }
        Table rows = steps.rows();
        int field = rows.schema().index(column);
        double[] values = IntStream.range(0, rows.rowCount())
                .mapToObj(rows::row)
                .mapToDouble((Row row) -> row.number(field) + 0.0)
                .toArray();
        for (int row = 0; row < values.length; row++) {
            if (Double.isInfinite(values[row])) {
                throw steps.refused(column, "row " + row + " holds " + values[row] + "; clip it or leave it out");
            }
        }
        return values;
    }

    double[] sorted() {
        return sorted.clone();
    }

    int count() {
        return sorted.length;
    }

    double least() {
        return sorted[0];
    }

    double greatest() {
        return sorted[sorted.length - 1];
    }

    boolean isConstant() {
        return least() == greatest();
    }

    /** {@return the exact sum, rounded, divided by the count} */
    double mean() {
        return isConstant() ? least() : Math.scalb(scaledMean(), exponent());
    }

    /** {@return the root of the mean square distance from the mean} */
    double deviation() {
        if (isConstant()) {
            return 0;
        }
        int exponent = exponent();
        double mean = scaledMean();
        ExactSum squares = new ExactSum();
        for (double value : sorted) {
            double distance = Math.scalb(value, -exponent) - mean;
            squares.add(distance * distance);
        }
        return Math.scalb(Math.sqrt(squares.doubleValue() / sorted.length), exponent);
    }

    /** {@return the number below which a share lies, interpolated linearly: R. J. Hyndman, Y. Fan, 1996, type 7} */
    double quantile(double share) {
        double at = (sorted.length - 1) * share;
        int below = Math.min((int) at, sorted.length - 1);
        int above = Math.min(below + 1, sorted.length - 1);
        double part = at - below;
        double low = sorted[below];
        double high = sorted[above];
        double distance = high - low;
        if (Double.isInfinite(distance)) {
            return low * (1 - part) + high * part;
        }
        return part < 0.5 ? low + distance * part : high - distance * (1 - part);
    }

    /** {@return the most frequent number, the least of several} */
    double mode() {
        double mode = sorted[0];
        int most = 0;
        int from = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] != sorted[from]) {
                from = i;
            }
            if (i - from + 1 > most) {
                most = i - from + 1;
                mode = sorted[i];
            }
        }
        return mode;
    }

    private double scaledMean() {
        int exponent = exponent();
        ExactSum sum = new ExactSum();
        for (double value : sorted) {
            sum.add(Math.scalb(value, -exponent));
        }
        return sum.doubleValue() / sorted.length;
    }

    /** Numbers are scaled by a power of two, which is exact, so that neither squares nor sums leave the range. */
    private int exponent() {
        return Math.getExponent(Math.max(Math.abs(least()), Math.abs(greatest())));
    }
}
