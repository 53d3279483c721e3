// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;

/**
 * A check of each value of one column by itself. A row that holds nothing there is not looked at, but for
 * {@link NotNull}: that something is there is a check of its own.
 */
public sealed interface ColumnCheck extends Check {

    /** {@return the column} */
    String column();

    @Override
    default List<String> columns() {
        return List.of(column());
    }

    /**
     * A column holds something. NaN is something. Looks at every row.
     *
     * @param column of any type
     */
    record NotNull(String column) implements ColumnCheck {
        /** Checks that there is a column. */
        public NotNull {
            requireNonNull(column, "column");
        }

        @Override
        public boolean accepts(DataType type) {
            return true;
        }

        @Override
        public String text() {
            return column + " is not null";
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object().with("kind", "not_null").with("column", column);
        }
    }

    /**
     * A number, or each component of a vector, is neither NaN nor infinite.
     *
     * @param column of numbers or vectors
     */
    record Finite(String column) implements ColumnCheck {
        /** Checks that there is a column. */
        public Finite {
            requireNonNull(column, "column");
        }

        @Override
        public boolean accepts(DataType type) {
            return Cells.numeric(type) || type instanceof DataType.Vector;
        }

        @Override
        public String text() {
            return column + " is finite";
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object().with("kind", "finite").with("column", column);
        }
    }

    /**
     * A number lies in a range, both ends included. NaN lies in no range; whole numbers are taken as the nearest
     * doubles.
     *
     * @param column of numbers
     * @param least the lower end, may be infinite
     * @param greatest the upper end, may be infinite
     */
    record Between(String column, double least, double greatest) implements ColumnCheck {
        /** Checks the ends. */
        public Between {
            requireNonNull(column, "column");
            if (!(least <= greatest)) {
                throw new IllegalArgumentException(
                        "the range of column '" + column + "' goes from " + least + " to " + greatest);
            }
        }

        @Override
        public boolean accepts(DataType type) {
            return Cells.numeric(type);
        }

        @Override
        public String text() {
            return column + " is from " + least + " to " + greatest;
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "between")
                    .with("column", column)
                    .with("least", least)
                    .with("greatest", greatest);
        }
    }

    /**
     * An instant lies in a period, both ends included.
     *
     * @param column of TIMESTAMP
     * @param first the beginning
     * @param last the end
     */
    record Period(String column, Instant first, Instant last) implements ColumnCheck {
        /** Checks the ends. */
        public Period {
            requireNonNull(column, "column");
            if (last.isBefore(first)) {
                throw new IllegalArgumentException(
                        "the period of column '" + column + "' goes from " + first + " to " + last);
            }
        }

        @Override
        public boolean accepts(DataType type) {
            return type == DataType.TIMESTAMP;
        }

        @Override
        public String text() {
            return column + " is from " + first + " to " + last;
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "period")
                    .with("column", column)
                    .with("first", first)
                    .with("last", last);
        }
    }

    /**
     * A text is one of these; a truth value counts as {@code true} or {@code false}.
     *
     * @param column of STRING or BOOLEAN
     * @param texts at least one
     */
    record OneOf(String column, List<String> texts) implements ColumnCheck {

        private static final int SHOWN = 5;

        /** Copies the texts. */
        public OneOf {
            requireNonNull(column, "column");
            texts = List.copyOf(texts);
            if (texts.isEmpty()) {
                throw new IllegalArgumentException("column '" + column + "' must be one of at least one text");
            }
        }

        @Override
        public boolean accepts(DataType type) {
            return type == DataType.STRING || type == DataType.BOOLEAN;
        }

        @Override
        public String text() {
            List<String> shown = texts.subList(0, Math.min(SHOWN, texts.size()));
            return column + " is one of " + String.join(", ", shown)
                    + (texts.size() > SHOWN ? " and " + (texts.size() - SHOWN) + " more" : "");
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "one_of")
                    .with("column", column)
                    .with("texts", Document.texts(texts));
        }
    }

    /**
     * A text has so many characters, counted as Unicode code points.
     *
     * @param column of STRING
     * @param least from 0
     * @param greatest as many or more
     */
    record Length(String column, int least, int greatest) implements ColumnCheck {
        /** Checks the ends. */
        public Length {
            requireNonNull(column, "column");
            if (least < 0 || greatest < least) {
                throw new IllegalArgumentException(
                        "the length of column '" + column + "' goes from " + least + " to " + greatest);
            }
        }

        @Override
        public boolean accepts(DataType type) {
            return type == DataType.STRING;
        }

        @Override
        public String text() {
            return column + " has from " + least + " to " + greatest + " characters";
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "length")
                    .with("column", column)
                    .with("least", least)
                    .with("greatest", greatest);
        }
    }
}
