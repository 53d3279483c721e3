// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;

/** The values of rows as objects, such as a builder of tables takes and a set can hold. */
public final class RowValues {

    private RowValues() {}

    /** {@return the value of a field: Boolean, Long, Double, String, double[] or null} */
    public static @Nullable Object of(Row row, int field) {
        DataType type = row.schema().field(field).type();
        if (row.isNull(field)) {
            return null;
        } else if (type == DataType.STRING) {
            return row.text(field);
        } else if (type == DataType.INT64 || type == DataType.TIMESTAMP) {
            return row.whole(field);
        } else if (type == DataType.BOOLEAN) {
            return row.number(field) != 0;
        } else if (type instanceof DataType.Vector vector) {
            double[] components = new double[vector.size()];
            for (int i = 0; i < components.length; i++) {
                components[i] = row.component(field, i);
            }
            return components;
        }
        return row.number(field);
    }

    /** {@return the values of all fields, in order} */
    public static @Nullable Object[] of(Row row) {
        @Nullable Object[] values = new @Nullable Object[row.schema().size()];
        Arrays.setAll(values, field -> of(row, field));
        return values;
    }

    /** {@return the values of some fields, null among them} */
    public static List<@Nullable Object> of(Row row, List<Integer> fields) {
        List<@Nullable Object> values = new ArrayList<>(fields.size());
        for (int field : fields) {
            values.add(of(row, field));
        }
        return values;
    }
}
