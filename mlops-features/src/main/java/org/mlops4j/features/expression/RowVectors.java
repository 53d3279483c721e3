// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.NULL;

import org.mlops4j.data.Row;

/** Evaluators of vectors, and of functions of them, row by row. */
final class RowVectors {

    private RowVectors() {}

    /**
     * The vectors of a column.
     *
     * @param field of the column
     */
    record OfColumn(int field) implements RowVector {
        @Override
        public boolean isNull(Row row) {
            return row.isNull(field);
        }

        @Override
        public double component(Row row, int component) {
            return row.component(field, component);
        }
    }

    /** A vector of components that are computed. */
    static final class OfNumbers implements RowVector {

        private final RowExpression[] numbers;

        OfNumbers(RowExpression[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public boolean isNull(Row row) {
            for (RowExpression number : numbers) {
                if (number.bits(row) == NULL) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public double component(Row row, int component) {
            return numbers[component].number(row);
        }
    }

    /** The same vector in every row. */
    static final class OfConstants implements RowVector {

        private final double[] components;

        OfConstants(double[] components) {
            this.components = components;
        }

        @Override
        public boolean isNull(Row row) {
            return false;
        }

        @Override
        public double component(Row row, int component) {
            return components[component];
        }
    }

    /**
     * A part of another vector.
     *
     * @param of the other
     * @param from the index of its component that comes first
     */
    record Slice(RowVector of, int from) implements RowVector {
        @Override
        public boolean isNull(Row row) {
            return of.isNull(row);
        }

        @Override
        public double component(Row row, int component) {
            return of.component(row, from + component);
        }
    }

    static RowExpression element(RowVector a, int index) {
        return row -> a.isNull(row) ? NULL : Double.doubleToLongBits(a.component(row, index));
    }

    static RowExpression dot(RowVector a, RowVector b, int size) {
        return row -> a.isNull(row) || b.isNull(row) ? NULL : Double.doubleToLongBits(sumOfProducts(row, a, b, size));
    }

    static RowExpression norm(RowVector a, int size) {
        return row -> a.isNull(row) ? NULL : Double.doubleToLongBits(Math.sqrt(sumOfProducts(row, a, a, size)));
    }

    static RowExpression cosine(RowVector a, RowVector b, int size) {
        return row -> a.isNull(row) || b.isNull(row)
                ? NULL
                : Double.doubleToLongBits(sumOfProducts(row, a, b, size)
                        / (Math.sqrt(sumOfProducts(row, a, a, size)) * Math.sqrt(sumOfProducts(row, b, b, size))));
    }

    private static double sumOfProducts(Row row, RowVector a, RowVector b, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += a.component(row, i) * b.component(row, i);
        }
        return sum;
    }
}
