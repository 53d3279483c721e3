// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

/**
 * A piece of the text of a search.
 *
 * @param kind what it is
 * @param text the word, the content of the quotes, the number, the sign
 * @param column where it begins, from 1
 * @param path for a word: what it names
 */
record Token(Kind kind, String text, int column, Path path) {

    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    /**
     * A word taken apart: {@code metrics.auc.max} has the source {@code metrics} and the key {@code auc.max};
     * {@code metrics.`auc`.max} has the key {@code auc} and the suffix {@code max}.
     *
     * @param source what comes before the first dot; the whole word if there is none
     * @param key what comes behind it, empty if there is none
     * @param quoted whether the key was in quotes, so that nothing else hides in it
     * @param suffix what comes behind the quotes
     */
    record Path(String source, String key, boolean quoted, String suffix) {

        static final Path NONE = new Path("", "", false, "");
    }
}
