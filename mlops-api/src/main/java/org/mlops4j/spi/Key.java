// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import org.mlops4j.error.InvalidException;

/**
 * The rule for what the stores look things up by: ids of documents, names of series, entity keys. Every backend applies
 * it, so that what one accepts all do.
 */
public final class Key {

    /** How many characters a key may have. */
    public static final int MAX_CHARACTERS = 1_000;

    private Key() {}

    /**
     * {@return the key itself}
     *
     * @param what what the key is, for the message: "id", "the name of a series"
     * @param key the candidate
     * @throws InvalidException unless it has 1 to {@value #MAX_CHARACTERS} characters, none of them a control character
     *     or half a surrogate pair
     */
    public static String require(String what, String key) {
        if (key.isEmpty() || key.length() > MAX_CHARACTERS) {
            throw new InvalidException(what + " must have 1 to " + MAX_CHARACTERS + " characters, has " + key.length());
        }
        for (int i = 0; i < key.length(); i++) {
            if (Character.isISOControl(key.charAt(i))) {
                throw new InvalidException(what + " must not hold control characters, has one at index " + i);
            }
        }
        return requireUnicode(what, key);
    }

    /**
     * {@return the text itself} Half a surrogate pair has no UTF-8, so it would come back as another text.
     *
     * @param what what the text is, for the message
     * @param text any text
     * @throws InvalidException if it holds half a surrogate pair
     */
    public static String requireUnicode(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidException(what + " holds half a surrogate pair at index " + i);
            }
        }
        return text;
    }
}
