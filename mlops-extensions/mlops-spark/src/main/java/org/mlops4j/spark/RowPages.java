// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;

/** Makes pages of a table out of rows of Spark. Checked before by {@link ColumnTypes#require}. For one thread. */
final class RowPages {

    private final String what;
    private final Schema wanted;
    private final int[] indexes;
    private long row;

    /**
     * Begins before the first row.
     *
     * @param what the rows, for messages
     */
    RowPages(String what, Schema wanted, StructType there) {
        this.what = what;
        this.wanted = wanted;
        this.indexes = wanted.names().stream().mapToInt(there::fieldIndex).toArray();
    }

    /** {@return the next rows, so many at most; none if there are no more} */
    Table next(Iterator<Row> rows, int most) {
        Table.Builder page = Table.builder(wanted);
        @Nullable Object[] values = new @Nullable Object[indexes.length];
        for (int count = 0; count < most && rows.hasNext(); count++) {
            Row next = rows.next();
            for (int i = 0; i < values.length; i++) {
                values[i] = value(next, i);
            }
            page.add(values);
            row++;
        }
        return page.build();
    }

    private @Nullable Object value(Row from, int column) {
        Field field = wanted.field(column);
        int index = indexes[column];
        if (from.isNullAt(index)) {
            if (!field.nullable()) {
                throw misfit(field, "there is no value, and the column is never null");
            }
            return null;
        }
        Object value = from.get(index);
        if (field.type() instanceof DataType.Vector vector) {
            return vector(field, vector.size(), from.getList(index));
        }
        return switch ((DataType.Scalar) field.type()) {
            case BOOLEAN, STRING -> value;
            case INT64 -> ((Number) value).longValue();
            case FLOAT64 -> ((Number) value).doubleValue();
            case FLOAT32 -> single(field, ((Number) value).doubleValue());
            case TIMESTAMP -> nanos(field, value);
        };
    }

    private double single(Field field, double value) {
        if (!Double.isNaN(value) && (float) value != value) {
            throw misfit(field, "the value " + value + " is no float32");
        }
        return value;
    }

    private long nanos(Field field, Object value) {
        try {
            if (value instanceof Long nanos) {
                return nanos;
            }
            return Times.nanos(value instanceof Timestamp time ? time.toInstant() : (Instant) value);
        } catch (InvalidException e) {
            throw misfit(field, e.getMessage());
        }
    }

    private double[] vector(Field field, int size, List<?> components) {
        if (components.size() != size) {
            throw misfit(
                    field,
                    "a list of " + components.size() + " numbers is no "
                            + field.type().text());
        }
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
            if (!(components.get(i) instanceof Number number)) {
                throw misfit(field, "component " + i + " of a vector is null; it may be NaN");
            }
            vector[i] = number.doubleValue();
        }
        return vector;
    }

    private InvalidException misfit(Field field, @Nullable String why) {
        return new InvalidException(what + ", row " + row + " of a partition, column '" + field.name() + "': " + why);
    }
}
