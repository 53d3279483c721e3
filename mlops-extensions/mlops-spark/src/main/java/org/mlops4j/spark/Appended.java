// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows with more values behind those that they had, made one by one as they are asked for. */
final class Appended implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final List<double[]> columns;
    private int next;

    /**
     * Begins before the first row.
     *
     * @param columns with a value for each row
     */
    Appended(List<Row> rows, List<double[]> columns) {
        this.rows = rows.iterator();
        this.columns = columns;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Row next() {
        Row row = rows.next();
        @Nullable Object[] values = new @Nullable Object[row.size() + columns.size()];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        for (int i = 0; i < columns.size(); i++) {
            values[row.size() + i] = columns.get(i)[next];
        }
        next++;
        return RowFactory.create(values);
    }
}
