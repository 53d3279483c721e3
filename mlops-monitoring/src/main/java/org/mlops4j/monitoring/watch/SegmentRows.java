// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Column;

/**
 * Rows that share the value of a column. Rows without a value, and those whose value is too long for a name or has
 * control characters, are in no segment.
 *
 * @param column the name of the column
 * @param rows by value; most frequent value first, then by value
 */
record SegmentRows(String column, Map<String, int[]> rows) {

    /** How many values of a column are looked at by themselves: the most frequent ones. */
    static final int MOST = 20;

    /** Longer values would make names that nobody reads. */
    private static final int LONGEST = 100;

    /** {@return what the names of the signals of a segment end with, such as {@code [origin=ORD]}} */
    static String suffix(String column, String value) {
        return "[" + column + "=" + value + "]";
    }

    /** {@return the segments of a column of a window; none if it has no such column} */
    static SegmentRows of(String column, PredictionWindow window) {
        return window.find(column).map(values -> of(column, values)).orElse(new SegmentRows(column, Map.of()));
    }

    static SegmentRows of(String column, Column values) {
        SortedMap<String, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < values.size(); row++) {
            String value = Cells.text(values, row);
            if (value != null && value.length() <= LONGEST && value.chars().noneMatch(Character::isISOControl)) {
                rows.computeIfAbsent(value, any -> new ArrayList<>()).add(row);
            }
        }
        Map<String, int[]> segments = new LinkedHashMap<>();
        rows.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Integer>> entry) ->
                                -entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> segments.put(
                        entry.getKey(),
                        entry.getValue().stream().mapToInt(Integer::intValue).toArray()));
        return new SegmentRows(column, segments);
    }

    /** {@return at most {@value #MOST} segments that have so many rows at least} */
    Map<String, int[]> mostFrequent(int least) {
        Map<String, int[]> most = new LinkedHashMap<>();
        rows.entrySet().stream()
                .filter(entry -> entry.getValue().length >= least)
                .limit(MOST)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        return most;
    }
}
