// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;

/** A text expression made ready for rows of one schema. */
@FunctionalInterface
interface RowText {

    /** {@return the text, or {@code null}} */
    @Nullable String text(Row row);
}
