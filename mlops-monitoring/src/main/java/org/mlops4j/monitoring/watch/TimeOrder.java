// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;

/**
 * The rows of a table that have a time, by time, then in the order in which they arrived. Every window is a slice of
 * it.
 */
final class TimeOrder {

    private final Table rows;
    private final long[] times;

    private TimeOrder(Table rows, long[] times) {
        this.rows = rows;
        this.times = times;
    }

    /** {@return the rows by a TIMESTAMP column} */
    static TimeOrder of(Table table, String column) {
        LongColumn arrived = table.longs(column);
        int[] order = IntStream.range(0, arrived.size())
                .filter(row -> !arrived.isNull(row))
                .boxed()
                .sorted(Comparator.comparingLong(arrived::get))
                .mapToInt(Integer::intValue)
                .toArray();
        return new TimeOrder(
                table.take(order), Arrays.stream(order).mapToLong(arrived::get).toArray());
    }

    int size() {
        return times.length;
    }

    long time(int rank) {
        return times[rank];
    }

    /** {@return how many rows lie before an instant} */
    int before(Instant instant) {
        long nanos = Times.nanos(instant);
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Window window(Instant from, Instant to, int first, int end) {
        return new Window(from, to, rows.slice(first, end));
    }
}
