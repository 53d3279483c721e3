// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * What is known about one column of some data: counts, moments, a histogram and, of a reference, the values. Immutable.
 * Profiles that share their bins add up, in any order, to the bits of the profile of all the data.
 *
 * @param name the column
 * @param tally rows and what is missing
 * @param histogram the values that are not missing, by cell
 * @param moments of the finite numbers; none if the column holds categories
 * @param values the numbers in order, or a sample of them, or none if they were not kept
 * @param others the categories that have no cell of their own
 * @param content what the values are like
 */
public record ColumnProfile(
        String name,
        Tally tally,
        Histogram histogram,
        Moments moments,
        SortedValues values,
        OtherCategories others,
        Content content) {

    /** Checks that the parts are there. */
    public ColumnProfile {
        requireNonNull(name, "name");
        requireNonNull(tally, "tally");
        requireNonNull(histogram, "histogram");
        requireNonNull(moments, "moments");
        requireNonNull(values, "values");
        requireNonNull(others, "others");
        requireNonNull(content, "content");
    }

    /** {@return the profile whose {@link #toDocument()} this is} */
    public static ColumnProfile from(Document document) {
        return new ColumnProfile(
                document.get("name").text(),
                Tally.from(document.get("tally")),
                Histogram.from(document.get("histogram")),
                Moments.from(document.get("moments")),
                document.find("values").map(SortedValues::from).orElse(SortedValues.NONE),
                OtherCategories.from(document.get("others")),
                document.find("content").map(Content::from).orElse(Content.NONE));
    }

    /** {@return whether the column holds numbers; else it holds categories} */
    public boolean numeric() {
        return histogram.bins() instanceof QuantileBins;
    }

    /** {@return whether both columns are counted into the same cells} */
    public boolean sharesBinsWith(ColumnProfile other) {
        return histogram.bins().equals(other.histogram.bins());
    }

    /** {@return whether the column holds numbers and the profile keeps them, all or a sample, or there are none} */
    public boolean keepsValues() {
        return numeric() && (values.size() > 0 || tally.present() == 0);
    }

    /**
     * {@return the most frequent categories with exact counts, most frequent first, then by name} Of a column of
     * numbers there are none. A category that is not among all of them stands in no more than {@link #unlistedRows}
     * rows.
     *
     * @param most how many at most
     */
    public List<FrequentValue> frequent(int most) {
        if (!(histogram.bins() instanceof CategoryBins bins)) {
            return List.of();
        }
        List<FrequentValue> found = new ArrayList<>();
        for (int cell = 0; cell < bins.categories().size(); cell++) {
            found.add(new FrequentValue(bins.categories().get(cell), histogram.count(cell)));
        }
        others.counts().forEach((category, count) -> found.add(new FrequentValue(category, count)));
        return found.stream()
                .filter(value -> value.rows() > 0)
                .sorted(Comparator.comparingLong(FrequentValue::rows).reversed().thenComparing(FrequentValue::category))
                .limit(most)
                .toList();
    }

    /** {@return how many rows hold categories of which only the sum is known; 0 unless there are too many of them} */
    public long unlistedRows() {
        return others.complete() ? 0 : others.rows();
    }

    /** {@return an empty counter of other data of this column into the same bins} */
    public ColumnCounter counter() {
        return new ColumnCounter(name, histogram.bins());
    }

    /**
     * {@return the profile of other data of this column, counted into the same bins, with all its values}
     *
     * @param column whole and real numbers and instants count as numbers, vectors as their Euclidean norms, truth
     *     values and texts as categories
     * @throws IncompatibleException if this profile holds numbers and the column categories, or the other way round
     */
    public ColumnProfile count(Column column) {
        ColumnProfile counted = counter().addAll(column).snapshot();
        return numeric() ? counted.withValues(SortedValues.of(numbers(column))) : counted;
    }

    /** {@return the profile of rows that all lack this column} */
    public ColumnProfile absent(long rows) {
        Histogram none = new Histogram(
                histogram.bins(), Collections.nCopies(histogram.bins().size(), 0L));
        return new ColumnProfile(
                name,
                new Tally(rows, rows, 0, 0, 0),
                none,
                Moments.NONE,
                SortedValues.NONE,
                OtherCategories.NONE,
                Content.NONE);
    }

    /** {@return the profile of rows whose values are not of the kind of this column: all missing, but of a type} */
    ColumnProfile misfit(Column column) {
        SortedMap<String, Long> types = new TreeMap<>();
        long present = IntStream.range(0, column.size())
                .filter(row -> !column.isNull(row))
                .count();
        if (present > 0) {
            types.put(column.type().text(), present);
        }
        ColumnProfile absent = absent(column.size());
        return new ColumnProfile(
                name,
                absent.tally,
                absent.histogram,
                absent.moments,
                absent.values,
                absent.others,
                new Content(types, DistinctValues.NONE, Moments.NONE));
    }

    /** {@return a copy with other values} */
    public ColumnProfile withValues(SortedValues other) {
        return new ColumnProfile(name, tally, histogram, moments, other, others, content);
    }

    /**
     * {@return the profile of the rows of both, without values}
     *
     * @throws IncompatibleException if the other is of another column or in other bins
     */
    public ColumnProfile plus(ColumnProfile other) {
        if (!name.equals(other.name)) {
            throw new IncompatibleException(
                    "profiles of columns '" + name + "' and '" + other.name + "' cannot be added");
        }
        return new ColumnProfile(
                name,
                tally.plus(other.tally),
                histogram.plus(other.histogram),
                moments.plus(other.moments),
                SortedValues.NONE,
                others.plus(other.others),
                content.plus(other.content));
    }

    /** {@return the form in which profiles are stored} */
    public Document toDocument() {
        Document.Fields document = toDocument(moments.toDocument(), content.toDocument());
        return values.size() == 0 ? document : document.with("values", values.toDocument());
    }

    /**
     * {@return the form for readers} It lacks the values, and the hashes and exact sums that only adding up needs; it
     * cannot be read back.
     */
    public Document summary() {
        return toDocument(moments.summary(), content.summary());
    }

    private Document.Fields toDocument(Document numbers, Document contents) {
        return Document.object()
                .with("name", name)
                .with("tally", tally.toDocument())
                .with("histogram", histogram.toDocument())
                .with("moments", numbers)
                .with("others", others.toDocument())
                .with("content", contents);
    }

    /** {@return the numbers of a column, NaN where null; none if it holds categories} */
    public static double[] numbers(Column column) {
        if (column instanceof DoubleColumn doubles) {
            return doubles.toArray();
        } else if (column instanceof LongColumn longs) {
            double[] numbers = new double[longs.size()];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = longs.isNull(row) ? Double.NaN : longs.get(row);
            }
            return numbers;
        } else if (column instanceof VectorColumn vectors) {
            return Norms.of(vectors).toArray();
        }
        return new double[0];
    }

    /**
     * {@return the numbers of a column as a model takes them: truth values as 1 and 0, NaN where null}
     *
     * @throws InvalidException if the column holds texts or vectors
     */
    public static double[] inputs(Column column) {
        if (column instanceof BooleanColumn truths) {
            double[] numbers = new double[truths.size()];
            Arrays.setAll(numbers, row -> truths.isNull(row) ? Double.NaN : truths.get(row) ? 1 : 0);
            return numbers;
        } else if (column instanceof DoubleColumn || column instanceof LongColumn) {
            return numbers(column);
        }
        throw new InvalidException(
                "numbers or truth values are needed, got " + column.type().text());
    }

    /** {@return whether the values of a column count as numbers} */
    public static boolean isNumeric(Column column) {
        return column instanceof DoubleColumn || column instanceof LongColumn || column instanceof VectorColumn;
    }

    /** {@return whether the values of a column are categories} */
    public static boolean isCategorical(Column column) {
        return column instanceof StringColumn || column instanceof BooleanColumn;
    }
}
