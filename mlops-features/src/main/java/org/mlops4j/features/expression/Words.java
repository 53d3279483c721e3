// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a text: the longest runs of letters and digits. */
public final class Words {

    private Words() {}

    static int count(String text) {
        int count = 0;
        for (int at = begin(text, 0); at < text.length(); at = begin(text, end(text, at))) {
            count++;
        }
        return count;
    }

    /** {@return how many of the words are that one} */
    static int count(String text, String word) {
        int count = 0;
        int at = begin(text, 0);
        while (at < text.length()) {
            int end = end(text, at);
            if (end - at == word.length() && text.startsWith(word, at)) {
                count++;
            }
            at = begin(text, end);
        }
        return count;
    }

    /** {@return the words, in their order} */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int at = begin(text, 0);
        while (at < text.length()) {
            int end = end(text, at);
            words.add(text.substring(at, end));
            at = begin(text, end);
        }
        return words;
    }

    /** {@return some words in a row joined by spaces, or {@code null} if there are too few; the first is 1} */
    static @Nullable String ngram(String text, int size, int first) {
        int at = begin(text, 0);
        for (int skipped = 1; skipped < first && at < text.length(); skipped++) {
            at = begin(text, end(text, at));
        }
        StringBuilder words = new StringBuilder();
        for (int taken = 0; taken < size; taken++) {
            if (at >= text.length()) {
                return null;
            }
            int end = end(text, at);
            words.append(taken == 0 ? "" : " ").append(text, at, end);
            at = begin(text, end);
        }
        return words.toString();
    }

    private static int begin(String text, int from) {
        int at = from;
        while (at < text.length() && !Character.isLetterOrDigit(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isLetterOrDigit(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }
}
