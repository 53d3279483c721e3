// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Letters;
import org.mlops4j.spi.MetadataCondition.Place;

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

    /**
     * {@return what a text must be like to match: how it begins and ends, and the longest part in between, as far as
     * databases know the letters; may be none}
     */
    List<MetadataCondition> necessary(String attribute) {
        return parts(attribute).stream().map(this::orForeign).toList();
    }

    /** {@return what a text must be like to match, if that is all that the pattern says} */
    Optional<MetadataCondition> findExact(String attribute) {
        return parts(attribute).stream()
                .filter(part -> foreign(part).isEmpty() && written(part).equals(new String(pattern, 0, pattern.length)))
                .map(MetadataCondition.class::cast)
                .findFirst();
    }

    private static String written(Contains part) {
        return switch (part.place()) {
            case BEGIN -> part.part() + "%";
            case ANYWHERE -> "%" + part.part() + "%";
            case END -> "%" + part.part();
        };
    }

    private List<Contains> parts(String attribute) {
        Map<Place, Contains> longest = new EnumMap<>(Place.class);
        int begin = 0;
        for (int end = 0; end <= pattern.length; end++) {
            if (end == pattern.length || !isPlain(pattern[end])) {
                Place place = begin == 0 ? Place.BEGIN : end == pattern.length ? Place.END : Place.ANYWHERE;
                Contains part = new Contains(attribute, new String(pattern, begin, end - begin), place, letters());
                longest.merge(place, part, LikePattern::longer);
                begin = end + 1;
            }
        }
        return longest.values().stream().filter(part -> !part.part().isEmpty()).toList();
    }

    private static Contains longer(Contains one, Contains other) {
        return other.part().length() > one.part().length() ? other : one;
    }

    private boolean isPlain(int letter) {
        boolean caseless = letter < 0x80 || Character.getType(letter) == Character.OTHER_LETTER;
        return letter != ANY && letter != ONE && (caseless || !eitherCase);
    }

    private Letters letters() {
        return eitherCase ? Letters.ASCII_IN_EITHER_CASE : Letters.EXACT;
    }

    /** A letter beyond ASCII may stand for one of the part. */
    private MetadataCondition orForeign(Contains part) {
        List<MetadataCondition> letters = foreign(part).stream()
                .<MetadataCondition>map(letter -> new Contains(part.attribute(), letter, Place.ANYWHERE, Letters.EXACT))
                .toList();
        return letters.isEmpty()
                ? part
                : new MetadataCondition.AnyOf(
                        Stream.concat(Stream.of(part), letters.stream()).toList());
    }

    private List<String> foreign(Contains part) {
        return !eitherCase
                ? List.of()
                : FOREIGN.stream()
                        .filter(letter -> part.part().indexOf(folded(letter.codePointAt(0))) >= 0)
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
