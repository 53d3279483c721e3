// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million rows of a hundred columns against a reference of as many, page by page in bounded memory, as a batch or a
 * large window is checked: counted into the bins of the reference by two threads, then judged. The heap has one
 * gigabyte, most of which the page of this benchmark and the values of the reference take.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DriftReportBenchmark {

    private static final int COLUMNS = 100;
    private static final int PAGE = 100_000;
    private static final int PAGES = 10;

    private ReferenceProfile reference;
    private Table page;

    /** Makes the reference and a page of later data, which is read ten times. */
    @Setup
    public void make() {
        reference = ReferenceProfile.of(table(1));
        page = table(2);
    }

    /** Counts all pages, adds up and judges. */
    @Benchmark
    public DriftReport report() {
        Profile counted = IntStream.range(0, PAGES)
                .parallel()
                .mapToObj(any -> reference.count(page))
                .reduce(Profile::plus)
                .orElseThrow();
        return Drift.between(reference, counted, DriftPolicy.defaults());
    }

    private static Table table(long seed) {
        Random random = new Random(seed);
        List<Field> fields = new ArrayList<>();
        List<DoubleColumn> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            fields.add(Field.of("c" + column, DataType.FLOAT64));
            double scale = 1 + column;
            columns.add(DoubleColumn.of(
                    random.doubles(PAGE).map(u -> scale * Math.log(1 / (1 - u))).toArray()));
        }
        return Table.of(Schema.of(fields), columns);
    }
}
