// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.data.Document;

/**
 * A time in which triggers start nothing, each time a schedule says so: such as 62 hours from Friday evening on.
 *
 * @param from when it begins
 * @param length how long it lasts
 */
public record Freeze(Schedule from, Duration length) {

    /** Checks the length. */
    public Freeze {
        requireNonNull(from, "from");
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a freeze takes some time, was " + length);
        }
    }

    /** {@return whether an instant lies in it; its end does not} */
    public boolean holds(Instant instant) {
        return from.next(instant.minus(length))
                .filter(begin -> !begin.isAfter(instant))
                .isPresent();
    }

    /** {@return the freeze whose {@link #toDocument()} this is} */
    public static Freeze from(Document document) {
        return new Freeze(
                Schedule.from(document.get("from")),
                Duration.parse(document.get("length").text()));
    }

    /** {@return the form in which freezes are stored} */
    public Document toDocument() {
        return Document.object().with("from", from.toDocument()).with("length", length.toString());
    }
}
