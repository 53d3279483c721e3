// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;

/**
 * What is known about one column of some data that no reference has fixed bins for. Immutable; adds up in any order to
 * the bits of the whole.
 *
 * @param counted everything but the distribution: counts, moments, categories, content; its numbers are in one cell
 * @param quantiles the distribution of the finite numbers; none if the column holds categories
 */
public record ColumnSketch(ColumnProfile counted, QuantileSketch quantiles) {

    /** Checks that the parts are there. */
    public ColumnSketch {
        requireNonNull(counted, "counted");
        requireNonNull(quantiles, "quantiles");
    }

    static ColumnSketch of(String name, Column column) {
        boolean numeric = ColumnProfile.isNumeric(column);
        return new ColumnSketch(
                new ColumnCounter(name, bins(column, numeric)).addAll(column).snapshot(),
                numeric ? QuantileSketch.of(ColumnProfile.numbers(column)) : QuantileSketch.NONE);
    }

    /** {@return the sketch whose {@link #toDocument()} this is} */
    static ColumnSketch from(Document document) {
        return new ColumnSketch(
                ColumnProfile.from(document.get("counted")), QuantileSketch.from(document.get("quantiles")));
    }

    /** {@return the name of the column} */
    public String name() {
        return counted.name();
    }

    /**
     * {@return the sketch of the rows of both}
     *
     * @throws org.mlops4j.error.IncompatibleException if one holds numbers and the other categories, or the names
     *     differ
     */
    public ColumnSketch plus(ColumnSketch other) {
        return new ColumnSketch(counted.plus(other.counted), quantiles.plus(other.quantiles));
    }

    /** {@return the profile of these rows, which fixes bins for others} */
    ColumnProfile reference() {
        if (counted.numeric()) {
            return with(infinite(quantiles.histogram(ReferenceProfile.CELLS)), OtherCategories.NONE);
        }
        List<FrequentValue> known = counted.frequent(ReferenceProfile.KEPT_CATEGORIES);
        if (known.isEmpty()
                || !((CategoryBins) counted.histogram().bins()).categories().isEmpty()) {
            return counted;
        }
        List<Long> counts =
                new ArrayList<>(known.stream().map(FrequentValue::rows).toList());
        counts.add(0L);
        CategoryBins bins =
                CategoryBins.of(known.stream().map(FrequentValue::category).toList());
        return with(new Histogram(bins, counts), OtherCategories.NONE);
    }

    Document toDocument() {
        return Document.object().with("counted", counted.toDocument()).with("quantiles", quantiles.toDocument());
    }

    /** Infinite numbers are in no bucket, but in the outer cells. */
    private Histogram infinite(Histogram finite) {
        long[] counts = finite.toArray();
        counts[0] += counted.tally().negativeInfinities();
        counts[counts.length - 1] += counted.tally().positiveInfinities();
        List<Long> all = new ArrayList<>();
        for (long count : counts) {
            all.add(count);
        }
        return new Histogram(finite.bins(), all);
    }

    private ColumnProfile with(Histogram histogram, OtherCategories others) {
        return new ColumnProfile(
                counted.name(),
                counted.tally(),
                histogram,
                counted.moments(),
                SortedValues.NONE,
                others,
                counted.content());
    }

    private static Bins bins(Column column, boolean numeric) {
        if (numeric) {
            return QuantileBins.of(SortedValues.NONE, 1);
        }
        return CategoryBins.of(column instanceof BooleanColumn ? List.of("false", "true") : List.of());
    }
}
