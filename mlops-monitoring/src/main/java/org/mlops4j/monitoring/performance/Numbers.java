// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.Arrays;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.error.InvalidException;

/** Columns of whole or real numbers as doubles. */
final class Numbers {

    private Numbers() {}

    /** {@return the numbers of all rows, NaN where they are null} */
    static double[] of(Column column) {
        double[] numbers = new double[column.size()];
        Arrays.setAll(numbers, row -> at(column, row));
        return numbers;
    }

    /** {@return the number of a row, NaN if it is null} */
    static double at(Column column, int row) {
        if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        } else if (column instanceof LongColumn longs) {
            return longs.isNull(row) ? Double.NaN : longs.get(row);
        }
        throw new InvalidException(
                "a column of numbers is needed, got one of " + column.type().text());
    }
}
