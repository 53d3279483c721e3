// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikePatternTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void matchesWhatARegularExpressionMatches(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = letters(random, "ab%_", 6);
            String text = letters(random, "abA", 8);
            String regex = pattern.replace("%", ".*").replace("_", ".");
            assertThat(LikePattern.exact(pattern).matches(text))
                    .as("seed %s: '%s' like '%s'", seed, text, pattern)
                    .isEqualTo(Pattern.compile(regex).matcher(text).matches());
            assertThat(LikePattern.eitherCase(pattern).matches(text))
                    .as("seed %s: '%s' ilike '%s'", seed, text, pattern)
                    .isEqualTo(Pattern.compile(regex, Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .matches());
        }
    }

    @Test
    void aPatternOfManySignsDoesNotTakeForEver() {
        assertThat(LikePattern.exact("%a%a%a%a%a%a%a%a%a%a%a%a%b").matches("a".repeat(5_000)))
                .isFalse();
    }

    @Test
    void lettersAreCodePointsWhateverTheirCase() {
        assertThat(LikePattern.exact("_").matches("\uD83D\uDE00")).isTrue();
        assertThat(LikePattern.eitherCase("TITLE_I").matches("title_i")).isTrue();
        assertThat(LikePattern.eitherCase("\u00dcBER%").matches("\u00fcberall")).isTrue();
        assertThat(LikePattern.exact("").matches("")).isTrue();
        assertThat(LikePattern.exact("").matches("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverMatchesHasThePartOrALetterThatStandsForOneOfIt(long seed) {
        Random random = new Random(seed);
        int matching = 0;
        for (int i = 0; i < 50_000; i++) {
            String pattern = letters(random, "aKs%_\u00fc\u5b57", 6);
            String text = letters(random, "aAkK\u212As\u017F\u00fc\u00dc\u5b57", 6);
            LikePattern exact = LikePattern.exact(pattern);
            LikePattern either = LikePattern.eitherCase(pattern);
            matching += either.matches(text) ? 1 : 0;
            assertThat(!exact.matches(text) || text.contains(exact.part()))
                    .as("seed %s: '%s' like '%s'", seed, text, pattern)
                    .isTrue();
            assertThat(!either.matches(text)
                            || text.toLowerCase(Locale.ROOT).contains(either.part())
                            || either.foreign(either.part()).stream().anyMatch(text::contains))
                    .as("seed %s: '%s' ilike '%s'", seed, text, pattern)
                    .isTrue();
            exact.findOnlyPart()
                    .ifPresent(part -> assertThat(exact.matches(text)).isEqualTo(text.contains(part)));
            either.findOnlyPart()
                    .ifPresent(part -> assertThat(either.matches(text))
                            .as("seed %s: '%s' ilike '%s'", seed, text, pattern)
                            .isEqualTo(inLowerAscii(text).contains(part)));
        }
        assertThat(matching).isGreaterThan(1_000);
    }

    @Test
    void ofAllLettersOnlyThoseNamedAreOfOneCaseWithALetterOfAPart() {
        LikePattern part = LikePattern.eitherCase("abcdefghijklmnopqrstuvwxyz");
        String foreign = String.join("", part.foreign(part.part()));
        for (int letter = 0x80; letter <= Character.MAX_CODE_POINT; letter++) {
            int folded = Character.toLowerCase(Character.toUpperCase(letter));
            if (folded < 0x80 && foreign.indexOf(letter) < 0) {
                fail("U+%X is of one case with %c", letter, folded);
            } else if (folded != letter
                    && (Character.getType(letter) == Character.OTHER_LETTER
                            || Character.getType(folded) == Character.OTHER_LETTER)) {
                fail("U+%X has another case", letter);
            }
        }
    }

    @Test
    void thePartIsTheLongestRunOfLettersThatStandForThemselves() {
        assertThat(LikePattern.exact("%ab_c%d\u00fcef%").part()).isEqualTo("d\u00fcef");
        assertThat(LikePattern.eitherCase("%ab_c%D\u00fcEF%").part()).isEqualTo("ab");
        assertThat(LikePattern.exact("%_%").part()).isEmpty();
        assertThat(LikePattern.exact("%ab%").findOnlyPart()).contains("ab");
        assertThat(LikePattern.exact("ab%").findOnlyPart()).isEmpty();
        assertThat(LikePattern.eitherCase("%Ab%").findOnlyPart()).contains("ab");
        assertThat(LikePattern.eitherCase("%ak%").findOnlyPart()).isEmpty();
        assertThat(LikePattern.eitherCase("%a\u00fc%").findOnlyPart()).isEmpty();
    }

    private static String inLowerAscii(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            lower.setCharAt(i, letter >= 'A' && letter <= 'Z' ? (char) (letter + 32) : letter);
        }
        return lower.toString();
    }

    private static String letters(Random random, String from, int most) {
        StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            letters.append(from.charAt(random.nextInt(from.length())));
        }
        return letters.toString();
    }
}
