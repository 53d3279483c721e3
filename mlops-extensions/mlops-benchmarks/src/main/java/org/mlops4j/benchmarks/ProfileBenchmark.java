// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

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
import org.mlops4j.monitoring.profile.ColumnCounter;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Values counted into the bins of a reference, one by one as a service does beside its requests. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ProfileBenchmark {

    private static final int VALUES = 1 << 16;
    private static final int WORDS = 50;

    private double[] reals;
    private double[] wholes;
    private String[] words;
    private ColumnCounter realCounter;
    private ColumnCounter wholeCounter;
    private ColumnCounter wordCounter;

    /** Makes bell-shaped reals, whole numbers of which many are equal, and words of fifty kinds. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        reals = random.doubles(VALUES).map(u -> random.nextGaussian()).toArray();
        wholes = random.ints(VALUES, 0, 300).asDoubleStream().toArray();
        words = random.ints(VALUES, 0, WORDS).mapToObj(i -> "carrier-" + i).toArray(String[]::new);
        ReferenceProfile reference = ReferenceProfile.of(Table.of(
                Schema.of(
                        Field.of("real", DataType.FLOAT64),
                        Field.of("whole", DataType.INT64),
                        Field.of("word", DataType.STRING)),
                List.of(
                        DoubleColumn.of(reals),
                        LongColumn.of(random.longs(VALUES, 0, 300).toArray()),
                        StringColumn.of(words))));
        realCounter = reference.columns().get(0).counter();
        wholeCounter = reference.columns().get(1).counter();
        wordCounter = reference.columns().get(2).counter();
    }

    /** {@return a counter of reals, so that nothing is optimised away} */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public ColumnCounter reals() {
        for (double value : reals) {
            realCounter.add(value);
        }
        return realCounter;
    }

    /** {@return a counter of whole numbers} */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public ColumnCounter wholes() {
        for (double value : wholes) {
            wholeCounter.add(value);
        }
        return wholeCounter;
    }

    /** {@return a counter of words} */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public ColumnCounter words() {
        for (String word : words) {
            wordCounter.add(word);
        }
        return wordCounter;
    }
}
