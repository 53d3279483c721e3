// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import org.mlops4j.core.sql.SqlBytes;
import org.mlops4j.spi.MetadataCondition.Letters;

/**
 * SQLite looks for a blob in a blob and for a text in a text, both up to their ends whatever bytes they have, and
 * copies where it has one of each. Its lower() makes a text, and knows the letters of ASCII alone.
 */
final class SqliteBytes implements SqlBytes {

    @Override
    public String contains(String text, String part, Letters letters) {
        return letters == Letters.EXACT
                ? "instr(" + text + ", " + part + ") > 0"
                : "instr(lower(" + text + "), cast(" + part + " as text)) > 0";
    }

    @Override
    public String same(String text, String part, Letters letters) {
        return letters == Letters.EXACT ? text + " = " + part : "lower(" + text + ") = cast(" + part + " as text)";
    }
}
