// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;

/**
 * What a {@link Constraint} looks at: the values of a column ({@link ColumnCheck}), rows ({@link RowCheck}), or a table
 * as a whole ({@link TableCheck}). Immutable.
 */
public sealed interface Check permits ColumnCheck, RowCheck, TableCheck {

    /** {@return a short name of what is looked at, such as {@code not_null}} */
    default String kind() {
        return toDocument().get("kind").text();
    }

    /** {@return the columns it reads} */
    List<String> columns();

    /** {@return whether it can be asked of a column of this type} */
    boolean accepts(DataType type);

    /** {@return the form in which people read it, such as {@code delay is from 0.0 to 10.0}} */
    String text();

    /** {@return the form in which checks are stored} */
    Document.Fields toDocument();

    /** {@return why it cannot be asked of rows of a schema, nothing if it can} */
    default Optional<String> misfit(Schema schema) {
        for (String column : columns()) {
            Optional<Field> field = schema.find(column);
            if (field.isEmpty()) {
                return Optional.of("there is no column '" + column + "'");
            } else if (!accepts(field.get().type())) {
                return Optional.of(
                        "column '" + column + "' is " + field.get().type().text() + ", of which it cannot be asked");
            }
        }
        return Optional.empty();
    }
}
