// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import java.util.List;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/** The columns that are wanted of a source among those that are there; for what implements {@link Source}. */
public final class WantedColumns {

    private WantedColumns() {}

    /**
     * Checks that columns are there.
     *
     * @param source for the message
     * @throws InvalidException if some are not; the message names all of them
     */
    public static void require(Object source, Schema wanted, List<String> there) {
        List<String> missing = wanted.names().stream()
                .filter(name -> !there.contains(name))
                .map(name -> "'" + name + "'")
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidException(source + " has no " + (missing.size() == 1 ? "column " : "columns ")
                    + String.join(", ", missing) + "; it has " + String.join(", ", there));
        }
    }

    /** {@return the wanted columns of a table} */
    static Table of(Object source, Schema wanted, Table rows) {
        require(source, wanted, rows.schema().names());
        for (Field field : wanted.fields()) {
            Field there = rows.schema().field(rows.schema().index(field.name()));
            if (!there.type().equals(field.type())) {
                throw new InvalidException("column '" + field.name() + "' of " + source + " should be "
                        + field.type().text() + ", is " + there.type().text());
            }
        }
        return Table.of(wanted, wanted.names().stream().map(rows::column).toList());
    }
}
