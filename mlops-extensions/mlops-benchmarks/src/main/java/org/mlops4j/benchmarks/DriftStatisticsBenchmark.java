// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.mlops4j.monitoring.drift.ChiSquareTest;
import org.mlops4j.monitoring.drift.JensenShannon;
import org.mlops4j.monitoring.drift.KsTest;
import org.mlops4j.monitoring.drift.Measurement;
import org.mlops4j.monitoring.drift.Psi;
import org.mlops4j.monitoring.profile.QuantileBins;
import org.mlops4j.monitoring.profile.SortedValues;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Distances and tests of ten million doubles against as many, one thread: by counts in cells that a reference has
 * fixed, both sides counted, and exact Kolmogorov-Smirnov, both sides sorted, beside that of Commons Math 3.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@org.openjdk.jmh.annotations.Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DriftStatisticsBenchmark {

    /** Values a side. */
    @Param("10000000")
    public int rows;

    private QuantileBins bins;
    private double[] reference;
    private double[] current;

    /** Makes both samples, from one distribution, and the cells. */
    @Setup
    public void make() {
        Random random = new Random(5);
        reference = random.doubles(rows).map(u -> Math.log(1 / (1 - u))).toArray();
        current = random.doubles(rows).map(u -> Math.log(1 / (1 - u))).toArray();
        bins = QuantileBins.of(SortedValues.of(reference).sample(100_000, 7), 20);
    }

    /** The population stability index. */
    @Benchmark
    public Measurement psi() {
        return new Psi().compare(bins.count(reference), bins.count(current));
    }

    /** The Jensen-Shannon distance. */
    @Benchmark
    public Measurement jensenShannon() {
        return new JensenShannon().compare(bins.count(reference), bins.count(current));
    }

    /** The two-sample chi-square test. */
    @Benchmark
    public Measurement chiSquare() {
        return new ChiSquareTest().compare(bins.count(reference), bins.count(current));
    }

    /** The exact statistic of Kolmogorov and Smirnov, and its p-value. */
    @Benchmark
    public Measurement kolmogorovSmirnov() {
        return new KsTest().compare(SortedValues.of(reference), SortedValues.of(current));
    }

    /**
     * The same by Commons Math 3, which adds jitter to ties and is strict: the statistic and the approximate p-value.
     */
    @Benchmark
    public double kolmogorovSmirnovCommonsMath() {
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        return test.approximateP(test.kolmogorovSmirnovStatistic(reference, current), rows, rows);
    }
}
