// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import org.mlops4j.data.Row;

/** A vector expression made ready for rows of one schema; read by component, so that no array is needed. */
interface RowVector {

    /** {@return whether there is no vector, which is so if a component is null} */
    boolean isNull(Row row);

    /** {@return a component; NaN if there is no vector} */
    double component(Row row, int component);
}
