// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/** How long the texts of a run may be. */
final class TextLimits {

    private static final int TAG_CHARACTERS = 8_000;
    private static final int NOTE_CHARACTERS = 8_000;
    private static final int FAILURE_CHARACTERS = 8_000;

    private TextLimits() {}

    /** {@return the tags, which keep the rule of keys and the limit} */
    static Map<String, String> tags(Map<String, String> tags) {
        tags.forEach((key, value) -> requireAtMost(TAG_CHARACTERS, "tag '" + Name.requireKey("tag", key) + "'", value));
        return tags;
    }

    /** {@return the note, which keeps the limit} */
    static String note(String run, String markdown) {
        requireAtMost(NOTE_CHARACTERS, "the note of run '" + run + "'", markdown);
        return markdown;
    }

    /** {@return the reason of a failure, cut if it is too long: an end must not fail for its reason} */
    static @Nullable String failure(@Nullable String failure) {
        return failure == null || failure.length() <= FAILURE_CHARACTERS
                ? failure
                : failure.substring(0, FAILURE_CHARACTERS);
    }

    private static void requireAtMost(int characters, String what, String text) {
        if (text.length() > characters) {
            throw new InvalidException(what + " has " + text.length() + " characters, at most " + characters
                    + " are allowed; store longer texts as artifact");
        }
    }
}
