// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.monitoring.drift.DriftVerdict.DRIFT;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.DriftResult;

class TextDriftTest {

    private static final ClassifierTest TEXTS = ClassifierTest.defaults().withTexts("comment");

    @Test
    void textsAboutAnotherThingAreSeenAndTheWordIsTold() {
        ClassifierDrift drift = TEXTS.compare(comments(1, 1_000, 0.02), comments(2, 1_000, 0.5));

        assertThat(drift.result().verdict()).isEqualTo(DRIFT);
        Separator word = drift.separators().get(0);
        assertThat(word.feature()).isEqualTo("comment: überweisung");
        assertThat(word.referenceMean()).isLessThan(0.05);
        assertThat(word.currentMean()).isBetween(0.4, 0.6);
    }

    @Test
    void textsOfOneKindRaiseFewAlarms() {
        ClassifierTest pValueOnly = TEXTS.withCriterion(new Criterion(1e-9, 0.05));
        int alarms = 0;
        for (int pair = 0; pair < 100; pair++) {
            DriftResult result = pValueOnly
                    .compare(comments(2L * pair, 100, 0.2), comments(2L * pair + 1, 100, 0.2))
                    .result();
            alarms += result.verdict() == DRIFT ? 1 : 0;
        }
        assertThat(alarms).as("of 100; the seed of a pair is its number").isLessThanOrEqualTo(11);
    }

    @Test
    void missingTextsAreTextsWithoutWords() {
        Table none = Table.of(
                Schema.of(Field.nullable("comment", DataType.STRING)), List.of(StringColumn.of(new String[400])));

        assertThat(TEXTS.compare(none, none).result().verdict()).isNotEqualTo(DRIFT);
        assertThat(TEXTS.compare(comments(1, 400, 0.2), none).result().verdict())
                .isEqualTo(DRIFT);
        assertThat(TEXTS.compare(comments(1, 400, 0.2), none.without("comment"))
                        .result()
                        .verdict())
                .isNotNull();
    }

    @Test
    void wordsAreRunsOfLettersAndDigits() {
        assertThat(Words.of("Don't PAY twice: Überweisung no. 42, 𝒳 twice"))
                .containsExactlyInAnyOrder("don", "t", "pay", "twice", "überweisung", "no", "42", "𝒳");
        assertThat(Words.of("")).isEmpty();
        assertThat(Words.bucket("refund")).isBetween(0, Words.BUCKETS - 1);
    }

    private static Table comments(long seed, int rows, double transfers) {
        Random random = new Random(seed);
        String[] words = new String[200];
        for (int i = 0; i < words.length; i++) {
            words[i] = "word" + i;
        }
        String[] texts = new String[rows];
        for (int row = 0; row < rows; row++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                text.append(words[(int) (words.length * Math.pow(random.nextDouble(), 2))])
                        .append(' ');
            }
            texts[row] = text + (random.nextDouble() < transfers ? "Überweisung!" : "");
        }
        return Table.of(Schema.of(Field.nullable("comment", DataType.STRING)), List.of(StringColumn.of(texts)));
    }
}
