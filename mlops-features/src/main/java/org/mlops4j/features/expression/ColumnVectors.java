// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.NULL;

import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.VectorColumn;

/** Evaluators of vectors, and of functions of them, over columns. */
final class ColumnVectors {

    private ColumnVectors() {}

    /**
     * The vectors of a column.
     *
     * @param field of the column
     */
    record OfColumn(int field) implements ColumnVector {
        @Override
        public void markNulls(Batch batch, long[] out) {
            VectorColumn column = (VectorColumn) batch.table().column(field);
            for (int i = 0; i < batch.count(); i++) {
                if (column.isNull(batch.from() + i)) {
                    out[i] = NULL;
                }
            }
        }

        @Override
        public void component(Batch batch, int component, double[] out) {
            VectorColumn column = (VectorColumn) batch.table().column(field);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = column.get(batch.from() + i, component);
            }
        }
    }

    /**
     * A vector of components that are computed.
     *
     * @param numbers the components
     */
    record OfNumbers(List<ColumnBits> numbers) implements ColumnVector {
        @Override
        public void markNulls(Batch batch, long[] out) {
            long[] values = batch.longs();
            for (ColumnBits number : numbers) {
                number.fill(batch, values);
                for (int i = 0; i < batch.count(); i++) {
                    if (values[i] == NULL) {
                        out[i] = NULL;
                    }
                }
            }
            batch.giveBack(values);
        }

        @Override
        public void component(Batch batch, int component, double[] out) {
            long[] values = batch.longs();
            numbers.get(component).fill(batch, values);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = Double.longBitsToDouble(values[i]);
            }
            batch.giveBack(values);
        }
    }

    /**
     * A part of another vector.
     *
     * @param of the other
     * @param from the index of its component that comes first
     */
    record Slice(ColumnVector of, int from) implements ColumnVector {
        @Override
        public void markNulls(Batch batch, long[] out) {
            of.markNulls(batch, out);
        }

        @Override
        public void component(Batch batch, int component, double[] out) {
            of.component(batch, from + component, out);
        }
    }

    static ColumnBits element(ColumnVector a, int index) {
        return (batch, out) -> {
            double[] values = batch.doubles();
            a.component(batch, index, values);
            toBits(batch, values, out);
            a.markNulls(batch, out);
            batch.giveBack(values);
        };
    }

    static ColumnBits dot(ColumnVector a, ColumnVector b, int size) {
        return (batch, out) -> {
            double[] sums = sumsOfProducts(batch, a, b, size);
            toBits(batch, sums, out);
            a.markNulls(batch, out);
            b.markNulls(batch, out);
            batch.giveBack(sums);
        };
    }

    static ColumnBits norm(ColumnVector a, int size) {
        return (batch, out) -> {
            double[] sums = sumsOfProducts(batch, a, a, size);
            for (int i = 0; i < batch.count(); i++) {
                sums[i] = Math.sqrt(sums[i]);
            }
            toBits(batch, sums, out);
            a.markNulls(batch, out);
            batch.giveBack(sums);
        };
    }

    static ColumnBits cosine(ColumnVector a, ColumnVector b, int size) {
        return (batch, out) -> {
            double[] sums = sumsOfProducts(batch, a, b, size);
            double[] left = sumsOfProducts(batch, a, a, size);
            double[] right = sumsOfProducts(batch, b, b, size);
            for (int i = 0; i < batch.count(); i++) {
                sums[i] /= Math.sqrt(left[i]) * Math.sqrt(right[i]);
            }
            toBits(batch, sums, out);
            a.markNulls(batch, out);
            b.markNulls(batch, out);
            batch.giveBack(sums);
            batch.giveBack(left);
            batch.giveBack(right);
        };
    }

    private static double[] sumsOfProducts(Batch batch, ColumnVector a, ColumnVector b, int size) {
        double[] sums = batch.doubles();
        double[] left = batch.doubles();
        double[] right = batch.doubles();
        Arrays.fill(sums, 0, batch.count(), 0);
        for (int component = 0; component < size; component++) {
            a.component(batch, component, left);
            b.component(batch, component, right);
            for (int i = 0; i < batch.count(); i++) {
                sums[i] += left[i] * right[i];
            }
        }
        batch.giveBack(left);
        batch.giveBack(right);
        return sums;
    }

    private static void toBits(Batch batch, double[] values, long[] out) {
        for (int i = 0; i < batch.count(); i++) {
            out[i] = Double.doubleToLongBits(values[i]);
        }
    }
}
