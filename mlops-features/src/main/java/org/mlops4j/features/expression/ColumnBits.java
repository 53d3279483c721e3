// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

/** A number, truth or time made ready for the columns of tables of one schema. */
@FunctionalInterface
interface ColumnBits {

    /** Fills in the values of the rows of a batch, encoded as those of {@link RowExpression}. */
    void fill(Batch batch, long[] out);
}
