// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.time.Duration;
import org.mlops4j.error.InvalidException;

/** Spans of time that definitions hold in nanoseconds. */
final class TimeSpans {

    private TimeSpans() {}

    /**
     * {@return the nanoseconds of a span}
     *
     * @param what it is, for the message, such as {@code a window}
     * @throws InvalidException if it is not positive or longer than 292 years
     */
    static long positive(String what, Duration span) {
        try {
            long nanos = span.toNanos();
            if (nanos > 0) {
                return nanos;
            }
        } catch (ArithmeticException e) {
            throw new InvalidException(what + " is at most 292 years long, was " + span, e);
        }
        throw new InvalidException(what + " must be longer than nothing, was " + span);
    }
}
