// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * What an {@link Expectation} looks at: a row by itself ({@link Each}, {@link Fresh}, {@link Known}) or a batch of rows
 * as a whole ({@link NullShare}, {@link Unique}, {@link Volume}). A row that is pushed by itself is no batch, so the
 * latter say nothing of it. Immutable.
 */
public sealed interface Check {

    /** {@return the form in which checks are stored} */
    Document.Fields toDocument();

    /** {@return the form in which people read it, such as {@code not (carrier is null)}} */
    String text();

    /**
     * Checks that this can be asked of rows.
     *
     * @param source the columns of a row
     * @throws InvalidException if a column is missing or has the wrong type; the message names it
     */
    void require(Schema source);

    /**
     * {@return the check whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Check from(Document document) {
        String kind = document.get("kind").text();
        return switch (kind) {
            case "each" -> new Each(Expression.from(document.get("condition")));
            case "null_share" ->
                new NullShare(
                        document.get("column").text(), document.get("at_most").number());
            case "unique" -> new Unique(document.get("columns").texts());
            case "fresh" ->
                new Fresh(
                        Duration.ofNanos(document.get("past_nanos").whole()),
                        Duration.ofNanos(document.get("future_nanos").whole()));
            case "volume" ->
                new Volume(
                        document.get("at_least").whole(),
                        document.get("at_most").whole());
            case "known" ->
                new Known(document.get("view").text(), document.get("columns").texts());
            default ->
                throw new InvalidException("'" + kind
                        + "' is not a check of rows; known are each, null_share, unique, fresh, volume, known");
        };
    }

    private static DataType requireColumn(Schema source, String column) {
        return source.find(column)
                .orElseThrow(() -> new InvalidException("an expectation is about column '" + column
                        + "', which is not in the source; it has " + String.join(", ", source.names())))
                .type();
    }

    private static void requireDifferent(List<String> columns) {
        if (columns.isEmpty() || new HashSet<>(columns).size() < columns.size()) {
            throw new InvalidException(
                    "an expectation of several columns names at least one, each once, not " + columns);
        }
        columns.forEach(column -> Name.requireKey("column", column));
    }

    private static void requireSpan(Duration span) {
        if (span.isNegative() || span.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new InvalidException("how old or new an event may be is from zero to 36500 days, was " + span);
        }
    }

    /**
     * A condition is not false in any row. As in a CHECK of SQL, a row of which the condition is null passes, so that a
     * range says nothing of a value that is missing; NaN lies in no range.
     *
     * @param condition a truth value
     */
    record Each(Expression condition) implements Check {
        /** Checks that there is a condition. */
        public Each {
            requireNonNull(condition, "condition");
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object().with("kind", "each").with("condition", condition.toDocument());
        }

        @Override
        public String text() {
            return condition.text();
        }

        @Override
        public void require(Schema source) {
            if (condition.type(source) != DataType.BOOLEAN) {
                throw new InvalidException("what is expected of each row is true or false, but " + condition.text()
                        + " is a " + condition.type(source).text());
            }
        }
    }

    /**
     * No more than a share of the rows of a batch is null in a column. NaN is a value, not a null.
     *
     * @param column any column
     * @param atMost from 0 to 1
     */
    record NullShare(String column, double atMost) implements Check {
        /** Checks the share. */
        public NullShare {
            Name.requireKey("column", column);
            if (!(atMost >= 0 && atMost <= 1)) {
                throw new InvalidException(
                        "the share of nulls in column '" + column + "' is from 0 to 1, was " + atMost);
            }
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "null_share")
                    .with("column", column)
                    .with("at_most", atMost);
        }

        @Override
        public String text() {
            return "share of nulls in " + column + " <= " + atMost;
        }

        @Override
        public void require(Schema source) {
            requireColumn(source, column);
        }
    }

    /**
     * No two rows of a batch have the same values in these columns. The first of equal rows passes. Null equals null,
     * NaN equals NaN, 0.0 and -0.0 differ. Nothing is remembered from one batch to the next.
     *
     * @param columns at least one, none of them a vector
     */
    record Unique(List<String> columns) implements Check {
        /** Copies and checks the columns. */
        public Unique {
            columns = List.copyOf(columns);
            requireDifferent(columns);
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object().with("kind", "unique").with("columns", Document.texts(columns));
        }

        @Override
        public String text() {
            return "unique " + String.join(", ", columns);
        }

        @Override
        public void require(Schema source) {
            for (String column : columns) {
                if (requireColumn(source, column) instanceof DataType.Vector) {
                    throw new InvalidException("vectors are not looked at for being unique, as in column '" + column
                            + "'; take its components apart");
                }
            }
        }
    }

    /**
     * The event time of a row is near to the time of the push, by the clock of the store.
     *
     * @param past by how much it may be older
     * @param future by how much it may be newer
     */
    record Fresh(Duration past, Duration future) implements Check {
        /** Checks the durations. */
        public Fresh {
            requireSpan(past);
            requireSpan(future);
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "fresh")
                    .with("past_nanos", past.toNanos())
                    .with("future_nanos", future.toNanos());
        }

        @Override
        public String text() {
            return "event time from " + past + " before now to " + future + " after";
        }

        @Override
        public void require(Schema source) {
            // A view always has an event time.
        }
    }

    /**
     * A batch has neither too few rows nor too many.
     *
     * @param atLeast 0 or more
     * @param atMost as many or more
     */
    record Volume(long atLeast, long atMost) implements Check {
        /** Checks the numbers. */
        public Volume {
            if (atLeast < 0 || atMost < atLeast) {
                throw new InvalidException(
                        "a batch has from 0 to as many rows or more, not from " + atLeast + " to " + atMost);
            }
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "volume")
                    .with("at_least", atLeast)
                    .with("at_most", atMost);
        }

        @Override
        public String text() {
            return "from " + atLeast + " to " + atMost + " rows in a batch";
        }

        @Override
        public void require(Schema source) {
            // Any rows can be counted.
        }
    }

    /**
     * An event of another view has been pushed about the entity that a row names. A null among the columns names none
     * and passes.
     *
     * @param view the name of the other view
     * @param columns that hold the keys of its entity, in their order
     */
    record Known(String view, List<String> columns) implements Check {
        /** Copies and checks the names. */
        public Known {
            Name.require("feature view", view);
            columns = List.copyOf(columns);
            requireDifferent(columns);
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object().with("kind", "known").with("view", view).with("columns", Document.texts(columns));
        }

        @Override
        public String text() {
            return String.join(", ", columns) + " known to feature view " + view;
        }

        @Override
        public void require(Schema source) {
            columns.forEach(column -> requireColumn(source, column));
        }
    }
}
