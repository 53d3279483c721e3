// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * When a model that fails is left alone: after so many failures in a row it rests, and nobody asks it. The fallback
 * answers, or the caller gets a {@link org.mlops4j.error.RejectedException} at once. When its time is over, one request
 * tries it again.
 *
 * @param failures how many in a row; 1 at least. Requests that do not fit, and calls that are too many, are none
 * @param rest how long it rests, a millisecond at least
 */
public record Breaker(int failures, Duration rest) {

    /** Ten failures, ten seconds: what a model has that nothing else is said of. */
    public static final Breaker STANDARD = new Breaker(10, Duration.ofSeconds(10));

    /** Checks the numbers. */
    public Breaker {
        requireNonNull(rest, "rest");
        if (failures < 1) {
            throw new InvalidException("a model rests after a failure or more, not after " + failures);
        }
        if (rest.compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidException("a model rests for a millisecond at least, not for " + rest);
        }
    }

    /** {@return the breaker whose {@link #toDocument()} this is} */
    public static Breaker from(Document document) {
        return new Breaker(
                Math.toIntExact(document.get("failures").whole()),
                Duration.ofNanos(document.get("rest_nanos").whole()));
    }

    /** {@return the form in which breakers are stored} */
    public Document toDocument() {
        return Document.object().with("failures", failures).with("rest_nanos", rest.toNanos());
    }
}
