// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;

/**
 * The event times that a scan of an event log asks for, in nanoseconds.
 *
 * @param first the first
 * @param last the last, inclusive
 */
public record TimeSpan(long first, long last) {

    private static final Instant LEAST = Times.instant(Long.MIN_VALUE);
    private static final Instant GREATEST = Times.instant(Long.MAX_VALUE);

    /** {@return the span from one instant to another, exclusive; what a column cannot hold is cut off} */
    public static TimeSpan between(Instant from, Instant to) {
        if (from.isAfter(GREATEST) || !to.isAfter(LEAST)) {
            return new TimeSpan(Long.MAX_VALUE, Long.MIN_VALUE);
        }
        return new TimeSpan(
                from.isBefore(LEAST) ? Long.MIN_VALUE : Times.nanos(from),
                to.isAfter(GREATEST) ? Long.MAX_VALUE : Times.nanos(to) - 1);
    }

    /** {@return the rows within this span, in their order} */
    public Table select(Table table, String timeField) {
        LongColumn times = table.longs(timeField);
        int[] rows = IntStream.range(0, table.rowCount())
                .filter(row -> first <= times.get(row) && times.get(row) <= last)
                .toArray();
        return rows.length == table.rowCount() ? table : table.take(rows);
    }

    /** {@return the rows by time; rows of one time keep their order} */
    public Table ordered(Table table, String timeField) {
        LongColumn times = table.longs(timeField);
        boolean inOrder = IntStream.range(1, table.rowCount()).allMatch(row -> times.get(row - 1) <= times.get(row));
        if (inOrder) {
            return table;
        }
        Integer[] rows = new Integer[table.rowCount()];
        Arrays.setAll(rows, row -> row);
        Arrays.sort(rows, Comparator.comparingLong(times::get));
        return table.take(Arrays.stream(rows).mapToInt(row -> row).toArray());
    }
}
