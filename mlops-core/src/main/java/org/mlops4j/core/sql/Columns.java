// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.CorruptException;

/** Columns that are null nowhere but in a damaged database, where a flipped bit may make them so. */
final class Columns {

    private Columns() {}

    /**
     * {@return the text in a column}
     *
     * @throws CorruptException if there is none
     */
    static String text(ResultSet row, int column) throws SQLException {
        return present(row, column, row.getString(column));
    }

    /**
     * {@return the bytes in a column}
     *
     * @throws CorruptException if there are none
     */
    static byte[] bytes(ResultSet row, int column) throws SQLException {
        return present(row, column, row.getBytes(column));
    }

    private static <T> T present(ResultSet row, int column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw new CorruptException(
                    "a row of the database has no " + row.getMetaData().getColumnLabel(column) + ": it is damaged");
        }
        return value;
    }
}
