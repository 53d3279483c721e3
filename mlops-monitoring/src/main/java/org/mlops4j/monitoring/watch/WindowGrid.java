// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mlops4j.data.Times;

/**
 * Windows of one length that begin a step apart, counted from an instant. A local day that lasts 23 hours is none of
 * its business.
 *
 * @param length of a window
 * @param step from the beginning of one to that of the next; less than the length if they overlap
 * @param origin where one of them begins
 */
record WindowGrid(Duration length, Duration step, Instant origin) implements WindowFinder {

    WindowGrid {
        requireNonNull(length, "length");
        requireNonNull(step, "step");
        requireNonNull(origin, "origin");
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a window must be longer than nothing, was " + length);
        }
        if (step.isNegative() || step.isZero() || step.compareTo(length) > 0) {
            throw new IllegalArgumentException(
                    "windows of " + length + " begin a step apart that is at most as long, was " + step);
        }
    }

    /** {@return the beginning of the first window that an instant lies in} */
    @Override
    public Instant first(Instant instant) {
        long offset = Math.subtractExact(Times.nanos(instant), Times.nanos(origin));
        // Overlapping windows that began earlier may still hold the instant.
        long sinceBegin = Math.floorMod(offset, step.toNanos());
        long earlier = (length.toNanos() - 1 - sinceBegin) / step.toNanos();
        return instant.minusNanos(sinceBegin + earlier * step.toNanos());
    }

    /** {@return the end of the window that begins there} */
    Instant end(Instant from) {
        return from.plus(length);
    }

    @Override
    public Optional<Stretch> find(Instant from, Instant complete) {
        Instant to = end(from);
        return to.isAfter(complete) ? Optional.empty() : Optional.of(new Stretch(from, to, to.minus(step), next(from)));
    }

    /** {@return the beginning of the window after the one that begins there} */
    Instant next(Instant from) {
        return from.plus(step);
    }
}
