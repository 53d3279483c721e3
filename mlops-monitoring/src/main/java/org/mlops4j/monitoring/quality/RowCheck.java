// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Row;

/** A check of each row, of several columns or beside the rows before it. */
public sealed interface RowCheck extends Check {

    /**
     * No earlier row has the same values. The first of equal rows passes. Null equals null, NaN equals NaN, 0.0 and
     * -0.0 differ. Looks at every row and remembers the values of all.
     *
     * @param columns at least one
     */
    record Unique(List<String> columns) implements RowCheck {
        /** Copies the columns. */
        public Unique {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("rows must be unique in at least one column");
            }
        }

        @Override
        public boolean accepts(DataType type) {
            return true;
        }

        @Override
        public String text() {
            return String.join(", ", columns) + " is unique";
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object().with("kind", "unique").with("columns", Document.texts(columns));
        }
    }

    /**
     * A value stands in order with the one before it. Rows that are null are left out. NaN stands in no order and
     * fails; the value behind it is held against the one before it.
     *
     * @param column of numbers or TIMESTAMP
     * @param order which
     */
    record Ordered(String column, Order order) implements RowCheck {
        /** Checks that there is both. */
        public Ordered {
            requireNonNull(column, "column");
            requireNonNull(order, "order");
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public boolean accepts(DataType type) {
            return Cells.numeric(type) || type == DataType.TIMESTAMP;
        }

        @Override
        public String text() {
            return column + " is " + Document.of(order).text().replace('_', ' ');
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "ordered")
                    .with("column", column)
                    .with("order", Document.of(order));
        }
    }

    /** How values follow each other. */
    enum Order {
        /** Each is at least as great as the one before. */
        INCREASING,
        /** Each is greater than the one before. */
        STRICTLY_INCREASING,
        /** Each is at most as great as the one before. */
        DECREASING,
        /** Each is less than the one before. */
        STRICTLY_DECREASING;

        /** {@return whether a value may follow the one before, with which it compares so} */
        boolean allows(int comparison) {
            return switch (this) {
                case INCREASING -> comparison >= 0;
                case STRICTLY_INCREASING -> comparison > 0;
                case DECREASING -> comparison <= 0;
                case STRICTLY_DECREASING -> comparison < 0;
            };
        }
    }

    /**
     * Some columns add up to another: the difference is no more than an amount. Rows that are null in any of them are
     * left out; NaN adds up to nothing.
     *
     * @param parts at least one column of numbers
     * @param total a column of numbers
     * @param within the greatest difference, from 0; sums of doubles need some
     */
    record Sum(List<String> parts, String total, double within) implements RowCheck {
        /** Copies the parts. */
        public Sum {
            parts = List.copyOf(parts);
            requireNonNull(total, "total");
            if (parts.isEmpty() || !(within >= 0)) {
                throw new IllegalArgumentException(
                        "a sum has at least one part and is off by an amount from 0, got " + parts + " and " + within);
            }
        }

        @Override
        public List<String> columns() {
            List<String> columns = new ArrayList<>(parts);
            columns.add(total);
            return columns;
        }

        @Override
        public boolean accepts(DataType type) {
            return Cells.numeric(type);
        }

        @Override
        public String text() {
            return String.join(" + ", parts) + " is " + total + " within " + within;
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "sum")
                    .with("parts", Document.texts(parts))
                    .with("total", total)
                    .with("within", within);
        }
    }

    /**
     * Code of the user accepts a row. Looks at every row. Only the name is stored: who reads the check back gives the
     * code again.
     *
     * @param name under which it is stored
     * @param test must not keep the row; what it throws ends the check of the whole table
     */
    record Satisfies(String name, Predicate<Row> test) implements RowCheck {
        /** Checks that there is both. */
        public Satisfies {
            requireNonNull(name, "name");
            requireNonNull(test, "test");
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public boolean accepts(DataType type) {
            return true;
        }

        @Override
        public String text() {
            return "the row satisfies " + name;
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object().with("kind", "satisfies").with("name", name);
        }
    }
}
