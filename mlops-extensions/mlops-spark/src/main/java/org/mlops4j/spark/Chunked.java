// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Rows that are made of others some at a time, as they are asked for. */
final class Chunked implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final int size;
    private final Function<List<Row>, Iterator<Row>> action;
    private Iterator<Row> done = Collections.emptyIterator();

    /**
     * Begins before the first row.
     *
     * @param size how many rows the action is given, or fewer at the end
     * @param action makes a row of each
     */
    Chunked(Iterator<Row> rows, int size, Function<List<Row>, Iterator<Row>> action) {
        this.rows = rows;
        this.size = size;
        this.action = action;
    }

    @Override
    public boolean hasNext() {
        if (!done.hasNext() && rows.hasNext()) {
            List<Row> chunk = new ArrayList<>(size);
            while (chunk.size() < size && rows.hasNext()) {
                chunk.add(rows.next());
            }
            done = action.apply(chunk);
        }
        return done.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return done.next();
    }
}
