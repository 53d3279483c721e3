// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until a test moves it, back as well as forth, as the clocks of real machines do.
 * Thread-safe: each advance counts, and every thread sees the time that was set last.
 */
public final class VirtualClock implements InstantSource {

    private volatile Instant now;

    private VirtualClock(Instant start) {
        now = requireNonNull(start, "start");
    }

    /** {@return a clock that stands at a moment} */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(start);
    }

    /**
     * {@return a clock that stands at a moment, as in {@code 2026-03-01T12:00:00Z}}
     *
     * @throws java.time.format.DateTimeParseException if the text is no {@link Instant}
     */
    public static VirtualClock at(String start) {
        return at(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Sets the time. */
    public synchronized void set(Instant time) {
        now = requireNonNull(time, "time");
    }

    /**
     * Moves the time by a duration; a negative one moves it back.
     *
     * @return the time after that
     */
    public synchronized Instant advance(Duration by) {
        requireNonNull(by, "by");
        now = now.plus(by);
        return now;
    }
}
