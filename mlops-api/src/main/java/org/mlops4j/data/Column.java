// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

/**
 * The values of one field, row by row. Immutable and safe to share between threads. The five kinds hold their values in
 * primitive arrays; a {@link #slice} and a {@link Table#slice} share them.
 */
public sealed interface Column permits BooleanColumn, DoubleColumn, LongColumn, StringColumn, VectorColumn {

    /** {@return the type of the values} */
    DataType type();

    /** {@return the number of rows} */
    int size();

    /** {@return whether a row holds nothing; NaN is something} */
    boolean isNull(int row);

    /** {@return the rows from one index (inclusive) to another (exclusive), without a copy} */
    Column slice(int from, int to);

    /** {@return the rows at these indexes, in this order, copied} */
    Column take(int[] rows);

    /**
     * {@return the SHA-256 of type, nulls and every value} Equal columns have equal digests, however they were made or
     * sliced. All NaN count as one; 0.0 and -0.0 differ.
     */
    default Digest digest() {
        return new ColumnDigest(type()).add(this).finish();
    }
}
