// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.mlops4j.features.Function;

/**
 * The state of one aggregation over a set of events: the one algebra of training and serving. Not thread-safe.
 *
 * <p>Laws, for any events: {@link #clear} gives the identity of {@link #merge}; the result depends on the set only, not
 * on the order of {@link #add} or the tree of {@link #merge}; {@link #remove} takes back the events of the least event
 * time; {@link #read} of what {@link #write} wrote gives an equal state.
 */
public sealed interface Accumulator
        permits BestValues,
                BoundCounts,
                BoundedDistinct,
                Correlation,
                Count,
                DecayedSum,
                DistinctSketch,
                ExtremeValue,
                Latest,
                Moments,
                NewestEvents,
                OrderedEvents,
                QuantileSketch,
                Ratio,
                Sum,
                ValueCounts {

    /**
     * Adds an event with a value that is not null.
     *
     * @param second the other value of a function of two; of one, the value once more
     */
    void add(long eventTime, long availableAt, double value, double second);

    /**
     * Takes back an event that was added. Events are taken back in the order of event time, oldest first, so that
     * functions without an inverse can do it as well.
     */
    void remove(long eventTime, long availableAt, double value, double second);

    /**
     * Takes back an event that was added, whatever its age, for the next result and events that are added after it.
     *
     * @return whether it could be done; if not, the state is good for nothing but {@link #clear}
     */
    default boolean takeBack(long eventTime, long availableAt, double value, double second) {
        remove(eventTime, availableAt, value, second);
        return true;
    }

    /** {@return whether nothing but the newest event counts} */
    default boolean isOfNewest() {
        return false;
    }

    /** {@return whether it holds all of its events, so that it takes as much room as they do} */
    default boolean holdsEvents() {
        return false;
    }

    /** Adds all events of another state of the same function. */
    void merge(Accumulator other);

    /** Becomes equal to another state of the same function; allocates only while growing. */
    void copyFrom(Accumulator other);

    /** Forgets all events. */
    void clear();

    /** Writes the state, without the function. */
    void write(DataOutput out) throws IOException;

    /**
     * Becomes the state that was written of the same function.
     *
     * @throws org.mlops4j.error.CorruptException if it is none
     */
    void read(DataInput in) throws IOException;

    /** {@return whether a result depends on the time beside the events} */
    default boolean dependsOnTime() {
        return false;
    }

    /** {@return the first number at a time in nanoseconds since the epoch; NaN if it is missing} */
    double result(long time);

    /** Puts all numbers at a time into an array from an index on. */
    default void results(long time, double[] out, int at) {
        out[at] = result(time);
    }

    /**
     * {@return an empty state of a function from which events leave}
     *
     * @param seconds the length of the window
     */
    static Accumulator windowed(Function function, double seconds) {
        if (function instanceof Function.Quantile quantile) {
            return new QuantileSketch(quantile);
        } else if (function instanceof Function.Histogram histogram) {
            return new BoundCounts(histogram);
        } else if (function instanceof Function.Distinct distinct) {
            return new BoundedDistinct(distinct);
        } else if (function instanceof Function.Selection selection) {
            return switch (selection.order()) {
                case FIRST, LAST -> OrderedEvents.sliding(selection);
                case TOP, BOTTOM -> new ValueCounts(selection);
            };
        } else if (function instanceof Function.Decayed decayed) {
            return new DecayedSum(decayed);
        } else if (function instanceof Function.OfTwo ofTwo) {
            return switch (ofTwo) {
                case RATIO -> new Ratio();
                case CORRELATION -> new Correlation();
            };
        }
        return switch ((Function.Statistic) function) {
            case COUNT -> new Count(1);
            case RATE -> new Count(seconds);
            case SUM, MEAN -> new Sum(function);
            case MIN, MAX -> ExtremeValue.sliding(function);
            case LAST, TIME_SINCE_LAST -> new Latest(function);
            case FIRST, STREAK -> OrderedEvents.sliding(function);
            case VARIANCE, SAMPLE_VARIANCE, STDDEV, SAMPLE_STDDEV, SKEWNESS, KURTOSIS ->
                new Moments((Function.Statistic) function);
            case DISTINCT, MODE, ENTROPY -> new ValueCounts(function);
            case APPROXIMATE_DISTINCT -> DistinctSketch.sliding();
        };
    }

    /** {@return an empty state of a function over a lifetime, from which nothing is removed} */
    static Accumulator lifetime(Function function) {
        if (function == Function.Statistic.MIN || function == Function.Statistic.MAX) {
            return ExtremeValue.lifetime(function);
        } else if (function == Function.Statistic.APPROXIMATE_DISTINCT) {
            return DistinctSketch.lifetime();
        } else if (function == Function.Statistic.FIRST || function == Function.Statistic.STREAK) {
            return OrderedEvents.lifetime(function);
        } else if (function instanceof Function.Selection selection) {
            return switch (selection.order()) {
                case FIRST, LAST -> OrderedEvents.lifetime(selection);
                case TOP, BOTTOM -> new BestValues(selection);
            };
        }
        return windowed(function, Double.NaN);
    }
}
