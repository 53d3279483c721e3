// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;

/** A check that a table passes or fails as a whole; if it fails, all rows count as failed. */
public sealed interface TableCheck extends Check {

    /**
     * A column is there and has a type. Other checks of a column fail too if it is missing; this one tells INT64 from
     * FLOAT64.
     *
     * @param column its name
     * @param type its type
     */
    record Typed(String column, DataType type) implements TableCheck {
        /** Checks that there is both. */
        public Typed {
            requireNonNull(column, "column");
            requireNonNull(type, "type");
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public boolean accepts(DataType other) {
            return type.equals(other);
        }

        @Override
        public String text() {
            return column + " is of type " + type.text();
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "typed")
                    .with("column", column)
                    .with("type", type.text());
        }
    }

    /**
     * The newest row is not old at the instant of the check. Rows later than that instant are left out: a planned
     * departure says nothing of how old the data are.
     *
     * @param column of TIMESTAMP
     * @param atMost the greatest age
     */
    record Fresh(String column, Duration atMost) implements TableCheck {
        /** Checks the age. */
        public Fresh {
            requireNonNull(column, "column");
            if (atMost.isNegative()) {
                throw new IllegalArgumentException("the newest row is old by zero or more, not " + atMost);
            }
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public boolean accepts(DataType type) {
            return type == DataType.TIMESTAMP;
        }

        @Override
        public String text() {
            return "the newest " + column + " is at most " + atMost + " old";
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "fresh")
                    .with("column", column)
                    .with("at_most_nanos", atMost.toNanos());
        }
    }

    /**
     * There are neither too few rows nor too many.
     *
     * @param atLeast from 0
     * @param atMost as many or more
     */
    record Volume(long atLeast, long atMost) implements TableCheck {
        /** Checks the numbers. */
        public Volume {
            if (atLeast < 0 || atMost < atLeast) {
                throw new IllegalArgumentException(
                        "there are from 0 to as many rows or more, not from " + atLeast + " to " + atMost);
            }
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
            return "there are from " + atLeast + " to " + atMost + " rows";
        }

        @Override
        public Document.Fields toDocument() {
            return Document.object()
                    .with("kind", "volume")
                    .with("at_least", atLeast)
                    .with("at_most", atMost);
        }
    }
}
