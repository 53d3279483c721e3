// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.time.Duration;
import java.util.Optional;
import org.mlops4j.data.Times;
import org.mlops4j.features.Window;

/**
 * Which event times a window holds at an instant, in nanoseconds since the epoch: those from {@link #lower} to before
 * {@link #upper}. Neither ever goes back as time goes on.
 *
 * @param length of the window
 * @param every how far the ends lie apart, 0 if the window ends now
 * @param alignment an end, modulo {@code every}
 * @param ttl how long events live, {@link Long#MAX_VALUE} for ever
 * @param now 1 if an event at the very end counts and one at the very beginning does not, 0 if it is the other way
 */
record Bounds(long length, long every, long alignment, long ttl, long now) {

    static Bounds of(Window window, Optional<Duration> ttl, long now) {
        long lives = ttl.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        if (window instanceof Window.Hopping hopping) {
            long every = hopping.every().toNanos();
            return new Bounds(
                    hopping.length().toNanos(),
                    every,
                    Math.floorMod(Times.nanos(hopping.alignedTo()), every),
                    lives,
                    now);
        }
        // A sliding window and a time to live say the same: the shorter one holds.
        long length = window instanceof Window.Session session
                ? session.atMost().toNanos()
                : ((Window.Sliding) window).length().toNanos();
        return new Bounds(Math.min(length, lives), 0, 0, Long.MAX_VALUE, now);
    }

    /** {@return the least event time that counts} */
    long lower(long time) {
        long lower = minus(end(time), length);
        return Math.max(lower, ttl == Long.MAX_VALUE ? Long.MIN_VALUE : minus(time, ttl)) + now;
    }

    /** {@return the least event time that does not count yet} */
    long upper(long time) {
        long end = end(time);
        return end == Long.MAX_VALUE ? end : end + now;
    }

    /** {@return how long before a time the least event time lies that counts, at most} */
    long reach() {
        return Math.min(plus(length, every), ttl);
    }

    /** {@return the first instant at which an event time counts no longer, {@link Long#MAX_VALUE} if there is none} */
    long leaves(long eventTime) {
        long byEnd = end(eventTime, length + 1 - now);
        return ttl == Long.MAX_VALUE ? byEnd : Math.min(byEnd, plus(eventTime, ttl + 1 - now));
    }

    /** {@return the first instant at which an event time counts, {@link Long#MAX_VALUE} if there is none} */
    long enters(long eventTime) {
        return end(eventTime, 1 - now);
    }

    /** {@return the first end of the window that lies so long or longer behind an event time} */
    private long end(long eventTime, long after) {
        long least = plus(eventTime, after);
        if (every == 0 || least == Long.MAX_VALUE) {
            return least;
        }
        return plus(least, Math.floorMod(alignment - Math.floorMod(least, every), every));
    }

    private static long plus(long time, long nanos) {
        return time > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : time + nanos;
    }

    private long end(long time) {
        if (every == 0) {
            return time;
        }
        return minus(time, Math.floorMod(Math.floorMod(time, every) - alignment, every));
    }

    private static long minus(long time, long nanos) {
        long earlier = time - nanos;
        return earlier > time ? Long.MIN_VALUE : earlier;
    }
}
