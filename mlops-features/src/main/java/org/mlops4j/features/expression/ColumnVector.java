// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

/** A vector expression made ready for the columns of tables of one schema. */
interface ColumnVector {

    /** Sets {@link RowExpression#NULL} where there is no vector, and leaves the other rows as they are. */
    void markNulls(Batch batch, long[] out);

    /** Fills in one component of the vector of each row; anything where there is no vector. */
    void component(Batch batch, int component, double[] out);
}
