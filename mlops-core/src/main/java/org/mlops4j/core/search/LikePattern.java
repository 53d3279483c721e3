// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.List;
import java.util.Optional;
import org.mlops4j.spi.MetadataCondition.Letters;

/**
 * A pattern in which {@code %} stands for any letters and {@code _} for one; there is no escape. Takes at most the
 * product of both lengths: of all {@code %} only the last one passed is ever tried again, as what the earlier ones took
 * can stay.
 */
final class LikePattern {

    /** Beyond ASCII, but of one case with i, k or s: without a dot, with one, the long s and the sign of Kelvin. */
    private static final List<String> FOREIGN = List.of("\u0131", "\u0130", "\u017F", "\u212A");

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

    /**
     * {@return the longest run of letters that a text must have, as {@link #letters} says, or else one of
     * {@link #foreign} to them; may be empty}
     */
    String part() {
        String longest = "";
        int begin = 0;
        for (int end = 0; end <= pattern.length; end++) {
            if (end == pattern.length || !isPlain(pattern[end])) {
                if (end - begin > longest.codePointCount(0, longest.length())) {
                    longest = new String(pattern, begin, end - begin);
                }
                begin = end + 1;
            }
        }
        return longest;
    }

    private boolean isPlain(int letter) {
        boolean caseless = letter < 0x80 || Character.getType(letter) == Character.OTHER_LETTER;
        return letter != ANY && letter != ONE && (caseless || !eitherCase);
    }

    /**
     * {@return the part that a text must have, if that is all that the pattern says and no letter stands for another}
     */
    Optional<String> findOnlyPart() {
        String part = part();
        return foreign(part).isEmpty() && ("%" + part + "%").equals(new String(pattern, 0, pattern.length))
                ? Optional.of(part)
                : Optional.empty();
    }

    /** {@return which letters are the same in {@link #part}} */
    Letters letters() {
        return eitherCase ? Letters.ASCII_IN_EITHER_CASE : Letters.EXACT;
    }

    /** {@return letters beyond ASCII that stand for letters of a part} */
    List<String> foreign(String part) {
        return !eitherCase
                ? List.of()
                : FOREIGN.stream()
                        .filter(letter -> part.indexOf(folded(letter.codePointAt(0))) >= 0)
                        .toList();
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
