// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.spi.Key;

class EntityKeyTest {

    private static final Schema TEXTS = Schema.of(Field.of("a", DataType.STRING), Field.of("b", DataType.STRING));

    /** As texts glued together some of these would be one. */
    @Test
    void everyKeyHasATextOfItsOwn() {
        String[] parts = {
            "",
            "1",
            "12",
            "23",
            "3",
            ";",
            ":",
            "1;",
            "1:1",
            "0:;",
            "a\nb",
            "a\tb",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "x".repeat(600),
            "x".repeat(601),
            "sha256:"
        };
        Map<String, String> texts = new TreeMap<>();
        for (String a : parts) {
            for (String b : parts) {
                String text = key(Row.of(TEXTS, a, b)).text();
                assertThat(Key.require("key", text)).isEqualTo(text);
                assertThat(texts.put(text, a + " and " + b)).isNull();
            }
        }
    }

    @Test
    void whatAPersonWouldTypeCanBeRead() {
        assertThat(key(Row.of(TEXTS, "ORD", "ATL")).text()).isEqualTo("3:ORD;3:ATL;");
        Schema numbers = Schema.of(Field.of("a", DataType.INT64), Field.of("b", DataType.BOOLEAN));
        assertThat(key(Row.of(numbers, -17L, true)).text()).isEqualTo("-17;1;");
    }

    private static EntityKey key(Row row) {
        EntityKey key = new EntityKey(2);
        key.fill(row, new int[] {0, 1});
        return key;
    }
}
