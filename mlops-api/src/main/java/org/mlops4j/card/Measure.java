// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.card;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * How good a model was, on all data or on a part of them.
 *
 * @param metric what was measured, such as {@code auc}, by the rule of {@link Name#requireKey}
 * @param slice the part of the data, in words such as {@code carrier AA}; {@code null} for all
 * @param value the value
 * @param interval where the true value is thought to lie, or {@code null} if nobody said
 */
public record Measure(
        String metric,
        @Nullable String slice,
        double value,
        @Nullable Interval interval) {

    /** Checks the name. */
    public Measure {
        Name.requireKey("metric", metric);
    }

    /** {@return a measure on all data} */
    public static Measure of(String metric, double value) {
        return new Measure(metric, null, value, null);
    }

    /** {@return this measure, of a part of the data} */
    public Measure on(String part) {
        return new Measure(metric, part, value, interval);
    }

    /** {@return this measure with an interval in which the true value is thought to lie, such as one of 95 %} */
    public Measure within(double low, double high) {
        return new Measure(metric, slice, value, new Interval(low, high));
    }

    /** {@return the part of the data, if it was not all} */
    public Optional<String> findSlice() {
        return Optional.ofNullable(slice);
    }

    /** {@return the interval, if there is one} */
    public Optional<Interval> findInterval() {
        return Optional.ofNullable(interval);
    }

    static Measure from(Document document) {
        return new Measure(
                document.get("metric").text(),
                document.find("slice").map(Document::text).orElse(null),
                document.get("value").number(),
                document.find("low")
                        .map(low ->
                                new Interval(low.number(), document.get("high").number()))
                        .orElse(null));
    }

    Document toDocument() {
        Document.Fields document =
                Document.object().with("metric", metric).with("value", value).withOptional("slice", slice);
        return interval == null
                ? document
                : document.with("low", interval.low()).with("high", interval.high());
    }

    /**
     * An interval.
     *
     * @param low its least value
     * @param high its greatest value
     */
    public record Interval(double low, double high) {

        /** Checks that there is something in between; NaN is refused. */
        public Interval {
            if (!(low <= high)) {
                throw new InvalidException("an interval goes from low to high, not from " + low + " to " + high);
            }
        }
    }
}
