// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields beside a tree in which the same was done. */
class SortedFieldsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fieldsAreWhatATreeIsAfterTheSame(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<String, Document> tree = new TreeMap<>();
        SortedFields fields = SortedFields.EMPTY;
        for (int i = 0; i < 200; i++) {
            String name = "f" + random.nextInt(30);
            if (random.nextInt(3) == 0) {
                tree.remove(name);
                fields = fields.without(name);
            } else {
                Document value = Document.of(random.nextInt(5));
                tree.put(name, value);
                fields = fields.with(name, value);
            }
            requireSame(fields, tree);
            requireSame(SortedFields.of(tree), tree);
            String from = "f" + random.nextInt(40);
            requireSame(fields.headMap(from), tree.headMap(from));
            requireSame(fields.tailMap(from), tree.tailMap(from));
            requireSame(fields.subMap("f1", "f2"), tree.subMap("f1", "f2"));
        }
    }

    private static void requireSame(SortedFields fields, SortedMap<String, Document> tree) {
        assertThat(new ArrayList<>(fields.entrySet())).isEqualTo(new ArrayList<>(tree.entrySet()));
        List<String> names = new ArrayList<>();
        fields.forEach((name, value) -> names.add(name + value));
        List<String> expected = new ArrayList<>();
        tree.forEach((name, value) -> expected.add(name + value));
        assertThat(names).isEqualTo(expected);
        assertThat(fields.equals(tree) && tree.equals(fields)).isTrue();
        assertThat(fields.equals(SortedFields.of(tree))).isTrue();
        assertThat(fields.hashCode()).isEqualTo(tree.hashCode());
        assertThat(fields.get("f7")).isEqualTo(tree.get("f7"));
        assertThat(fields.containsKey("f7")).isEqualTo(tree.containsKey("f7"));
        if (tree.isEmpty()) {
            assertThatThrownBy(fields::firstKey).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(fields::lastKey).isInstanceOf(NoSuchElementException.class);
        } else {
            assertThat(fields.firstKey()).isEqualTo(tree.firstKey());
            assertThat(fields.lastKey()).isEqualTo(tree.lastKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void nobodyChangesThem(String name) {
        SortedFields fields = SortedFields.EMPTY.with("a", Document.of(1));
        Document other = Document.of(2);
        assertThatThrownBy(() -> fields.put(name, other)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(fields::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> fields.entrySet().iterator().next().setValue(other))
                .isInstanceOf(UnsupportedOperationException.class);
        Iterator<String> names = fields.keySet().iterator();
        names.next();
        assertThatThrownBy(names::remove).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(names::next).isInstanceOf(NoSuchElementException.class);
        assertThat(fields).containsExactly(Map.entry("a", Document.of(1)));
    }
}
