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

    static RowExpression dot(RowVector a, RowVector b, int size) {
        return row -> {
            if (a.isNull(row) || b.isNull(row)) {
                return NULL;
            }
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += a.component(row, i) * b.component(row, i);
            }
            return Double.doubleToLongBits(sum);
        };
    }
}
