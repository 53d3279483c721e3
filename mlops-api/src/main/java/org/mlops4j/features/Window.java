// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;

/**
 * Which events count at an instant t: those of a half-open interval that moves with t, or the newest ones. Immutable.
 *
 * <pre>{@code
 * sliding(3 h)            [t - 3 h, t)
 * tumbling(1 h)           [b - 1 h, b)     b: the last full hour at or before t
 * hopping(3 h, every 1 h) [b - 3 h, b)
 * last(10)                the newest ten before t
 * session(30 min, 1 d)    the newest one before t and those that lie before it without a gap of more than 30 min
 * }</pre>
 */
public sealed interface Window {

    /** {@return the form in which windows are stored} */
    Document toDocument();

    /**
     * {@return the interval that ends at t itself and moves with it, to the nanosecond}
     *
     * @throws InvalidException if the length is not positive or longer than 292 years
     */
    static Window sliding(Duration length) {
        return new Sliding(length);
    }

    /**
     * {@return intervals side by side, of which the last one that is over counts} They begin at the epoch.
     *
     * @throws InvalidException if the length is not positive or longer than 292 years
     */
    static Window tumbling(Duration length) {
        return new Hopping(length, length, Instant.EPOCH);
    }

    /**
     * {@return intervals of a length, one of which ends every so often, of which the last one that is over counts} One
     * of them ends at the epoch.
     *
     * @throws InvalidException if the length or the step is not positive or longer than 292 years
     */
    static Window hopping(Duration length, Duration every) {
        return new Hopping(length, every, Instant.EPOCH);
    }

    /**
     * {@return the newest events, so many at most} Of those that count for the aggregation: whose filter is true and
     * whose input is not null. Ties are in the order of {@link Function}.
     *
     * @throws InvalidException if the number is not from 1 to {@value Last#MOST}
     */
    static Window last(int events) {
        return new Last(events);
    }

    /**
     * {@return the present session} The newest event, and going back from it all those that lie no further than the gap
     * before the next one. No event, if the newest lies further than the gap before t. A late event may join two
     * sessions.
     *
     * @param gap the longest time between two events of a session
     * @param atMost how long a session is at most: older events than that never count
     * @throws InvalidException if either is not positive or longer than 292 years
     */
    static Window session(Duration gap, Duration atMost) {
        return new Session(gap, atMost);
    }

    /**
     * {@return the window whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Window from(Document document) {
        if (document.find("events").isPresent()) {
            return new Last(Math.toIntExact(Math.min(document.get("events").whole(), Integer.MAX_VALUE)));
        } else if (document.find("gap_nanos").isPresent()) {
            return new Session(
                    Duration.ofNanos(document.get("gap_nanos").whole()),
                    Duration.ofNanos(document.get("at_most_nanos").whole()));
        }
        Duration length = Duration.ofNanos(document.get("length_nanos").whole());
        return document.find("every_nanos").isEmpty()
                ? new Sliding(length)
                : new Hopping(
                        length,
                        Duration.ofNanos(document.get("every_nanos").whole()),
                        Times.instant(document.get("aligned_to").whole()));
    }

    private static long nanos(Duration length) {
        return TimeSpans.positive("a window", length);
    }

    /** Events of an interval of fixed length. */
    sealed interface Interval extends Window {

        /** {@return how long the interval is} */
        Duration length();
    }

    /**
     * The last time before t.
     *
     * @param length how far back
     */
    record Sliding(Duration length) implements Interval {
        /** Checks the length. */
        public Sliding {
            nanos(length);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("length_nanos", nanos(length));
        }
    }

    /**
     * Intervals that end at fixed instants.
     *
     * @param length of each
     * @param every how far their ends lie apart
     * @param alignedTo an instant at which one of them ends
     */
    record Hopping(Duration length, Duration every, Instant alignedTo) implements Interval {
        /** Checks length and step. */
        public Hopping {
            nanos(length);
            nanos(every);
            requireNonNull(alignedTo, "alignedTo");
            Times.nanos(alignedTo);
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with("length_nanos", nanos(length))
                    .with("every_nanos", nanos(every))
                    .with("aligned_to", Times.nanos(alignedTo));
        }
    }

    /**
     * The newest events. A read costs as much as they are many.
     *
     * @param events how many at most
     */
    record Last(int events) implements Window {

        /** The greatest number of events. */
        public static final int MOST = 10_000;

        /** Checks the number. */
        public Last {
            if (events < 1 || events > MOST) {
                throw new InvalidException("a window of the last events has 1 to " + MOST + " of them, not " + events);
            }
        }

        @Override
        public Document toDocument() {
            return Document.object().with("events", events);
        }
    }

    /**
     * The present session. A read costs as many events as it has.
     *
     * @param gap the longest time between two events of a session
     * @param atMost how long a session is at most
     */
    record Session(Duration gap, Duration atMost) implements Window {
        /** Checks gap and length. */
        public Session {
            TimeSpans.positive("the gap of a session", gap);
            TimeSpans.positive("a session", atMost);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("gap_nanos", gap.toNanos()).with("at_most_nanos", atMost.toNanos());
        }
    }
}
