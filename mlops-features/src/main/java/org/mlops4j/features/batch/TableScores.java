// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;

/**
 * Scores as a table in memory. A batch that failed goes on behind the rows that are there, as long as the process
 * lives. Thread-safe.
 */
public final class TableScores implements ScoreSink {

    private @Nullable Begun begun;

    TableScores() {}

    /**
     * {@return the rows so far}
     *
     * @throws IllegalStateException if no batch has begun
     */
    public synchronized Table table() {
        if (begun == null) {
            throw new IllegalStateException("no batch has begun to write to this table; score to it first");
        }
        return begun.rows.build();
    }

    @Override
    public synchronized Writer open(Schema columns) {
        if (begun == null) {
            begun = new Begun(columns, Table.builder(columns));
        }
        if (!begun.columns.equals(columns)) {
            throw new IncompatibleException("the table has rows of " + begun.columns + ", not of " + columns);
        }
        Table.Builder rows = begun.rows;
        return new Writer() {
            @Override
            public long rows() {
                synchronized (TableScores.this) {
                    return rows.rowCount();
                }
            }

            @Override
            public void add(Table page) {
                synchronized (TableScores.this) {
                    rows.addAll(page);
                }
            }

            @Override
            public void close() {
                // Nothing is held open between two pages.
            }
        };
    }

    /** What the first batch made of it. */
    private record Begun(Schema columns, Table.Builder rows) {}
}
