// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.util.BitSet;
import org.duckdb.DuckDBReadableVector;
import org.mlops4j.data.Column;
import org.mlops4j.error.InvalidException;

/** The values of a page of a column, of one type. */
interface PageValues {

    /**
     * Takes a value that is not null.
     *
     * @param row in the chunk
     * @param at in the page
     * @throws InvalidException if it is none of the type
     */
    void take(DuckDBReadableVector from, int row, int at);

    /** {@return the values of the page, and goes to the next} */
    Column finish(int rows, BitSet nulls);
}
