// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/**
 * Numbers the entities of a table, from 0 in order of appearance. Every key column is numbered by itself, then pairs of
 * numbers are: no two keys can run into each other. Not thread-safe.
 */
final class EntityIndex {

    /** The number of an entity that is not in the index. */
    static final int ABSENT = -1;

    private final Schema keys;
    private final List<Map<String, Integer>> texts = new ArrayList<>();
    private final List<LongIndex> longs = new ArrayList<>();
    private final List<LongIndex> pairs = new ArrayList<>();

    EntityIndex(Schema keys) {
        this.keys = keys;
        for (int i = 0; i < keys.size(); i++) {
            texts.add(new HashMap<>());
            longs.add(new LongIndex());
            pairs.add(new LongIndex());
        }
    }

    /** {@return the number of the entity of each row; new entities are added} */
    int[] add(Table table) {
        return number(table, true);
    }

    /** {@return the number of the entity of each row, or {@link #ABSENT}} */
    int[] find(Table table) {
        return number(table, false);
    }

    /** {@return how many entities there are} */
    int size() {
        return keys.size() == 1
                ? Math.max(texts.get(0).size(), longs.get(0).size())
                : pairs.get(keys.size() - 1).size();
    }

    private int[] number(Table table, boolean grow) {
        // The numbers of the first key are those of its values: there is no pair yet.
        int[] numbers = codes(0, column(keys.field(0), table), grow);
        for (int key = 1; key < keys.size(); key++) {
            int[] column = codes(key, column(keys.field(key), table), grow);
            LongIndex pair = pairs.get(key);
            for (int row = 0; row < numbers.length; row++) {
                if (numbers[row] < 0 || column[row] < 0) {
                    numbers[row] = ABSENT;
                } else {
                    long joined = (long) numbers[row] << 32 | column[row];
                    numbers[row] = grow ? pair.add(joined) : pair.find(joined);
                }
            }
        }
        return numbers;
    }

    private int[] codes(int key, Column column, boolean grow) {
        if (column instanceof StringColumn strings) {
            return textCodes(texts.get(key), strings, grow);
        }
        int[] codes = new int[column.size()];
        LongIndex index = longs.get(key);
        for (int row = 0; row < codes.length; row++) {
            long value =
                    column instanceof LongColumn numbers ? numbers.get(row) : ((BooleanColumn) column).get(row) ? 1 : 0;
            codes[row] = grow ? index.add(value) : index.find(value);
        }
        return codes;
    }

    private static int[] textCodes(Map<String, Integer> words, StringColumn strings, boolean grow) {
        int[] ofWord = new int[strings.dictionarySize()];
        for (int word = 0; word < ofWord.length; word++) {
            if (grow) {
                words.putIfAbsent(strings.word(word), words.size());
            }
            ofWord[word] = words.getOrDefault(strings.word(word), ABSENT);
        }
        int[] codes = new int[strings.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = ofWord[strings.code(row)];
        }
        return codes;
    }

    private static Column column(Field key, Table table) {
        Column column = table.column(key.name());
        if (!column.type().equals(key.type())) {
            throw new InvalidException("key '" + key.name() + "' should be "
                    + key.type().text() + ", is " + column.type().text());
        }
        int missing = firstNull(column);
        if (missing < column.size()) {
            throw new InvalidException("key '" + key.name() + "' is null in row " + missing);
        }
        return column;
    }

    private static int firstNull(Column column) {
        if (column instanceof LongColumn numbers) {
            return numbers.nextNull(0);
        }
        int row = 0;
        while (row < column.size() && !column.isNull(row)) {
            row++;
        }
        return row;
    }
}
