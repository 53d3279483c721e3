// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * A view on one row of a table.
 *
 * @param table the table
 * @param index the row
 */
record TableRow(Table table, int index) implements Row {

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public boolean isNull(int field) {
        return table.column(field).isNull(index);
    }

    @Override
    public double number(int field) {
        Column column = table.column(field);
        if (column.isNull(index)) {
            return Double.NaN;
        } else if (column instanceof DoubleColumn doubles) {
            return doubles.get(index);
        } else if (column instanceof LongColumn longs && longs.type() == DataType.INT64) {
            return longs.get(index);
        } else if (column instanceof BooleanColumn booleans) {
            return booleans.get(index) ? 1 : 0;
        }
        throw new InvalidException("field " + schema().field(field) + " is not a number");
    }

    @Override
    public long whole(int field) {
        if (table.column(field) instanceof LongColumn longs && !longs.isNull(index)) {
            return longs.get(index);
        }
        throw new InvalidException("field " + schema().field(field) + " holds no whole number and no time");
    }

    @Override
    public @Nullable String text(int field) {
        if (table.column(field) instanceof StringColumn strings) {
            return strings.get(index);
        }
        throw new InvalidException("field " + schema().field(field) + " is not text");
    }

    @Override
    public double component(int field, int component) {
        if (table.column(field) instanceof VectorColumn vectors) {
            return vectors.get(index, component);
        }
        throw new InvalidException("field " + schema().field(field) + " is not a vector");
    }
}
