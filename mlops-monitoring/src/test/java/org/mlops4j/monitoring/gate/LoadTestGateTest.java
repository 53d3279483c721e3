// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.pipeline.Verdict.Outcome.FAIL;
import static org.mlops4j.pipeline.Verdict.Outcome.INCONCLUSIVE;
import static org.mlops4j.pipeline.Verdict.Outcome.PASS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.javacode.JavaFormat;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Predictor;

/** Load tests of models written in Java, which do what a test wants. */
class LoadTestGateTest {

    private static final Examples DOUBLED =
            Examples.of(new double[][] {{1}, {2}, {3}, {4}}, new double[][] {{2}, {4}, {6}, {8}});

    @TempDir
    private Path directory;

    private final AtomicInteger loaded = new AtomicInteger();
    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();
    private Supplier<Predictor> made = Doubling::new;
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .format(new JavaFormat().with("model", (parameters, files) -> {
                    loaded.incrementAndGet();
                    return made.get();
                }))
                .open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private Trial trial(ModelPackage model) {
        ModelVersion version = mlops.registry().register("m", model);
        Table rows = Table.builder(
                        Schema.of(Field.of("input.0", DataType.FLOAT64), Field.of("label", DataType.FLOAT64)))
                .add(1.0, 2.0)
                .build();
        return Trial.of(mlops, version, rows, "label");
    }

    private static ModelPackage model() {
        return JavaFormat.model("model", Document.object());
    }

    @Test
    void aModelThatAnswersAllThreadsAlikePassesWithWhatWasMeasured() {
        Trial trial = trial(model().examples(DOUBLED));
        int before = loaded.get();
        Verdict verdict = Gates.loadTest().judge(trial, 0.05);
        assertThat(verdict.outcome()).isEqualTo(PASS);
        assertThat(loaded).as("an instance of its own").hasValue(before + 1);
        assertThat(askers).hasSize(1 + Gates.LOAD_TEST_THREADS);
        Document evidence = verdict.evidence();
        assertThat(evidence.get("examples").whole()).isEqualTo(4);
        assertThat(evidence.get("threads").whole()).isEqualTo(4);
        assertThat(evidence.get("predictions").whole()).isEqualTo(10_000);
        assertThat(evidence.get("loadNanos").whole()).isPositive();
        assertThat(evidence.get("p50Nanos").whole())
                .isBetween(1L, evidence.get("p99Nanos").whole());
        assertThat(evidence.get("p99Nanos").whole())
                .isLessThanOrEqualTo(evidence.get("maxNanos").whole());
        assertThat(evidence.get("perSecond").number()).isPositive();
    }

    @Test
    @Timeout(60)
    void aModelThatTwoThreadsDisturbFails() {
        made = Shared::new;
        Verdict verdict =
                Gates.loadTest(DOUBLED, 2, Duration.ofMinutes(1)).judge(trial(model().examples(DOUBLED)), 0.05);
        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.reason()).startsWith("golden prediction ").contains("the model says");
    }

    @Test
    void otherPredictionsOtherBatchesAndExceptionsFail() {
        Trial trial = trial(model());
        Examples others = Examples.of(new double[][] {{1}, {2}}, new double[][] {{2}, {4.1}});
        Verdict wrong = Gates.loadTest(others, 3, Duration.ofMinutes(1)).judge(trial, 0.05);
        assertThat(wrong.outcome()).isEqualTo(FAIL);
        assertThat(wrong.reason()).isEqualTo("golden prediction 1 is [4.1], the model says [4.0]");
        assertThat(Gates.loadTest(others.within(0.1), 3, Duration.ofMinutes(1))
                        .judge(trial, 0.05)
                        .outcome())
                .isEqualTo(PASS);
        Examples wide = Examples.of(new double[][] {{1, 2}}, new double[][] {{2}});
        assertThat(Gates.loadTest(wide, 1, Duration.ofMinutes(1))
                        .judge(trial, 0.05)
                        .reason())
                .isEqualTo("the model has 1 inputs and 1 outputs, golden predictions have 2 and 1");

        made = () -> new Doubling() {
            @Override
            public void predictAll(double[] rows, int count, double[] out) {
                out[0] = 2;
            }
        };
        assertThat(Gates.loadTest(DOUBLED, 1, Duration.ofMinutes(1))
                        .judge(trial, 0.05)
                        .reason())
                .isEqualTo("golden prediction 1 is [4.0], the model says [0.0], asked for all rows at once");
        made = () -> new Doubling() {
            @Override
            public void predict(double[] row, double[] out) {
                if (row[0] == 3) {
                    throw new IllegalStateException("three");
                }
                super.predict(row, out);
            }
        };
        assertThat(Gates.loadTest(DOUBLED, 1, Duration.ofMinutes(1))
                        .judge(trial, 0.05)
                        .reason())
                .isEqualTo("the model threw java.lang.IllegalStateException: three");
    }

    @Test
    void aModelThatTakesTooLongToLoadOrCannotBeLoadedFails() throws Exception {
        Trial trial = trial(model().withFile("weights", new byte[] {1, 2, 3}).examples(DOUBLED));
        AtomicLong now = new AtomicLong();
        LoadTestGate slow = new LoadTestGate(null, 1, Duration.ofMillis(9), () -> now.addAndGet(10_000_000));
        Verdict late = slow.judge(trial, 0.05);
        assertThat(late.outcome()).isEqualTo(FAIL);
        assertThat(late.reason()).isEqualTo("it was loaded in 10.0 ms, allowed are 9.0 ms");
        assertThat(new LoadTestGate(null, 1, Duration.ofMillis(10), () -> now.addAndGet(10_000_000))
                        .judge(trial, 0.05)
                        .outcome())
                .isEqualTo(PASS);

        String parameters =
                trial.candidate().manifest().file("parameters").digest().hex();
        try (Stream<Path> files = Files.walk(directory)) {
            Path blob =
                    files.filter(file -> file.endsWith(parameters)).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(blob);
            bytes[0] ^= 1;
            Files.write(blob, bytes);
        }
        Verdict damaged = Gates.loadTest().judge(trial, 0.05);
        assertThat(damaged.outcome()).isEqualTo(FAIL);
        assertThat(damaged.reason()).startsWith("it cannot be loaded: ").contains(parameters);
    }

    @Test
    void withoutGoldenPredictionsNothingIsSaid() {
        Verdict verdict = Gates.loadTest().judge(trial(model()), 0.05);
        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThatThrownBy(() -> Gates.loadTest(DOUBLED, 0, Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Gates.loadTest(DOUBLED, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Twice its input. */
    private class Doubling implements Predictor {

        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public void predict(double[] row, double[] out) {
            askers.add(Thread.currentThread());
            out[0] = 2 * row[0];
        }

        @Override
        public void close() {}
    }

    /** Keeps its input where two threads meet, but for the thread that loads it. */
    private final class Shared extends Doubling {

        private final Thread loader = Thread.currentThread();
        private final CyclicBarrier meeting = new CyclicBarrier(2);
        private volatile double kept;

        @Override
        public void predict(double[] row, double[] out) {
            kept = row[0];
            if (Thread.currentThread() != loader) {
                meet();
            }
            out[0] = 2 * kept;
        }

        private void meet() {
            try {
                meeting.await(500, TimeUnit.MILLISECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                // The other has found its answer wrong, and asks no more.
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
