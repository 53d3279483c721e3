// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** A column of text, coded by a dictionary: each row holds the number of its word. */
public final class StringColumn implements Column {

    private final int[] codes;
    private final String[] dictionary;
    private final int offset;
    private final int size;

    StringColumn(int[] codes, String[] dictionary, int offset, int size) {
        this.codes = codes;
        this.dictionary = dictionary;
        this.offset = offset;
        this.size = size;
    }

    /** {@return a column of these texts; {@code null} is a null} */
    public static StringColumn of(@Nullable String... texts) {
        Map<String, Integer> words = new HashMap<>();
        int[] codes = new int[texts.length];
        String[] dictionary = new String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            if (text == null) {
                codes[i] = -1;
                continue;
            }
            Integer code = words.putIfAbsent(text, words.size());
            codes[i] = code == null ? words.size() - 1 : code;
            dictionary[codes[i]] = text;
        }
        return new StringColumn(codes, Arrays.copyOf(dictionary, words.size()), 0, codes.length);
    }

    /**
     * {@return a column of texts by their numbers; what is given is copied}
     *
     * @param codes for each row the index of its word, or -1 for a null
     * @param dictionary the words, each once
     * @throws InvalidException if a code is out of range or a word is there twice
     */
    public static StringColumn of(int[] codes, String[] dictionary) {
        Set<String> words = new HashSet<>();
        for (String word : dictionary) {
            if (!words.add(requireNonNull(word, "word"))) {
                throw new InvalidException("a word is twice in the dictionary of a column");
            }
        }
        int[] copy = codes.clone();
        for (int row = 0; row < copy.length; row++) {
            if (copy[row] < -1 || copy[row] >= dictionary.length) {
                throw new InvalidException("row " + row + " has code " + copy[row] + ", the dictionary has "
                        + dictionary.length + " words");
            }
        }
        return new StringColumn(copy, dictionary.clone(), 0, copy.length);
    }

    /** {@return the text of a row, or {@code null} if it is null} */
    public @Nullable String get(int row) {
        int code = code(row);
        return code < 0 ? null : dictionary[code];
    }

    /** {@return the number of the word of a row in the dictionary, or -1 if it is null} */
    public int code(int row) {
        return codes[offset + Objects.checkIndex(row, size)];
    }

    /** {@return the word of a code; in a slice, some words may be in no row} */
    public String word(int code) {
        return dictionary[code];
    }

    /** {@return the number of words; codes are less} */
    public int dictionarySize() {
        return dictionary.length;
    }

    @Override
    public DataType type() {
        return DataType.STRING;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int row) {
        return code(row) < 0;
    }

    @Override
    public StringColumn slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new StringColumn(codes, dictionary, offset + from, to - from);
    }

    @Override
    public StringColumn take(int[] rows) {
        int[] taken = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = code(rows[i]);
        }
        return new StringColumn(taken, dictionary, 0, rows.length);
    }
}
