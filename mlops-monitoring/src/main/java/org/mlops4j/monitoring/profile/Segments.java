// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/**
 * How rows are told apart by the values of one column: a segment for each of some values, one for all others, one for
 * null. The values are chosen once, so that the number of segments is bounded and every row has exactly one, whenever
 * and wherever it is counted. Immutable.
 *
 * @param column of STRING, BOOLEAN or INT64
 * @param values as text, each once, at most {@value #MOST}
 */
public record Segments(String column, List<String> values) {

    /** Each segment costs as much as a whole profile, and with more of them no one would be looked at. */
    public static final int MOST = 1_000;

    /** Copies the values. */
    public Segments {
        requireNonNull(column, "column");
        values = List.copyOf(values);
        if (values.size() > MOST || values.stream().distinct().count() < values.size()) {
            throw new InvalidException("segments of column '" + column + "' are at most " + MOST
                    + " values, each once, got " + values.size());
        }
    }

    /**
     * {@return segments for the most frequent values of a column}
     *
     * @param table the reference
     * @param most how many at most, up to {@value #MOST}
     * @throws InvalidException if the column is of another type
     */
    public static Segments of(Table table, String column, int most) {
        Map<String, Long> counts = new TreeMap<>();
        for (String value : values(table, column)) {
            if (value != null) {
                counts.merge(value, 1L, Long::sum);
            }
        }
        return new Segments(
                column,
                counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(most)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /**
     * {@return the rows of a table by segment, each counted into the bins of a reference}
     *
     * @throws InvalidException if the column is of another type
     * @throws org.mlops4j.error.NotFoundException if there is no such column
     */
    public SegmentedProfile count(ReferenceProfile reference, Table table) {
        CategoryBins bins = CategoryBins.of(values);
        @Nullable String[] of = values(table, column);
        int[] segments = Arrays.stream(of)
                .mapToInt(value -> value == null ? bins.size() : bins.cell(value))
                .toArray();
        List<Profile> profiles = IntStream.rangeClosed(0, bins.size())
                .mapToObj(segment -> reference.count(table.take(IntStream.range(0, segments.length)
                        .filter(row -> segments[row] == segment)
                        .toArray())))
                .toList();
        return new SegmentedProfile(this, profiles);
    }

    private static @Nullable String[] values(Table table, String name) {
        Column column = table.column(name);
        @Nullable String[] values = new String[column.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.isNull(row) ? null : value(name, column, row);
        }
        return values;
    }

    private static @Nullable String value(String name, Column column, int row) {
        if (column instanceof StringColumn strings) {
            return strings.get(row);
        } else if (column instanceof BooleanColumn booleans) {
            return String.valueOf(booleans.get(row));
        } else if (column instanceof LongColumn longs) {
            return String.valueOf(longs.get(row));
        }
        throw new InvalidException("column '" + name + "' is " + column.type().text()
                + "; segments are told apart by string, boolean or int64");
    }
}
