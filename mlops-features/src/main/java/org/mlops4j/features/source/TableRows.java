// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;

/** The rows of a table in memory. */
record TableRows(Table rows) implements Source {

    TableRows {
        requireNonNull(rows, "rows");
    }

    @Override
    public Pages open(Schema columns) {
        return new Slices(WantedColumns.of(this, columns, rows));
    }

    @Override
    public OptionalLong findRowCount() {
        return OptionalLong.of(rows.rowCount());
    }

    @Override
    public String toString() {
        return "a table of " + rows.rowCount() + " rows";
    }

    private static final class Slices implements Pages {

        private final Table rows;
        private int next;

        Slices(Table rows) {
            this.rows = rows;
        }

        @Override
        public Table next() {
            int from = next;
            next = Math.min(rows.rowCount(), from + PAGE_ROWS);
            return rows.slice(from, next);
        }

        @Override
        public void close() {
            next = rows.rowCount();
        }
    }
}
