// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String letters(Random random, String from, int most) {
        StringBuilder letters = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            letters.append(from.charAt(random.nextInt(from.length())));
        }
        return letters.toString();
    }
}
