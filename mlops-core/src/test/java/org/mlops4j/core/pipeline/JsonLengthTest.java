// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Document;

class JsonLengthTest {

    private final JacksonText json = new JacksonText();

    @Test
    void whatIsSurelyShortIsShort() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Document document = document(random, 4);
            String text = json.write(document);
            assertThat(JsonLength.isAtMost(document, text.length() - 1L))
                    .as(text)
                    .isFalse();
        }
    }

    @Test
    void theUsualOutputIsSurelyShort() {
        assertThat(JsonLength.isAtMost(Document.nothing(), 24)).isTrue();
        assertThat(JsonLength.isAtMost(Document.object().with("version", 2).with("auc", 0.7), 200))
                .isTrue();
    }

    @Test
    void whatNestsDeepIsNotLookedAt() {
        Document deep = Document.nothing();
        for (int i = 0; i < 1_000_000; i++) {
            deep = Document.list(deep);
        }
        assertThat(JsonLength.isAtMost(deep, Long.MAX_VALUE)).isFalse();
    }

    private static Document document(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> Document.of(random.nextBoolean() ? random.nextLong() : Long.MIN_VALUE);
            case 1 ->
                Document.of(random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : -Double.MIN_VALUE);
            case 2 -> Document.of(random.nextBoolean());
            case 3 -> Document.nothing();
            case 4 -> Document.of(text(random));
            case 5 -> {
                List<Document> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(document(random, depth - 1));
                }
                yield Document.list(items);
            }
            default -> {
                Document.Fields object = Document.object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object = object.with(text(random), document(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i ->
                        List.of("a", "\u0001", "\"", "\\", "ü", "\uD83D\uDE00").get(random.nextInt(6)))
                .collect(Collectors.joining());
    }
}
