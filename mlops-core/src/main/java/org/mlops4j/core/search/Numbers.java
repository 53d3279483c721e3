// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.Optional;
import org.mlops4j.data.Document;

/** Numbers in texts: decimal, with a sign and an exponent or without, finite. */
public final class Numbers {

    /** Longer texts are not numbers that people write. */
    private static final int CHARACTERS = 40;

    private Numbers() {}

    /** {@return the number that a text is, whole if it is written so and fits, if it is one} */
    public static Optional<Document> find(String text) {
        if (text.isEmpty() || text.length() > CHARACTERS || !isDecimal(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Document.of(Long.parseLong(text)));
        } catch (NumberFormatException notWhole) {
            return real(text);
        }
    }

    private static Optional<Document> real(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Optional.of(Document.of(number)) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Java's own parser takes hexadecimal digits, suffixes, spaces and names as well. */
    private static boolean isDecimal(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }
}
