// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.BitSet;
import org.mlops4j.data.Field;
import org.mlops4j.error.InvalidException;

/** Which rows of a page hold nothing in a column. */
final class Nulls {

    private final Field field;
    private BitSet rows = new BitSet();

    Nulls(Field field) {
        this.field = field;
    }

    void add(int row) {
        if (!field.nullable()) {
            throw new InvalidException("there is no value, and the column is never null");
        }
        rows.set(row);
    }

    /** {@return the rows of the page, and goes to the next} */
    BitSet finish() {
        BitSet finished = rows;
        rows = new BitSet();
        return finished;
    }
}
