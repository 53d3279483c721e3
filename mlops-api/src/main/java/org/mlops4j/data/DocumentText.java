// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import org.mlops4j.error.InvalidException;

/** Documents as JSON text. Thread-safe. */
public interface DocumentText {

    /** {@return the document as JSON without white space, its fields sorted by name} */
    String write(Document document);

    /**
     * {@return the document that a JSON text holds}
     *
     * @throws InvalidException if the text is not JSON by the letter: duplicate fields, trailing text, numbers out of
     *     range and NaN are refused, with line and column
     */
    Document read(String json);
}
