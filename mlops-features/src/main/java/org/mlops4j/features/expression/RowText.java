// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Expression;

/** A text expression made ready for rows of one schema. */
@FunctionalInterface
interface RowText {

    /** {@return the text, or {@code null}} */
    @Nullable String text(Row row);

    static RowText compile(Expression expression, Schema schema) {
        if (expression instanceof Expression.Text text) {
            return row -> text.value();
        } else if (expression instanceof Expression.Column column) {
            int field = schema.index(column.name());
            return row -> row.text(field);
        }
        throw new IllegalArgumentException(expression + " is not a text");
    }
}
