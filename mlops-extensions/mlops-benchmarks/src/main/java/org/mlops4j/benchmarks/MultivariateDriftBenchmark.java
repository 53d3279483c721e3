// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.multivariate.ClassifierDrift;
import org.mlops4j.monitoring.multivariate.ClassifierTest;
import org.mlops4j.monitoring.multivariate.KernelTest;
import org.mlops4j.monitoring.multivariate.ReconstructionDrift;
import org.mlops4j.monitoring.multivariate.ReconstructionReference;
import org.mlops4j.monitoring.multivariate.ReconstructionTest;
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

/** Two tables of ten columns compared as a whole, by one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class MultivariateDriftBenchmark {

    private static final int COLUMNS = 10;

    /** Rows a side. */
    @Param({"2000", "100000"})
    private int rows;

    private Table reference;
    private Table current;
    private ReconstructionReference fitted;

    /** Makes both tables. */
    @Setup
    public void make() {
        reference = table(1, rows);
        current = table(2, rows);
        fitted = ReconstructionTest.defaults().fit(reference);
    }

    /** The maximum mean discrepancy. */
    @Benchmark
    public DriftResult kernel() {
        return KernelTest.maximumMeanDiscrepancy().compare(reference, current);
    }

    /** The classifier, with products of columns. */
    @Benchmark
    public ClassifierDrift classifier() {
        return ClassifierTest.defaults().compare(reference, current);
    }

    /** Principal components of the reference. */
    @Benchmark
    public ReconstructionReference fitComponents() {
        return ReconstructionTest.defaults().fit(reference);
    }

    /** One chunk against them. */
    @Benchmark
    public ReconstructionDrift compareChunk() {
        return fitted.compare(current);
    }

    private static Table table(long seed, int rows) {
        Random random = new Random(seed);
        List<Field> fields = new ArrayList<>();
        List<DoubleColumn> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            fields.add(Field.of("c" + column, DataType.FLOAT64));
            columns.add(DoubleColumn.of(
                    random.doubles(rows).map(u -> Math.log(1 / (1 - u))).toArray()));
        }
        return Table.of(Schema.of(fields), columns);
    }
}
