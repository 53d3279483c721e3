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
 * Which event times count at an instant t: those of a half-open interval that moves with t. Immutable.
 *
 * <pre>{@code
 * sliding(3 h)            [t - 3 h, t)
 * tumbling(1 h)           [b - 1 h, b)     b: the last full hour at or before t
 * hopping(3 h, every 1 h) [b - 3 h, b)
 * }</pre>
 */
public sealed interface Window {

    /** {@return how long the interval is} */
    Duration length();

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
     * {@return the window whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Window from(Document document) {
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

    /**
     * The last time before t.
     *
     * @param length how far back
     */
    record Sliding(Duration length) implements Window {
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
    record Hopping(Duration length, Duration every, Instant alignedTo) implements Window {
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
}
