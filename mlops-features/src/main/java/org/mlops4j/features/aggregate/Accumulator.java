// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import org.mlops4j.features.Aggregation.Function;

/**
 * The state of one aggregation over a set of events: the one algebra of training and serving. Not thread-safe.
 *
 * <p>Laws, for any events: {@link #clear} gives the identity of {@link #merge}; the result depends on the set only, not
 * on the order of {@link #add} or the tree of {@link #merge}; {@link #remove} takes back the events of the least event
 * time.
 */
public sealed interface Accumulator permits Count, ExtremeValue, Latest, Sum {

    /** Adds an event with a value that is not null. */
    void add(long eventTime, long availableAt, double value);

    /**
     * Takes back an event. Events are taken back in the order of event time, oldest first, so that functions without an
     * inverse can do it as well.
     */
    void remove(long eventTime, double value);

    /** Adds all events of another state of the same function. */
    void merge(Accumulator other);

    /** Becomes equal to another state of the same function; allocates only while growing. */
    void copyFrom(Accumulator other);

    /** Forgets all events. */
    void clear();

    /** {@return the value at a time in nanoseconds since the epoch; NaN if it is missing} */
    double result(long time);

    /** {@return an empty state of a function over a window} */
    static Accumulator windowed(Function function) {
        return switch (function) {
            case COUNT -> new Count();
            case SUM, MEAN -> new Sum(function);
            case MIN, MAX -> ExtremeValue.sliding(function);
            case LAST, TIME_SINCE_LAST -> new Latest(function);
        };
    }

    /** {@return an empty state of a function over a lifetime, from which nothing is removed} */
    static Accumulator lifetime(Function function) {
        return switch (function) {
            case MIN, MAX -> ExtremeValue.lifetime(function);
            default -> windowed(function);
        };
    }
}
