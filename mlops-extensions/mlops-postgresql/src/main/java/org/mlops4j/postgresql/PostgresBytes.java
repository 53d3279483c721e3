// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import org.mlops4j.core.sql.SqlBytes;
import org.mlops4j.spi.MetadataCondition.Letters;

/**
 * PostgreSQL has no lower() for bytes, and texts of its own may not have every byte. Escaped, bytes beyond ASCII are
 * digits, which have no case, so they come back as they were.
 */
final class PostgresBytes implements SqlBytes {

    @Override
    public String contains(String text, String part, Letters letters) {
        return "position(" + part + " in " + alike(text, letters) + ") > 0";
    }

    @Override
    public String same(String text, String part, Letters letters) {
        return alike(text, letters) + " = " + part;
    }

    private static String alike(String text, Letters letters) {
        return letters == Letters.EXACT
                ? text
                : "decode(lower(encode(" + text + ", 'escape') collate \"C\"), 'escape')";
    }
}
