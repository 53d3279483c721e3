// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;

/** How the rows of one column become numbers. */
sealed interface ColumnEncoder permits NumberEncoder, CategoryEncoder, VectorEncoder {

    /** {@return how many numbers a row becomes} */
    int size();

    /** {@return what one of the numbers tells, for people} */
    String feature(int index);

    /**
     * Writes a column.
     *
     * @param column no column, or one of another kind of values, counts as missing in every row
     * @param target as many rows
     * @param at the first feature to write
     */
    void encode(@Nullable Column column, Points target, int at);
}
