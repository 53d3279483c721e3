// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.mlops4j.features.Parameter.ANY;
import static org.mlops4j.features.Parameter.NUMBER;
import static org.mlops4j.features.Parameter.PATTERN;
import static org.mlops4j.features.Parameter.POSITIVE_CONSTANT;
import static org.mlops4j.features.Parameter.TEXT;
import static org.mlops4j.features.Parameter.TEXT_CONSTANT;
import static org.mlops4j.features.Parameter.TRUTH;
import static org.mlops4j.features.Parameter.WHOLE_CONSTANT;
import static org.mlops4j.features.ScalarFunction.define;

import java.util.List;
import org.mlops4j.features.ScalarFunction.Nulls;

/** The functions of texts. Characters are Unicode code points, words are runs of letters and digits. */
final class TextFunctions {

    private TextFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                text("lower", "in lower case, by the rules of no language", TEXT),
                text("upper", "in upper case, by the rules of no language", TEXT),
                text("trim", "without white space at both ends", TEXT),
                number("length", "the number of characters", TEXT),
                text(
                                "substr",
                                "the characters from a position on, 1 is the first, and no more than a number of them;"
                                        + " positions before the first are empty",
                                TEXT,
                                WHOLE_CONSTANT)
                        .optionally(POSITIVE_CONSTANT),
                define(
                                "concat",
                                TEXT,
                                Nulls.PARTIAL,
                                "one after another; null if there are more than 1,000,000 code units",
                                TEXT)
                        .repeating(TEXT),
                define(
                        "replace",
                        TEXT,
                        Nulls.PARTIAL,
                        "with each occurrence of the second, unless that is empty, replaced by the third; null if there"
                                + " are more than 1,000,000 code units",
                        TEXT,
                        TEXT_CONSTANT,
                        TEXT_CONSTANT),
                truth("contains", "whether the second occurs in the first", TEXT, TEXT),
                truth("starts_with", "whether the first begins with the second", TEXT, TEXT),
                truth("ends_with", "whether the first ends with the second", TEXT, TEXT),
                truth("regex_find", "whether the pattern occurs; ^ and $ tie it to the ends", TEXT, PATTERN),
                define(
                                "regex_extract",
                                TEXT,
                                Nulls.PARTIAL,
                                "the first occurrence of the pattern, or of a group in it; null if there is none",
                                TEXT,
                                PATTERN)
                        .optionally(POSITIVE_CONSTANT),
                define(
                        "split_part",
                        TEXT,
                        Nulls.PARTIAL,
                        "the part of that number, 1 is the first, between occurrences of the second; null if there is"
                                + " none",
                        TEXT,
                        TEXT_CONSTANT,
                        POSITIVE_CONSTANT),
                number("word_count", "the number of words", TEXT),
                number("count_word", "how many of the words are the second", TEXT, TEXT_CONSTANT),
                define(
                        "ngram",
                        TEXT,
                        Nulls.PARTIAL,
                        "so many words in a row joined by spaces, from the word of the last number on, 1 is the first;"
                                + " null if there are too few",
                        TEXT,
                        POSITIVE_CONSTANT,
                        POSITIVE_CONSTANT),
                number(
                        "ngram_similarity",
                        "Jaccard's index of the sets of runs of so many code units; 1 if both are empty",
                        TEXT,
                        TEXT,
                        POSITIVE_CONSTANT),
                number(
                        "levenshtein",
                        "how many code units must be put in, taken out or changed between the first 1,000 of each",
                        TEXT,
                        TEXT),
                number(
                        "hash",
                        "the bucket, from 0, among so many: the XXH64 of the UTF-8 with that seed, unsigned, modulo"
                                + " their number; an unpaired surrogate counts as ?",
                        TEXT,
                        WHOLE_CONSTANT,
                        POSITIVE_CONSTANT),
                define(
                        "parse_number",
                        NUMBER,
                        Nulls.PARTIAL,
                        "the nearest double to a decimal number with or without exponent, infinite if it is too great;"
                                + " null if the text is none",
                        TEXT),
                text(
                        "to_text",
                        "true or false, the fewest digits that give the number back, the time by ISO-8601, or the text;"
                                + " an INT64 column to the last digit",
                        ANY));
    }

    private static ScalarFunction text(String name, String summary, Parameter... parameters) {
        return define(name, TEXT, Nulls.STRICT, summary, parameters);
    }

    private static ScalarFunction number(String name, String summary, Parameter... parameters) {
        return define(name, NUMBER, Nulls.STRICT, summary, parameters);
    }

    private static ScalarFunction truth(String name, String summary, Parameter... parameters) {
        return define(name, TRUTH, Nulls.STRICT, summary, parameters);
    }
}
