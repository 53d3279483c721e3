// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import org.mlops4j.spi.MetadataCondition.Letters;

/** What each database says in words of its own about bytes. */
public interface SqlBytes {

    /**
     * {@return a condition: whether a text has another one in it}
     *
     * @param text an expression: UTF-8 behind a byte that is no letter
     * @param part an expression: UTF-8
     * @param letters if cases are alike, the part has none of A to Z, and those of the text count as a to z; nothing
     *     else may change
     */
    String contains(String text, String part, Letters letters);

    /** {@return a condition: whether a text is another one, both as for {@link #contains} but without such a byte} */
    String same(String text, String part, Letters letters);
}
