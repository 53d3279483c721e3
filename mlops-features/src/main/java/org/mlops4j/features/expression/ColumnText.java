// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import org.jspecify.annotations.Nullable;

/** A text expression made ready for the columns of tables of one schema. */
@FunctionalInterface
interface ColumnText {

    /** Fills in the texts of the rows of a batch, {@code null} where there is none. */
    void fill(Batch batch, @Nullable String[] out);
}
