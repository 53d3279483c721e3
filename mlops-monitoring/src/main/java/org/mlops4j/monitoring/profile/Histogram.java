// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * How many values fell into each cell. Immutable; sums of histograms are exact.
 *
 * @param bins the cells
 * @param counts one for each cell, not negative
 */
public record Histogram(Bins bins, List<Long> counts) {

    /** Checks that there is one count for each cell. */
    public Histogram {
        requireNonNull(bins, "bins");
        counts = List.copyOf(counts);
        if (counts.size() != bins.size() || counts.stream().anyMatch(count -> count < 0)) {
            throw new InvalidException(
                    "a histogram of " + bins.size() + " cells needs as many counts from 0, got " + counts);
        }
    }

    /** {@return the histogram whose {@link #toDocument()} this is} */
    public static Histogram from(Document document) {
        return new Histogram(
                Bins.from(document.get("bins")),
                document.get("counts").list().stream().map(Document::whole).toList());
    }

    /** {@return the number of values in a cell} */
    public long count(int cell) {
        return counts.get(cell);
    }

    /** {@return the number of values in all cells} */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** {@return the counts as a fresh array} */
    public long[] toArray() {
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * {@return the histogram of the values of both}
     *
     * @throws IncompatibleException if the cells are others
     */
    public Histogram plus(Histogram other) {
        if (!bins.equals(other.bins)) {
            throw new IncompatibleException("histograms of different bins cannot be added; count both into the bins of"
                    + " one reference: " + bins + " and " + other.bins);
        }
        List<Long> sums = new ArrayList<>();
        for (int cell = 0; cell < counts.size(); cell++) {
            sums.add(count(cell) + other.count(cell));
        }
        return new Histogram(bins, sums);
    }

    /** {@return the form in which histograms are stored} */
    public Document toDocument() {
        return Document.object()
                .with("bins", bins.toDocument())
                .with("counts", Document.list(counts.stream().map(Document::of).toList()));
    }
}
