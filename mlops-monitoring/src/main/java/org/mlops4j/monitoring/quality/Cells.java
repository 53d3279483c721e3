// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.data.VectorColumn;

/** What stands in the cells of a table. */
final class Cells {

    /** A value is shown to be recognised, not to be read. */
    private static final int MOST_CHARACTERS = 120;

    private Cells() {}

    static boolean numeric(DataType type) {
        return type == DataType.FLOAT64 || type == DataType.FLOAT32 || type == DataType.INT64;
    }

    /** {@return a value that equals that of other rows if theirs are the same, {@code null} if there is none} */
    static @Nullable Object value(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        } else if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        } else if (column instanceof LongColumn longs) {
            return longs.get(row);
        } else if (column instanceof BooleanColumn booleans) {
            return booleans.get(row);
        } else if (column instanceof StringColumn strings) {
            return strings.get(row);
        }
        VectorColumn vectors = (VectorColumn) column;
        List<Double> components = new ArrayList<>();
        for (int i = 0; i < vectors.type().size(); i++) {
            components.add(vectors.get(row, i));
        }
        return components;
    }

    /** {@return the values of a row as text, cut if they are long} */
    static String text(Table table, List<String> columns, int row) {
        StringJoiner joined = new StringJoiner(", ");
        for (String name : columns) {
            joined.add(name + "=" + shown(table.column(name), row));
        }
        String text = joined.toString();
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }

    private static @Nullable Object shown(Column column, int row) {
        Object value = value(column, row);
        boolean time = column.type() == DataType.TIMESTAMP && value != null;
        return time ? instant((LongColumn) column, row) : value;
    }

    private static Instant instant(LongColumn times, int row) {
        return Times.instant(times.get(row));
    }
}
