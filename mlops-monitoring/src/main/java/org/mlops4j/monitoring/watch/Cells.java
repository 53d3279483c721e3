// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.InvalidException;

/** The values of columns as texts by which rows are grouped and joined. */
final class Cells {

    private Cells() {}

    /** {@return a value as text; the same for 3 and 3.0, since features are logged as real numbers} */
    static @Nullable String text(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        } else if (column instanceof StringColumn strings) {
            return strings.get(row);
        } else if (column instanceof LongColumn longs) {
            return Long.toString(longs.get(row));
        } else if (column instanceof BooleanColumn booleans) {
            return Boolean.toString(booleans.get(row));
        } else if (column instanceof DoubleColumn doubles) {
            return text(doubles.get(row));
        }
        throw new InvalidException("rows cannot be told apart by a column of "
                + ((VectorColumn) column).type().text());
    }

    private static String text(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value + 0.0).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
