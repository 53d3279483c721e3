// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Document;

/**
 * The categories of a column that have no cell of their own, each with its count, as long as they are no more than
 * {@value #LIMIT}; beyond that, only the number of their rows. Immutable; sums do not depend on the order.
 *
 * <p>A test needs them one by one: all categories that a reference happens not to have, taken as one cell, are always
 * empty in the reference and never in the current data, drift or none.
 *
 * @param counts by category, none if there were too many
 * @param rows the number of rows that hold any of them
 */
public record OtherCategories(SortedMap<String, Long> counts, long rows) {

    /** More categories than this are identifiers, of which single ones say nothing. */
    public static final int LIMIT = 1_000;

    /** No other categories. */
    public static final OtherCategories NONE = new OtherCategories(new TreeMap<>(), 0);

    /** Copies the counts and drops them if they are too many. */
    public OtherCategories {
        counts = Collections.unmodifiableSortedMap(counts.size() > LIMIT ? new TreeMap<>() : new TreeMap<>(counts));
    }

    /** {@return the categories whose {@link #toDocument()} this is} */
    public static OtherCategories from(Document document) {
        TreeMap<String, Long> counts = new TreeMap<>();
        document.get("counts").fields().forEach((category, count) -> counts.put(category, count.whole()));
        return new OtherCategories(counts, document.get("rows").whole());
    }

    /** {@return whether every category is counted for itself} */
    public boolean complete() {
        return rows == 0 || !counts.isEmpty();
    }

    /** {@return the categories of both} */
    public OtherCategories plus(OtherCategories other) {
        TreeMap<String, Long> sums = new TreeMap<>();
        if (complete() && other.complete()) {
            sums.putAll(counts);
            other.counts.forEach((category, count) -> sums.merge(category, count, Long::sum));
        }
        return new OtherCategories(sums, rows + other.rows);
    }

    /** {@return the form in which categories are stored} */
    public Document toDocument() {
        TreeMap<String, Document> fields = new TreeMap<>();
        counts.forEach((category, count) -> fields.put(category, Document.of(count)));
        return Document.object().with("counts", Document.object(fields)).with("rows", rows);
    }
}
