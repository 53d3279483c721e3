// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

/**
 * A pattern in which {@code %} stands for any letters and {@code _} for one; there is no escape. Takes at most the
 * product of both lengths: of all {@code %} only the last one passed is ever tried again, as what the earlier ones took
 * can stay.
 */
final class LikePattern {

    private static final int ANY = '%';
    private static final int ONE = '_';

    private final int[] pattern;
    private final boolean eitherCase;

    private LikePattern(int[] pattern, boolean eitherCase) {
        this.pattern = pattern;
        this.eitherCase = eitherCase;
    }

    static LikePattern exact(String pattern) {
        return new LikePattern(pattern.codePoints().toArray(), false);
    }

    static LikePattern eitherCase(String pattern) {
        return new LikePattern(pattern.codePoints().map(LikePattern::folded).toArray(), true);
    }

    /** {@return the text before the first sign that stands for another; empty if cases are the same} */
    String prefix() {
        int end = 0;
        while (end < pattern.length && pattern[end] != ANY && pattern[end] != ONE) {
            end++;
        }
        return eitherCase ? "" : new String(pattern, 0, end);
    }

    boolean matches(String value) {
        int[] text = value.codePoints()
                .map(letter -> eitherCase ? folded(letter) : letter)
                .toArray();
        int at = 0;
        int in = 0;
        int afterAny = -1;
        int retry = 0;
        while (at < text.length) {
            if (in < pattern.length && pattern[in] == ANY) {
                in++;
                afterAny = in;
                retry = at;
            } else if (in < pattern.length && (pattern[in] == ONE || pattern[in] == text[at])) {
                in++;
                at++;
            } else if (afterAny >= 0) {
                retry++;
                at = retry;
                in = afterAny;
            } else {
                return false;
            }
        }
        while (in < pattern.length && pattern[in] == ANY) {
            in++;
        }
        return in == pattern.length;
    }

    private static int folded(int letter) {
        return Character.toLowerCase(Character.toUpperCase(letter));
    }
}
