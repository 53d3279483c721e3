// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.source.Source;

/**
 * Payments of {@value #CUSTOMERS} customers in 30 days, in the order of time. They are made as they are read, so they
 * take no memory; SQL can make the same ones: row i is customer {@code i * 7919 % 100000}, at begin plus {@code i *
 * step} nanoseconds, of the amount {@code i * 31 % 1000 / 8.0}.
 *
 * @param rows how many
 */
record ScaleRows(long rows) implements Source {

    static final int CUSTOMERS = 100_000;
    static final Schema SCHEMA = Schema.of(
            Field.of("customer", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("amount", DataType.FLOAT64));

    private static final long BEGIN = Times.nanos(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long SPAN = Duration.ofDays(30).toNanos();

    @Override
    public Pages open(Schema columns) {
        return new Pages() {
            private long next;

            @Override
            public Table next() {
                int count = (int) Math.min(PAGE_ROWS, rows - next);
                Table page = page(next, count);
                next += count;
                return page.select(columns.names());
            }

            @Override
            public void close() {
                next = rows;
            }
        };
    }

    private Table page(long first, int count) {
        long step = SPAN / rows / 1_000 * 1_000;
        long[] customers = new long[count];
        long[] times = new long[count];
        double[] amounts = new double[count];
        for (int row = 0; row < count; row++) {
            long i = first + row;
            customers[row] = i * 7919 % CUSTOMERS;
            times[row] = BEGIN + i * step;
            amounts[row] = i * 31 % 1000 / 8.0;
        }
        return Table.of(SCHEMA, List.of(LongColumn.of(customers), LongColumn.ofTimes(times), DoubleColumn.of(amounts)));
    }
}
