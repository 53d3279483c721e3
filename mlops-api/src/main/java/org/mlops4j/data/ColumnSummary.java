// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column are like. Range, mean and deviation are those of numbers, and of a timestamp the range;
 * other columns have none.
 *
 * @param nulls how many rows hold nothing
 * @param nans how many rows hold NaN
 * @param min the least number, whole for INT64, or the earliest time as ISO-8601 text, if there is one
 * @param max the greatest number or the latest time, if there is one
 * @param mean the mean of the finite numbers; NaN if there are none
 * @param deviation the standard deviation of the finite numbers, by one less than their count; NaN below two
 * @param distinct how many different values there are in rows that hold something, unless there are more than
 *     {@value #MOST_DISTINCT} or the type is VECTOR
 * @param frequent of texts and truth values the {@value #MOST_FREQUENT} most frequent of those that occur more than
 *     once, the most frequent first; empty if the different values were too many to count
 */
public record ColumnSummary(
        long nulls,
        long nans,
        @Nullable Document min,
        @Nullable Document max,
        double mean,
        double deviation,
        @Nullable Long distinct,
        List<Frequent> frequent) {

    /** Different values are counted up to so many. */
    public static final int MOST_DISTINCT = 1_000;

    /** So many frequent values are kept. */
    public static final int MOST_FREQUENT = 10;

    /** Copies the frequent values. */
    public ColumnSummary {
        frequent = List.copyOf(frequent);
    }

    /** {@return the summary whose {@link #toDocument()} this is} */
    public static ColumnSummary from(Document document) {
        return new ColumnSummary(
                document.get("nulls").whole(),
                document.get("nans").whole(),
                document.find("min").orElse(null),
                document.find("max").orElse(null),
                document.find("mean").map(Document::number).orElse(Double.NaN),
                document.find("deviation").map(Document::number).orElse(Double.NaN),
                document.find("distinct").map(Document::whole).orElse(null),
                document.find("frequent").map(items -> items.list()).orElse(List.of()).stream()
                        .map(Frequent::from)
                        .toList());
    }

    /** {@return the form in which summaries are stored; what is not known is left out} */
    public Document toDocument() {
        Document.Fields document = Document.object().with("nulls", nulls).with("nans", nans);
        if (min != null && max != null) {
            document = document.with("min", min).with("max", max);
        }
        if (!Double.isNaN(mean)) {
            document = document.with("mean", mean);
        }
        if (!Double.isNaN(deviation)) {
            document = document.with("deviation", deviation);
        }
        if (distinct != null) {
            document = document.with("distinct", distinct);
        }
        return frequent.isEmpty()
                ? document
                : document.with(
                        "frequent",
                        Document.list(
                                frequent.stream().map(Frequent::toDocument).toList()));
    }

    /** {@return the least number or time, if there is one} */
    public Optional<Document> findMin() {
        return Optional.ofNullable(min);
    }

    /** {@return the greatest number or time, if there is one} */
    public Optional<Document> findMax() {
        return Optional.ofNullable(max);
    }

    /** {@return how many different values there are, if they were not too many to count} */
    public OptionalLong findDistinct() {
        return distinct == null ? OptionalLong.empty() : OptionalLong.of(distinct);
    }

    /**
     * A value that occurs often.
     *
     * @param value its first 100 characters
     * @param count in how many rows
     */
    public record Frequent(String value, long count) {

        private static Frequent from(Document document) {
            return new Frequent(
                    document.get("value").text(), document.get("count").whole());
        }

        private Document toDocument() {
            return Document.object().with("value", value).with("count", count);
        }
    }
}
