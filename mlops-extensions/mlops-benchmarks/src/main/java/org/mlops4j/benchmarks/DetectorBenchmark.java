// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.mlops4j.monitoring.detect.Adwin;
import org.mlops4j.monitoring.detect.Bocpd;
import org.mlops4j.monitoring.detect.Cusum;
import org.mlops4j.monitoring.detect.Ddm;
import org.mlops4j.monitoring.detect.DetectorDefinition;
import org.mlops4j.monitoring.detect.DetectorState;
import org.mlops4j.monitoring.detect.Direction;
import org.mlops4j.monitoring.detect.DriftDetector;
import org.mlops4j.monitoring.detect.EProcess;
import org.mlops4j.monitoring.detect.HddmA;
import org.mlops4j.monitoring.detect.HddmW;
import org.mlops4j.monitoring.detect.Kswin;
import org.mlops4j.monitoring.detect.PageHinkley;
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

/** One value of a stable stream of errors, after a hundred thousand of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DetectorBenchmark {

    private static final double RATE = 0.05;
    private static final int BEFORE = 100_000;

    /** The detector; all look in both directions but where it is said. */
    @Param({
        "adwin",
        "hddm-a",
        "hddm-a-increase",
        "ddm",
        "ddm-increase",
        "page-hinkley",
        "page-hinkley-increase",
        "hddm-w",
        "cusum",
        "e-process",
        "kswin",
        "bocpd"
    })
    private String type = "";

    private final double[] errors = new double[1 << 16];
    private DriftDetector detector;
    private int next;

    /** Draws the errors and feeds the detector. */
    @Setup
    public void feed() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < errors.length; i++) {
            errors[i] = random.nextDouble() < RATE ? 1 : 0;
        }
        detector = definition().start();
        for (int i = 0; i < BEFORE; i++) {
            update();
        }
    }

    /** Looks at one more value. */
    @Benchmark
    public DetectorState update() {
        next = (next + 1) % errors.length;
        return detector.update(errors[next]);
    }

    private DetectorDefinition definition() {
        return switch (type) {
            case "adwin" -> Adwin.defaults();
            case "hddm-a" -> HddmA.defaults();
            case "hddm-a-increase" -> HddmA.defaults().with(Direction.INCREASE);
            case "ddm" -> Ddm.defaults();
            case "ddm-increase" -> Ddm.defaults().with(Direction.INCREASE);
            case "page-hinkley" -> PageHinkley.defaults();
            case "page-hinkley-increase" -> PageHinkley.defaults().with(Direction.INCREASE);
            case "hddm-w" -> HddmW.defaults();
            case "cusum" -> Cusum.defaults();
            case "e-process" -> EProcess.against(RATE);
            case "kswin" -> Kswin.defaults();
            case "bocpd" -> Bocpd.of(Bocpd.Likelihood.BERNOULLI);
            default -> throw new IllegalArgumentException(type);
        };
    }
}
