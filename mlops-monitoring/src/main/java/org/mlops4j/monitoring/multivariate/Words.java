// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words of a text: runs of letters and digits, in lower case. A word has a bucket by the hash of its characters, so
 * no dictionary of all words has to be kept.
 */
final class Words {

    static final int BUCKETS = 1 << 14;

    private Words() {}

    /** {@return the different words of a text, in order} */
    static SortedSet<String> of(String text) {
        SortedSet<String> words = new TreeSet<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !inWord(text.charAt(i))) {
                if (i > start) {
                    words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** {@return the bucket of a word, the same everywhere} */
    static int bucket(String word) {
        int hash = word.hashCode() * 0x9E3779B9;
        return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(BUCKETS));
    }

    /** Characters beyond the basic plane are pairs of surrogates, which belong to words too. */
    private static boolean inWord(char character) {
        return Character.isLetterOrDigit(character) || Character.isSurrogate(character);
    }
}
