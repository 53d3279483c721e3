// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import org.mlops4j.data.Document;

/**
 * All points of a metric in a few numbers. NaN values are counted, and count for {@code first} and {@code last} only;
 * minimum, maximum and mean are NaN if there is no other value.
 *
 * @param count how many points
 * @param first the value of the least (step, time)
 * @param last the value of the greatest (step, time)
 * @param min the smallest value
 * @param minStep its first step
 * @param max the greatest value
 * @param maxStep its first step
 * @param mean the arithmetic mean
 */
public record MetricSummary(
        long count, double first, double last, double min, long minStep, double max, long maxStep, double mean) {

    /** {@return the summary whose {@link #toDocument()} this is} */
    public static MetricSummary from(Document document) {
        return new MetricSummary(
                document.get("count").whole(),
                document.get("first").number(),
                document.get("last").number(),
                document.get("min").number(),
                document.get("min_step").whole(),
                document.get("max").number(),
                document.get("max_step").whole(),
                document.get("mean").number());
    }

    /** {@return the form in which summaries are stored} */
    public Document toDocument() {
        return Document.object()
                .with("count", count)
                .with("first", first)
                .with("last", last)
                .with("min", min)
                .with("min_step", minStep)
                .with("max", max)
                .with("max_step", maxStep)
                .with("mean", mean);
    }
}
