// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "drift.*, drift.x, true",
        "drift.*, driftx, false",
        "*, '', true",
        "a*a, a, false",
        "a*a, aa, true",
        "*ab*ab*, abab, true",
        "*ab*ab*, aba, false",
        "'', a, false",
        "a.b, axb, false",
    })
    void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
        assertThat(new Wildcard(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithARegularExpression(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String pattern = text(random, "ab*.", 6);
            String text = text(random, "ab.", 8);
            String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
            assertThat(new Wildcard(pattern).matches(text))
                    .as("seed %d: '%s' and '%s'", seed, pattern, text)
                    .isEqualTo(text.matches(expression));
        }
    }

    @Test
    void manyStarsTakeNoTime() {
        assertThat(new Wildcard("*a".repeat(100) + "*b").matches("a".repeat(10_000)))
                .isFalse();
    }

    private static String text(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
