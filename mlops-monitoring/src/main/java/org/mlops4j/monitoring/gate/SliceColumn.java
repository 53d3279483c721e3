// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/** A column whose values make groups of rows: texts, whole numbers or truth values. */
final class SliceColumn {

    private SliceColumn() {}

    /** {@return the values of the rows as texts, {@code null} for null} */
    static @Nullable String[] texts(Table rows, String column) {
        Column values = rows.column(column);
        @Nullable String[] texts = new @Nullable String[rows.rowCount()];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = values.isNull(row) ? null : text(values, row, column);
        }
        return texts;
    }

    private static @Nullable String text(Column values, int row, String column) {
        if (values instanceof StringColumn texts) {
            return texts.get(row);
        } else if (values instanceof LongColumn longs) {
            return Long.toString(longs.get(row));
        } else if (values instanceof BooleanColumn truths) {
            return Boolean.toString(truths.get(row));
        }
        throw new InvalidException("slices are made of texts, whole numbers or truth values; column '" + column
                + "' is of type " + values.type().text());
    }
}
