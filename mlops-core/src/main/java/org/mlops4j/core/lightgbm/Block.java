// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** Some fields of a model and their values: the header or one tree. Immutable. */
final class Block {

    private static final String INFINITY = "inf";

    private final String name;
    private final Map<String, String> fields;

    /** A block; takes the map over. */
    Block(String name, Map<String, String> fields) {
        this.name = name;
        this.fields = fields;
    }

    Optional<String> find(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    String text(String field) {
        return find(field).orElseThrow(() -> invalid("has no field '" + field + "'"));
    }

    int integer(String field) {
        return integer(field, text(field).strip());
    }

    /** {@return that many integers} */
    int[] integers(String field, int count) {
        StringTokenizer words = words(field, count);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = integer(field, words.nextToken());
        }
        return numbers;
    }

    /** {@return that many integers of 32 bits without sign} */
    int[] words32(String field, int count) {
        StringTokenizer words = words(field, count);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            String word = words.nextToken();
            try {
                numbers[i] = Integer.parseUnsignedInt(word);
            } catch (NumberFormatException e) {
                throw invalid(field, word, e);
            }
        }
        return numbers;
    }

    /** {@return that many numbers} */
    double[] numbers(String field, int count) {
        StringTokenizer words = words(field, count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(field, words.nextToken());
        }
        return numbers;
    }

    /** {@return how many words a field has} */
    int size(String field) {
        return new StringTokenizer(text(field)).countTokens();
    }

    InvalidException invalid(String complaint) {
        return new InvalidException("LightGBM model, " + name + " " + complaint);
    }

    private StringTokenizer words(String field, int count) {
        String text = text(field);
        StringTokenizer words = new StringTokenizer(text);
        // No number is shorter than one character and one space: a count beyond that allocates nothing.
        if (count > text.length() / 2 + 1 || words.countTokens() != count) {
            throw invalid("has " + words.countTokens() + " values in '" + field + "', expected " + count);
        }
        return words;
    }

    private int integer(String field, String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw invalid(field, word, e);
        }
    }

    /** C++ writes infinity as "inf", which Java does not parse. */
    private double number(String field, String word) {
        String unsigned = word.startsWith("-") ? word.substring(1) : word;
        if (unsigned.equals(INFINITY)) {
            return word.length() == unsigned.length() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        char last = word.isEmpty() ? ' ' : word.charAt(word.length() - 1);
        if (last < '0' || last > '9') {
            throw invalid(field, word, null);
        }
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw invalid(field, word, e);
        }
    }

    private InvalidException invalid(String field, String word, @Nullable NumberFormatException cause) {
        return new InvalidException(
                "LightGBM model, " + name + " has '" + ModelLines.shortened(word) + "' in '" + field
                        + "', which is not such a number",
                cause);
    }
}
