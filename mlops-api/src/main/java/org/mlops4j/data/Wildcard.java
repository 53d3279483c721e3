// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

/**
 * A pattern for texts in which a star stands for any characters, or none; every other character stands for itself.
 * Immutable.
 *
 * @param pattern such as {@code drift.*}
 */
public record Wildcard(String pattern) {

    /** Checks that there is a pattern. */
    public Wildcard {
        requireNonNull(pattern, "pattern");
    }

    /** {@return whether there is a star, so that several texts may match} */
    public boolean open() {
        return pattern.indexOf('*') >= 0;
    }

    /**
     * {@return whether a text matches as a whole} Takes the earliest place for each part between stars, which suffices;
     * linear in the text for each part.
     */
    public boolean matches(String text) {
        String[] parts = pattern.split("\\*", -1);
        String first = parts[0];
        if (parts.length == 1) {
            return text.equals(first);
        }
        String last = parts[parts.length - 1];
        if (!text.startsWith(first) || text.length() < first.length() + last.length() || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = text.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }
}
