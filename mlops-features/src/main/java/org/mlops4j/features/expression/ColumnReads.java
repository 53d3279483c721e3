// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.NAN;
import static org.mlops4j.features.expression.RowExpression.NULL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;

/** Evaluators that read the columns of a table. */
final class ColumnReads {

    private ColumnReads() {}

    static ColumnBits bits(int field) {
        return (batch, out) -> {
            Column column = batch.table().column(field);
            if (column instanceof DoubleColumn doubles) {
                read(doubles, batch, out);
            } else if (column instanceof LongColumn longs) {
                read(longs, batch, out);
            } else {
                read((BooleanColumn) column, batch, out);
            }
        };
    }

    static ColumnNumbers numbers(int field) {
        return (batch, out, nulls) -> {
            Column column = batch.table().column(field);
            if (column instanceof DoubleColumn doubles) {
                numbers(doubles, batch, out, nulls);
            } else if (column instanceof LongColumn longs) {
                numbers(longs, batch, out, nulls);
            } else {
                numbers((BooleanColumn) column, batch, out, nulls);
            }
        };
    }

    private static void numbers(DoubleColumn column, Batch batch, double[] out, byte[] nulls) {
        int from = batch.from();
        int count = batch.count();
        for (int i = 0; i < count; i++) {
            out[i] = column.get(from + i);
        }
        Arrays.fill(nulls, 0, count, (byte) 0);
        for (int row = column.nextNull(from); row < from + count; row = column.nextNull(row + 1)) {
            nulls[row - from] = 1;
        }
    }

    private static void numbers(LongColumn column, Batch batch, double[] out, byte[] nulls) {
        int from = batch.from();
        int count = batch.count();
        for (int i = 0; i < count; i++) {
            out[i] = (double) column.get(from + i);
        }
        Arrays.fill(nulls, 0, count, (byte) 0);
        for (int row = column.nextNull(from); row < from + count; row = column.nextNull(row + 1)) {
            nulls[row - from] = 1;
        }
    }

    private static void numbers(BooleanColumn column, Batch batch, double[] out, byte[] nulls) {
        int from = batch.from();
        for (int i = 0; i < batch.count(); i++) {
            out[i] = column.get(from + i) ? 1 : 0;
            nulls[i] = (byte) (column.isNull(from + i) ? 1 : 0);
        }
    }

    static ColumnText texts(int field) {
        return (Batch batch, @Nullable String[] out) -> {
            StringColumn column = (StringColumn) batch.table().column(field);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = column.get(batch.from() + i);
            }
        };
    }

    /** {@return the digits of an INT64 column} */
    static ColumnText wholes(int field) {
        return (Batch batch, @Nullable String[] out) -> {
            LongColumn column = (LongColumn) batch.table().column(field);
            for (int i = 0; i < batch.count(); i++) {
                int row = batch.from() + i;
                out[i] = column.isNull(row) ? null : Long.toString(column.get(row));
            }
        };
    }

    /** A null is NaN in such a column, so that only NaN need be looked at twice. */
    private static void read(DoubleColumn column, Batch batch, long[] out) {
        int from = batch.from();
        int count = batch.count();
        for (int i = 0; i < count; i++) {
            double value = column.get(from + i);
            out[i] = Double.doubleToRawLongBits(value);
            if (Double.isNaN(value)) {
                out[i] = column.isNull(from + i) ? NULL : NAN;
            }
        }
    }

    /** A null is 0 in such a column, so that only 0 need be looked at twice. */
    private static void read(LongColumn column, Batch batch, long[] out) {
        int from = batch.from();
        int count = batch.count();
        boolean times = column.type() == DataType.TIMESTAMP;
        for (int i = 0; i < count; i++) {
            long value = column.get(from + i);
            out[i] = times ? Kernels.time(value) : Double.doubleToRawLongBits((double) value);
            if (value == 0 && column.isNull(from + i)) {
                out[i] = NULL;
            }
        }
    }

    private static void read(BooleanColumn column, Batch batch, long[] out) {
        int from = batch.from();
        for (int i = 0; i < batch.count(); i++) {
            out[i] = column.isNull(from + i) ? NULL : Kernel.truth(column.get(from + i));
        }
    }
}
