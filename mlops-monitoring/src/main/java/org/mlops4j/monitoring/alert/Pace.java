// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.time.Duration;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;

/**
 * How often somebody is told. Immutable.
 *
 * @param coolDown the least time between the beginnings of two alerts
 * @param repeat how long an alert goes on before it is told again; zero if it is not
 * @param key what the rule tells about: while an alert of a key is active, no other begins; empty for a key of its own
 *     for each alert
 */
public record Pace(Duration coolDown, Duration repeat, String key) {

    /** Whenever a rule begins to hold, once. */
    static final Pace PLAIN = new Pace(Duration.ZERO, Duration.ZERO, "");

    /** Checks that no time is negative, and the key by the rule of {@link Name#requireKey}. */
    public Pace {
        requireNotNegative("cool-down", coolDown);
        requireNotNegative("time between reminders", repeat);
        if (!key.isEmpty()) {
            Name.requireKey("key", key);
        }
    }

    static Pace from(Document document) {
        return new Pace(
                Duration.parse(document.get("coolDown").text()),
                Duration.parse(document.find("repeat").map(Document::text).orElse("PT0S")),
                document.find("key").map(Document::text).orElse(""));
    }

    Pace coolDown(Duration other) {
        return new Pace(other, repeat, key);
    }

    Pace repeat(Duration other) {
        return new Pace(coolDown, other, key);
    }

    Pace key(String other) {
        return new Pace(coolDown, repeat, other);
    }

    Document.Fields addTo(Document.Fields rule) {
        return rule.with("coolDown", coolDown.toString())
                .withOptional("repeat", repeat.isZero() ? null : repeat.toString())
                .withOptional("key", key.isEmpty() ? null : key);
    }

    private static void requireNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the " + what + " must not be negative, was " + duration);
        }
    }
}
