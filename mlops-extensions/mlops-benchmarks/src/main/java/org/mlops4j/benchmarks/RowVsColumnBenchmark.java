// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.features.Expression;
import org.mlops4j.features.expression.ColumnExpression;
import org.mlops4j.features.expression.RowExpression;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An expression over a million rows of a table, row by row and column by column; both fill in the same bits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RowVsColumnBenchmark {

    private static final int ROWS = 1_000_000;

    /** What is computed. */
    @Param({
        "(delay - 7.5) / 30 * (distance + 1) - delay * 0.25",
        "delay > 15 and distance between 200 and 2000 or delay is null",
        "lookup(carrier, 'C1', 1, 'C7', 2, 0) + length(carrier)",
        "hour(departed, 'America/Chicago') * 60 + minute(departed, 'America/Chicago')"
    })
    public String expression;

    private Table table;
    private RowExpression rows;
    private ColumnExpression columns;
    private final long[] bits = new long[ROWS];

    /** Makes the table, one delay in ten null, and checks that both give the same. */
    @Setup
    public void make() {
        Random random = new Random(17);
        double[] distances = random.doubles(ROWS, 50, 3_000).toArray();
        long[] delays = random.longs(ROWS, -20, 200).toArray();
        long[] times = random.longs(ROWS, 0, 1L << 60).toArray();
        BitSet nulls = new BitSet();
        String[] carriers = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            nulls.set(i, random.nextInt(10) == 0);
            carriers[i] = "C" + random.nextInt(20);
        }
        Schema schema = Schema.of(
                Field.nullable("delay", DataType.INT64),
                Field.nullable("distance", DataType.FLOAT64),
                Field.nullable("departed", DataType.TIMESTAMP),
                Field.nullable("carrier", DataType.STRING));
        table = Table.of(
                schema,
                List.of(
                        LongColumn.of(DataType.INT64, delays, nulls),
                        DoubleColumn.of(distances),
                        LongColumn.ofTimes(times),
                        StringColumn.of(carriers)));
        rows = RowExpression.compile(Expression.parse(expression), schema);
        columns = ColumnExpression.compile(Expression.parse(expression), schema);
        long[] byRow = byRow().clone();
        if (Arrays.mismatch(byRow, byColumn()) >= 0) {
            throw new IllegalStateException("rows and columns differ in " + expression);
        }
    }

    /** Row by row. */
    @Benchmark
    public long[] byRow() {
        for (int i = 0; i < ROWS; i++) {
            bits[i] = rows.bits(table.row(i));
        }
        return bits;
    }

    /** Column by column. */
    @Benchmark
    public long[] byColumn() {
        columns.bits(table, 0, ROWS, bits, 0);
        return bits;
    }
}
