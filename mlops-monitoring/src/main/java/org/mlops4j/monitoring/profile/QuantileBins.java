// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.Arrays;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * Cells between quantiles of a reference. Cell {@code i} holds the values above edge {@code i - 1} up to and including
 * edge {@code i}; the outer cells are open, so every number, infinite ones too, has exactly one cell. Equal values
 * never part. A reference of few distinct values has one cell for each; a constant one has cells below, at and above
 * its value.
 */
public final class QuantileBins implements Bins {

    private final double[] edges;
    private final CellIndex index;

    private QuantileBins(double[] edges) {
        this.edges = edges;
        this.index = new CellIndex(edges);
    }

    /**
     * {@return bins of about equal counts}
     *
     * @param reference the values; may be empty, which gives one cell
     * @param cells how many cells, at least 1; fewer if values tie
     */
    public static QuantileBins of(SortedValues reference, int cells) {
        if (cells < 1) {
            throw new IllegalArgumentException("cells must be at least 1, was " + cells);
        }
        double[] candidates = distinct(reference, cells);
        int n = reference.size();
        if (candidates.length > cells) {
            candidates = new double[cells];
            for (int i = 1; i <= cells; i++) {
                candidates[i - 1] = reference.get((int) (((long) n * i + cells - 1) / cells) - 1);
            }
            candidates = distinctOf(candidates);
        }
        if (candidates.length == 1 && Double.isFinite(candidates[0])) {
            return new QuantileBins(new double[] {Math.nextDown(candidates[0]), candidates[0]});
        }
        boolean endsAtMax = candidates.length > 0 && candidates[candidates.length - 1] == reference.get(n - 1);
        return new QuantileBins(Arrays.copyOf(candidates, candidates.length - (endsAtMax ? 1 : 0)));
    }

    static QuantileBins from(Document document) {
        return ofEdges(document.get("edges").list().stream()
                .mapToDouble(Document::number)
                .toArray());
    }

    static QuantileBins ofEdges(double[] edges) {
        for (int i = 0; i < edges.length; i++) {
            if (Double.isNaN(edges[i]) || (i > 0 && !(edges[i - 1] < edges[i]))) {
                throw new InvalidException("edges of bins must ascend, found " + Arrays.toString(edges));
            }
        }
        return new QuantileBins(edges);
    }

    /** {@return the cell of a number; NaN has none and must not be asked for} */
    public int cell(double value) {
        return index.cell(value);
    }

    /** {@return how many of the numbers are in each cell; NaN is in none. Costs some four nanoseconds a number} */
    public long[] count(double... numbers) {
        long[] counts = new long[size()];
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                counts[index.cell(number)]++;
            }
        }
        return counts;
    }

    /** {@return the inner edges, ascending, as a fresh array; one less than there are cells} */
    public double[] edges() {
        return edges.clone();
    }

    @Override
    public int size() {
        return edges.length + 1;
    }

    @Override
    public String label(int cell) {
        if (edges.length == 0) {
            return "all";
        } else if (cell == edges.length) {
            return "> " + edges[cell - 1];
        }
        return "≤ " + edges[cell];
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with(
                        "edges",
                        Document.list(
                                Arrays.stream(edges).mapToObj(Document::of).toList()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileBins bins && Arrays.equals(bins.edges, edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        return "QuantileBins" + Arrays.toString(edges);
    }

    /** {@return the distinct values, but no more than one above the limit} */
    private static double[] distinct(SortedValues sorted, int limit) {
        double[] found = new double[limit + 1];
        int count = 0;
        for (int i = 0; i < sorted.size() && count <= limit; i++) {
            if (i == 0 || sorted.get(i) != sorted.get(i - 1)) {
                found[count++] = sorted.get(i);
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static double[] distinctOf(double[] sorted) {
        return Arrays.stream(sorted).distinct().toArray();
    }
}
