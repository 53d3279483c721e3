// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Limits;

/** How long the texts of a run may be. */
final class TextLimits {

    private static final int FAILURE_CHARACTERS = 8_000;

    private TextLimits() {}

    /** {@return the tags, which keep the rule of keys and the limit} */
    static Map<String, String> tags(Limits limits, Map<String, String> tags) {
        tags.forEach((key, value) -> limits.requireTag("tag '" + limits.requireKey("tag", key) + "'", value));
        return tags;
    }

    /** {@return the note, which keeps the limit} */
    static String note(Limits limits, String run, String markdown) {
        return limits.requireTag("the note of run '" + run + "'", markdown);
    }

    /** {@return the reason of a failure, cut if it is too long: an end must not fail for its reason} */
    static @Nullable String failure(@Nullable String failure) {
        return failure == null || failure.length() <= FAILURE_CHARACTERS
                ? failure
                : failure.substring(0, FAILURE_CHARACTERS);
    }
}
