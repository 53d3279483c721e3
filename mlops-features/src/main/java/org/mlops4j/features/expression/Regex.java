// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.mlops4j.error.InvalidException;

/** Regular expressions that are matched in time linear in the text, whatever the pattern. */
final class Regex {

    /** Longer patterns are refused: what a pattern is turned into grows with it. */
    private static final int MAX_PATTERN = 1_000;

    /** Repetitions that are counted are written out, those in others multiplied. */
    private static final int MAX_REPETITIONS = 1_000;

    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

    private Regex() {}

    static Kernel.Text1 find(String pattern) {
        Pattern compiled = compile(pattern);
        return a -> Kernel.truth(compiled.matcher(a).find());
    }

    /**
     * {@return what gives the first occurrence of a group}
     *
     * @param group 0 for the whole pattern
     */
    static Kernel.TextOfText1 extract(String pattern, int group) {
        Pattern compiled = compile(pattern);
        if (group > compiled.groupCount()) {
            throw new InvalidException("the pattern '" + pattern + "' has " + compiled.groupCount()
                    + " groups, so there is no group " + group);
        }
        return a -> {
            Matcher matcher = compiled.matcher(a);
            return matcher.find() ? matcher.group(group) : null;
        };
    }

    private static Pattern compile(String pattern) {
        if (pattern.length() > MAX_PATTERN) {
            throw new InvalidException("a pattern has at most " + MAX_PATTERN + " characters, not " + pattern.length());
        }
        refuseManyRepetitions(pattern);
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new InvalidException(
                    "'" + pattern + "' is no pattern: " + e.getDescription()
                            + "; patterns have the syntax of RE2, without references back and look-around",
                    e);
        }
    }

    private static void refuseManyRepetitions(String pattern) {
        double all = 1;
        for (Matcher count = REPETITION.matcher(pattern); count.find(); ) {
            String most = count.group(2) == null || count.group(2).isEmpty() ? count.group(1) : count.group(2);
            all *= Math.max(1, Double.parseDouble(most));
        }
        if (all > MAX_REPETITIONS) {
            throw new InvalidException("the numbers of repetitions in the pattern '" + pattern
                    + "' multiply to more than " + MAX_REPETITIONS);
        }
    }
}
