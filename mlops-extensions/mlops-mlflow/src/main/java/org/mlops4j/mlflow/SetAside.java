// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.data.Document;

/**
 * Something that a server fails at while it takes the rest. It is tried again later, each time after twice the pause.
 *
 * @param what is set aside: {@code run late-flights-12}, {@code version late-flights/3} or an alias
 * @param reason what the server said last
 * @param attempts how often it was tried
 * @param next not before that it is tried again
 */
public record SetAside(String what, String reason, int attempts, Instant next) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 12;

    /** Checks that nothing is missing. */
    public SetAside {
        requireNonNull(what, "what");
        requireNonNull(reason, "reason");
        requireNonNull(next, "next");
    }

    /** {@return something after so many attempts} */
    static SetAside after(String what, String reason, int attempts, Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return new SetAside(
                what, reason, attempts, now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    static SetAside from(Document document) {
        return new SetAside(
                document.get("what").text(),
                document.get("reason").text(),
                Math.toIntExact(document.get("attempts").whole()),
                document.get("next").instant());
    }

    Document toDocument() {
        return Document.object()
                .with("what", what)
                .with("reason", reason)
                .with("attempts", attempts)
                .with("next", next);
    }
}
