// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Letters;

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
    void whateverMatchesMeetsWhatTheStoreIsAskedFor(long seed) {
        Random random = new Random(seed);
        int matching = 0;
        int exact = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = letters(random, "aAkK\u212As\u017F\u00fc\u00dc\u5b57", 6);
            String written = letters(random, "aKs%_\u00fc\u5b57", 6);
            for (LikePattern pattern : List.of(LikePattern.exact(written), LikePattern.eitherCase(written))) {
                boolean matches = pattern.matches(text);
                matching += matches ? 1 : 0;
                assertThat(!matches || pattern.necessary("v").stream().allMatch(part -> holds(part, text)))
                        .as("seed %s: '%s' is like '%s'", seed, text, written)
                        .isTrue();
                Optional<MetadataCondition> all = pattern.findExact("v");
                exact += all.isPresent() ? 1 : 0;
                all.ifPresent(part -> assertThat(holds(part, text))
                        .as("seed %s: '%s' like '%s'", seed, text, written)
                        .isEqualTo(matches));
            }
        }
        assertThat(matching).isGreaterThan(1_000);
        assertThat(exact).isGreaterThan(1_000);
    }

    private static boolean holds(MetadataCondition condition, String text) {
        if (condition instanceof MetadataCondition.AnyOf any) {
            return any.conditions().stream().anyMatch(part -> holds(part, text));
        }
        Contains contains = (Contains) condition;
        String letters = contains.letters() == Letters.EXACT ? text : inLowerAscii(text);
        return switch (contains.place()) {
            case BEGIN -> letters.startsWith(contains.part());
            case ANYWHERE -> letters.contains(contains.part());
            case END -> letters.endsWith(contains.part());
        };
    }

    @Test
    void ofAllLettersOnlyThoseNamedAreOfOneCaseWithALetterOfAPart() {
        String foreign = LikePattern.eitherCase("abcdefghijklmnopqrstuvwxyz").necessary("v").stream()
                .flatMap(part ->
                        ((MetadataCondition.AnyOf) part).conditions().stream().skip(1))
                .map(letter -> ((Contains) letter).part())
                .collect(Collectors.joining());
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
