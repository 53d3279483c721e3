// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** The values that a parameter may have. */
final class Params {

    private static final int CHARACTERS = 6_000;

    private Params() {}

    static Document toDocument(String key, Object value) {
        if (value instanceof String text) {
            return Document.of(requireShort(key, text));
        } else if (value instanceof Integer || value instanceof Long) {
            return Document.of(((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            return Document.of(((Number) value).doubleValue());
        } else if (value instanceof Boolean truth) {
            return Document.of(truth.booleanValue());
        }
        throw new InvalidException("parameter '" + key + "' is a "
                + value.getClass().getName() + "; allowed are String, Integer, Long, Float, Double and Boolean");
    }

    private static String requireShort(String key, String text) {
        if (text.length() > CHARACTERS) {
            throw new InvalidException("parameter '" + key + "' has " + text.length() + " characters, at most "
                    + CHARACTERS + " are allowed; store longer texts as artifact");
        }
        return text;
    }
}
