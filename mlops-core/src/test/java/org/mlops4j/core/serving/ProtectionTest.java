// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.DeadlineExceededException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.OverloadedException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Breaker;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.InputRule;
import org.mlops4j.serving.Predictor;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.ModelFormat;

@Timeout(60)
class ProtectionTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofMinutes(1);
    private static final int CALLS = 50_000;

    @TempDir
    private Path directory;

    private final GatedFormat format = new GatedFormat();
    private final SettableClock clock = new SettableClock("2026-03-01T12:00:00Z");
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = handle("ana");
        register(1);
    }

    private Mlops handle(String actor) {
        return Mlops.builder()
                .directory(directory)
                .clock(clock)
                .actor(Actor.of(actor))
                .format(format)
                .open();
    }

    @AfterEach
    void close() {
        format.gate.countDown();
        mlops.close();
        assertThat(format.usedAfterClose).hasValue(0);
    }

    private void register(double weight) {
        Schema inputs = Schema.of(Field.nullable("a", DataType.FLOAT64), Field.of("b", DataType.FLOAT64));
        ModelVersion version = mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("gated")
                                .withFile("model", String.valueOf(weight).getBytes(UTF_8))
                                .signature(new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)))));
        mlops.registry().alias("m", "champion").moveTo(version, "next");
    }

    private Deployment deploy(Protection protection) {
        return mlops.serving()
                .deploy(DeploymentSpec.named("d").champion("m@champion").protection(protection));
    }

    private static double score(Deployment deployment, double a, double b) {
        double[] out = new double[1];
        deployment.score(new double[] {a, b}, out);
        return out[0];
    }

    /** Has a thread call the model, and returns once it is in there. */
    private Thread block(Deployment deployment, AtomicReference<Throwable> failure) throws InterruptedException {
        format.entered = new CountDownLatch(1);
        format.gate = new CountDownLatch(1);
        Thread thread = new Thread(() -> score(deployment, 1, 2));
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        format.entered.await();
        return thread;
    }

    @Test
    void aModelThatHangsIsLeftAloneAndTheFallbackAnswers() throws Exception {
        Deployment deployment = deploy(Protection.none().deadline(SOON));
        assertThat(score(deployment, 2, 3)).isEqualTo(5);
        format.gate = new CountDownLatch(1);
        assertThatThrownBy(() -> score(deployment, 2, 3))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("m/1")
                .hasMessageContaining("PT0.02S");
        deployment.change(routing -> routing.fallback(Fallback.constant(7)), "hangs");
        assertThat(score(deployment, 2, 3)).isEqualTo(7);
        assertThat(deployment.status().errors()).isEqualTo(2);
        assertThat(format.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aModelThatHangsRestsAndCostsNobodyItsDeadlineMeanwhile() {
        Deployment deployment = deploy(Protection.none().deadline(SOON).breaker(new Breaker(3, Duration.ofMinutes(2))));
        format.gate = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> score(deployment, 2, 3)).isInstanceOf(DeadlineExceededException.class);
        }
        int calls = format.calls.get();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> score(deployment, 2, 3))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("m/1 on route 'champion' of deployment 'd' failed 3 times in a row")
                    .hasMessageContaining("PT2M");
        }
        assertThat(format.calls).as("nobody asked the model").hasValue(calls);
        assertThat(deployment.status().routes().get(0).resting()).isTrue();
        assertThat(deployment.status().errors()).isEqualTo(103);

        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> score(deployment, 2, 3))
                .as("one tries again")
                .isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(() -> score(deployment, 2, 3)).isInstanceOf(RejectedException.class);
        format.gate.countDown();
        clock.advance(Duration.ofMinutes(2));
        assertThat(score(deployment, 2, 3)).isEqualTo(5);
        assertThat(deployment.status().routes().get(0).resting()).isFalse();
    }

    @Test
    void aCallBehindItsDeadlineNeverMeetsAClosedModelAndKeepsNobodyWaiting() throws Exception {
        format.heeds = false;
        Deployment deployment = deploy(Protection.none().deadline(SOON));
        format.gate = new CountDownLatch(1);
        assertThatThrownBy(() -> score(deployment, 2, 3)).isInstanceOf(DeadlineExceededException.class);
        CountDownLatch hanging = format.gate;
        format.gate = new CountDownLatch(0);
        register(10);
        deployment.refresh();
        assertThat(score(deployment, 2, 3)).isEqualTo(50);
        assertThat(format.closes).hasValue(0);
        hanging.countDown();
        format.closed.await();
        assertThat(format.closes).hasValue(1);
    }

    @Test
    void whatAModelThrowsInItsThreadReachesTheCaller() {
        Deployment deployment = deploy(Protection.none().deadline(NEVER).concurrency(1));
        assertThatThrownBy(() -> score(deployment, -1, 3)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> score(deployment, -2, 3)).isInstanceOf(StackOverflowError.class);
        for (int i = 0; i < 1_000; i++) {
            assertThat(score(deployment, i, 3))
                    .as("one after another is never too many")
                    .isEqualTo(i + 3);
        }
    }

    @Test
    void moreCallsThanAllowedAreRefusedAtOnceAndDoNotMakeTheModelRest() throws Exception {
        for (Protection protection : List.of(
                Protection.none().concurrency(1),
                Protection.none().concurrency(1).deadline(NEVER))) {
            Deployment deployment = deploy(protection);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread inside = block(deployment, failure);
            assertThatThrownBy(() -> score(deployment, 2, 3))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContaining("1 calls of m/1");
            deployment.change(routing -> routing.fallback(Fallback.constant(7)), "busy");
            for (int i = 0; i < 2 * Breaker.STANDARD.failures(); i++) {
                assertThat(score(deployment, 2, 3)).isEqualTo(7);
            }
            assertThat(deployment.status().routes().get(0).resting()).isFalse();
            format.gate.countDown();
            inside.join();
            assertThat(failure.get()).isNull();
            assertThat(score(deployment, 2, 3)).isEqualTo(5);
            deployment.close();
        }
    }

    @Test
    void resultsAreKeptByTheBitsOfTheRowUntilAnotherVersionServes() {
        Deployment deployment = deploy(Protection.none().cache(100));
        int before = format.calls.get();
        for (int i = 0; i < 10; i++) {
            assertThat(score(deployment, 2, 3)).isEqualTo(5);
            assertThat(score(deployment, Double.NaN, 3)).isNaN();
        }
        assertThat(format.calls.get() - before).isEqualTo(2);
        assertThat(score(deployment, -0.0, 3)).isEqualTo(3);
        assertThat(score(deployment, 0.0, 3)).isEqualTo(3);
        assertThat(format.calls.get() - before).as("the two zeros are two rows").isEqualTo(4);
        register(10);
        deployment.refresh();
        assertThat(score(deployment, 2, 3)).isEqualTo(50);
        assertThatThrownBy(() -> score(deployment, -1, 3)).isInstanceOf(InvalidException.class);
    }

    @Test
    void inputsAreClampedReplacedOrRefusedByTheirRules() {
        Deployment deployment = deploy(Protection.none()
                .input("a", InputRule.between(0, 10).clamped().whenMissing(4))
                .input("b", InputRule.between(0, 100).whenMissing(1)));
        assertThat(score(deployment, 11, 3)).isEqualTo(13);
        assertThat(score(deployment, -5, 3)).isEqualTo(3);
        assertThat(score(deployment, Double.NaN, 3)).isEqualTo(7);
        assertThat(score(deployment, 2, Double.NaN))
                .as("although the signature wants a number")
                .isEqualTo(3);
        assertThatThrownBy(() -> score(deployment, 2, 101))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'b'")
                .hasMessageContaining("101");
        double[] row = {11, 3};
        deployment.score(row, new double[1]);
        assertThat(row).as("what the caller holds").containsExactly(11, 3);
        assertThat(deployment.status().routes().get(0).resting()).isFalse();
    }

    @Test
    void aRuleOfAnInputThatIsNotThereIsRefusedAndNothingChanges() {
        Deployment deployment = deploy(Protection.none());
        assertThatThrownBy(() -> deployment.change(
                        routing -> routing.protection(Protection.none().input("c", InputRule.any())), "a typing error"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'c'")
                .hasMessageContaining("a, b");
        assertThat(deployment.routing()).isEqualTo(Routing.to("m@champion"));
        assertThat(score(deployment, 2, 3)).isEqualTo(5);
    }

    @Test
    void everyProcessFollowsAChangeOfTheProtection() {
        Deployment here = deploy(Protection.none());
        try (Mlops other = handle("ben")) {
            Deployment there = other.serving().deploy(DeploymentSpec.named("d"));
            here.change(
                    routing -> routing.protection(
                            Protection.none().input("a", InputRule.any().whenMissing(4))),
                    "a sensor is down");
            there.refresh();
            assertThat(score(there, Double.NaN, 3)).isEqualTo(7);
            assertThat(there.routing()).isEqualTo(here.routing());
            assertThat(there.status().predictions()).isEqualTo(1);
        }
    }

    @Test
    void limitsAndRulesAllocateNothing() {
        Deployment deployment = deploy(Protection.none()
                .concurrency(4)
                .input("a", InputRule.between(0, 10).clamped()));
        double[] in = {11, 3};
        double[] out = new double[1];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < CALLS; i++) {
            deployment.score(in, out);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            deployment.score(in, out);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(CALLS);
    }

    /** Models that add their two inputs and multiply by the weight in their file, and can be held up. */
    private static final class GatedFormat implements ModelFormat {

        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger closes = new AtomicInteger();
        private final AtomicInteger usedAfterClose = new AtomicInteger();
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile CountDownLatch entered = new CountDownLatch(0);
        private volatile boolean heeds = true;

        @Override
        public String name() {
            return "gated";
        }

        @Override
        public Predictor load(ModelManifest manifest, Files files) {
            return new Gated(Double.parseDouble(new String(files.read("model"), UTF_8)));
        }

        private final class Gated implements Predictor {

            private final double weight;
            private volatile boolean gone;

            Gated(double weight) {
                this.weight = weight;
            }

            @Override
            public int inputs() {
                return 2;
            }

            @Override
            public int outputs() {
                return 1;
            }

            @Override
            public void predict(double[] row, double[] out) {
                calls.incrementAndGet();
                if (row[0] == -1) {
                    throw new InvalidException("the model refuses -1");
                }
                if (row[0] == -2) {
                    throw new StackOverflowError("the model is too deep");
                }
                CountDownLatch mine = gate;
                entered.countDown();
                pass(mine);
                if (gone) {
                    usedAfterClose.incrementAndGet();
                }
                out[0] = weight * (row[0] + row[1]);
            }

            private void pass(CountDownLatch mine) {
                while (true) {
                    try {
                        mine.await();
                        return;
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        if (heeds) {
                            throw new IllegalStateException("interrupted", e);
                        }
                    }
                }
            }

            @Override
            public void close() {
                gone = true;
                closes.incrementAndGet();
                closed.countDown();
            }
        }
    }
}
