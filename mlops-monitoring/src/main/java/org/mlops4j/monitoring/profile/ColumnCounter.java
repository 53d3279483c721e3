// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.IncompatibleException;

/**
 * Counts the values of one column into the bins of a reference. Adding a value allocates nothing, unless it is a
 * category that the reference does not have. Not thread-safe: give each thread its own and add up the snapshots.
 */
public final class ColumnCounter {

    private final String name;
    private final Bins bins;
    private final long[] counts;
    private final Map<String, Long> others = new HashMap<>();
    private final MomentsCounter numbers = new MomentsCounter();
    private final MomentsCounter lengths = new MomentsCounter();
    private final DistinctCounter distinct = new DistinctCounter();
    private final Map<String, Long> columns = new HashMap<>();
    private long singleNumbers;
    private long singleTexts;
    private long rows;
    private long nulls;
    private long nans;
    private long negativeInfinities;
    private long positiveInfinities;

    ColumnCounter(String name, Bins bins) {
        this.name = name;
        this.bins = bins;
        this.counts = new long[bins.size()];
    }

    /**
     * Counts a row that holds a number, as FLOAT64; NaN counts as missing.
     *
     * @throws IncompatibleException if the column holds categories
     */
    public void add(double value) {
        if (!(bins instanceof QuantileBins quantiles)) {
            throw misfit("a number");
        }
        singleNumbers++;
        count(quantiles, value);
    }

    /**
     * Counts a row that holds a category, or nothing.
     *
     * @throws IncompatibleException if the column holds numbers
     */
    public void add(@Nullable String category) {
        if (!(bins instanceof CategoryBins categories)) {
            throw misfit("a text");
        }
        if (category == null) {
            addNull();
        } else {
            singleTexts++;
            lengths.add(category.length());
            count(categories, categories.cell(category), category);
        }
    }

    /** Counts a row that holds nothing. */
    public void addNull() {
        rows++;
        nulls++;
    }

    /**
     * Counts all rows of a column.
     *
     * @return this
     * @throws IncompatibleException if the column holds numbers where the reference holds categories, or the other way
     *     round
     */
    public ColumnCounter addAll(Column column) {
        long before = rows - nulls;
        if (ColumnProfile.isNumeric(column) && bins instanceof QuantileBins quantiles) {
            addNumbers(column, quantiles);
        } else if (column instanceof StringColumn strings && bins instanceof CategoryBins categories) {
            addTexts(strings, categories);
        } else if (column instanceof BooleanColumn booleans && bins instanceof CategoryBins categories) {
            for (int row = 0; row < booleans.size(); row++) {
                if (booleans.isNull(row)) {
                    addNull();
                } else {
                    String category = String.valueOf(booleans.get(row));
                    count(categories, categories.cell(category), category);
                }
            }
        } else {
            throw misfit("a " + column.type().text());
        }
        if (rows - nulls > before) {
            columns.merge(column.type().text(), rows - nulls - before, Long::sum);
        }
        return this;
    }

    /** {@return what was counted so far; counting may go on} */
    public ColumnProfile snapshot() {
        List<Long> cells = new ArrayList<>(counts.length);
        for (long count : counts) {
            cells.add(count);
        }
        Tally tally = new Tally(rows, nulls, nans, negativeInfinities, positiveInfinities);
        return new ColumnProfile(
                name, tally, new Histogram(bins, cells), numbers.snapshot(), SortedValues.NONE, others(), content());
    }

    private OtherCategories others() {
        return bins instanceof CategoryBins
                ? new OtherCategories(new TreeMap<>(others), counts[counts.length - 1])
                : OtherCategories.NONE;
    }

    private Content content() {
        SortedMap<String, Long> types = new TreeMap<>(columns);
        if (singleNumbers > 0) {
            types.merge(DataType.FLOAT64.text(), singleNumbers, Long::sum);
        }
        if (singleTexts > 0) {
            types.merge(DataType.STRING.text(), singleTexts, Long::sum);
        }
        return new Content(types, distinct.snapshot(), lengths.snapshot());
    }

    private void count(QuantileBins quantiles, double value) {
        rows++;
        if (Double.isNaN(value)) {
            nans++;
            return;
        }
        // Minus zero becomes zero, so that the order of the rows cannot show in the range.
        double number = value + 0.0;
        counts[quantiles.cell(number)]++;
        distinct.add(Hashes.of(number));
        if (Double.isInfinite(number)) {
            negativeInfinities += number < 0 ? 1 : 0;
            positiveInfinities += number > 0 ? 1 : 0;
        } else {
            numbers.add(number);
        }
    }

    private void count(CategoryBins categories, int cell, String category) {
        rows++;
        counts[cell]++;
        distinct.add(categories.hash(cell, category));
        // One more than the limit says for good that there were too many.
        if (cell == counts.length - 1 && (others.size() <= OtherCategories.LIMIT || others.containsKey(category))) {
            others.merge(category, 1L, Long::sum);
        }
    }

    /** Without a copy of the column, unless it holds vectors. */
    private void addNumbers(Column column, QuantileBins quantiles) {
        if (column instanceof DoubleColumn doubles) {
            for (int row = 0; row < doubles.size(); row++) {
                double value = doubles.get(row);
                if (Double.isNaN(value) && doubles.isNull(row)) {
                    addNull();
                } else {
                    count(quantiles, value);
                }
            }
        } else if (column instanceof LongColumn longs) {
            for (int row = 0; row < longs.size(); row++) {
                if (longs.isNull(row)) {
                    addNull();
                } else {
                    count(quantiles, (double) longs.get(row));
                }
            }
        } else if (column instanceof VectorColumn vectors) {
            addNumbers(Norms.of(vectors), quantiles);
        }
    }

    private void addTexts(StringColumn strings, CategoryBins categories) {
        int[] cells = new int[strings.dictionarySize()];
        for (int code = 0; code < cells.length; code++) {
            cells[code] = categories.cell(strings.word(code));
        }
        for (int row = 0; row < strings.size(); row++) {
            int code = strings.code(row);
            if (code < 0) {
                addNull();
            } else {
                String word = strings.word(code);
                lengths.add(word.length());
                count(categories, cells[code], word);
            }
        }
    }

    private IncompatibleException misfit(String what) {
        return new IncompatibleException("column '" + name + "' holds "
                + (bins instanceof QuantileBins ? "numbers" : "categories") + " in the reference, got " + what);
    }
}
