// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/** Versions that fail now and then or take their time, told before any label is known. */
class RolloutErrorsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    private final Fragile format = new Fragile();
    private Mlops mlops;
    private Deployment deployment;
    private long requests;

    /**
     * Models that fail one prediction in as many as their file says, 0 for none, and are busy for as many milliseconds
     * as it says, once it has begun.
     */
    private static final class Fragile implements ModelFormat {
        private final AtomicBoolean begun = new AtomicBoolean();

        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public Predictor load(ModelManifest manifest, Files files) {
            String[] model = new String(files.read("model"), StandardCharsets.UTF_8).split(" ", -1);
            return new FragilePredictor(Integer.parseInt(model[0]), Integer.parseInt(model[1]), begun);
        }
    }

    private static final class FragilePredictor implements Predictor {
        private final int failsOneIn;
        private final int busyMillis;
        private final AtomicBoolean begun;
        private final AtomicLong calls = new AtomicLong();

        private FragilePredictor(int failsOneIn, int busyMillis, AtomicBoolean begun) {
            this.failsOneIn = failsOneIn;
            this.busyMillis = busyMillis;
            this.begun = begun;
        }

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
            if (failsOneIn > 0 && begun.get() && calls.incrementAndGet() % failsOneIn == 0) {
                throw new IllegalStateException("fragile");
            }
            long begin = System.nanoTime();
            while (begun.get() && System.nanoTime() - begin < busyMillis * 1_000_000L) {
                Thread.onSpinWait();
            }
            out[0] = 1;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() {
        mlops = openProcess();
        mlops.registry().alias("m", "champion").moveTo(register(0, 0), "first model");
        deployment = deploy(mlops);
        deployment.change(routing -> routing.fallback(Fallback.constant(0)), "callers need an answer");
    }

    private Mlops openProcess() {
        return Mlops.builder()
                .directory(directory)
                .format(format)
                .clock(() -> NOON)
                .open();
    }

    private static Deployment deploy(Mlops process) {
        return process.serving()
                .deploy(DeploymentSpec.named("orders")
                        .champion("m@champion")
                        .logPredictions(PredictionLogging.complete()));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ModelVersion register(int failsOneIn, int busyMillis) {
        String model = failsOneIn + " " + busyMillis;
        Schema inputs = Schema.of(Field.of("x", DataType.FLOAT64));
        return mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("fragile")
                                .withFile("model", model.getBytes(StandardCharsets.UTF_8))
                                .signature(new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)))));
    }

    private RolloutStatus run(RolloutPlan plan, int failsOneIn, int most) {
        return run(plan, register(failsOneIn, 0), most);
    }

    private RolloutStatus run(RolloutPlan plan, ModelVersion candidate, int most) {
        format.begun.set(false);
        Rollout rollout = Rollout.of(mlops, deployment);
        RolloutStatus status = rollout.start(candidate, plan, "to be tried");
        format.begun.set(true);
        for (int i = 0; i < most && status.phase() == RolloutPhase.RUNNING; i++) {
            predict(deployment, 1);
            status = i % 100 == 99 ? rollout.advance() : status;
        }
        return status;
    }

    private void predict(Deployment asked, int count) {
        for (int i = 0; i < count; i++) {
            asked.predict("order-" + requests++, Map.of("x", 1.0));
        }
    }

    private static RolloutPlan plan() {
        return RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02);
    }

    @Test
    void aCanaryThatFailsMoreOftenThanTheChampionIsRolledBackWithoutLabels() {
        RolloutStatus status = run(plan().canary(0.2, Duration.ZERO), 10, 5_000);
        assertThat(status.phase()).isEqualTo(RolloutPhase.ROLLED_BACK);
        assertThat(status.reason()).startsWith("errors: 1.000 (");
        assertThat(deployment.routing().arms()).isEmpty();
    }

    @Test
    void aCandidateThatFailsInTheShadowIsRolledBack() {
        RolloutStatus status = run(plan().shadow(Duration.ZERO), 10, 5_000);
        assertThat(status.phase()).isEqualTo(RolloutPhase.ROLLED_BACK);
        assertThat(status.reason()).startsWith("errors: 1.000 (");
    }

    @Test
    void aChampionThatFailsMoreOftenThanItMayIsRolledBack() {
        RolloutStatus status = run(plan().watch(Duration.ZERO), 20, 5_000);
        assertThat(status.phase()).isEqualTo(RolloutPhase.ROLLED_BACK);
        assertThat(mlops.registry().alias("m", "champion").current().number()).isEqualTo(1);
    }

    @Test
    void fewerErrorsThanAllowedAreNoHarm() {
        assertThat(run(plan().mostErrors(0.05).watch(Duration.ZERO), 100, 3_000).phase())
                .isEqualTo(RolloutPhase.RUNNING);
    }

    @Test
    void errorsOfAProcessThatNeverAdvancesTripTheGuardrail() {
        try (Mlops other = openProcess()) {
            Deployment serving = deploy(other);
            serving.change(routing -> routing.fallback(Fallback.constant(0)), "callers need an answer");
            Rollout rollout = Rollout.of(mlops, deployment);
            rollout.start(register(10, 0), plan().canary(0.2, Duration.ZERO), "to be tried");
            serving.refresh();
            format.begun.set(true);
            predict(serving, 2_500);
            serving.flush();

            assertThat(deployment.status().predictions()).isZero();
            RolloutStatus status = rollout.advance();
            assertThat(status.phase()).isEqualTo(RolloutPhase.ROLLED_BACK);
            assertThat(status.reason()).startsWith("errors: 1.000 (");
        }
    }

    @Test
    void aRestartedProcessCountsNothingTwice() {
        Rollout rollout = Rollout.of(mlops, deployment);
        rollout.start(register(50, 0), plan().canary(0.5, Duration.ZERO), "to be tried");
        format.begun.set(true);
        predict(deployment, 400);
        long failed = errors(rollout.advance());
        assertThat(failed).isBetween(3L, 5L);
        assertThat(errors(rollout.advance())).isEqualTo(failed);
        mlops.close();

        format.begun.set(false);
        mlops = openProcess();
        // Routed as is stored.
        deployment =
                mlops.serving().deploy(DeploymentSpec.named("orders").logPredictions(PredictionLogging.complete()));
        Rollout again = Rollout.of(mlops, deployment);
        assertThat(errors(again.advance())).isEqualTo(failed);
        predict(deployment, 400);
        assertThat(errors(again.advance())).isEqualTo(failed);
    }

    private static long errors(RolloutStatus status) {
        assertThat(status.phase()).as(status.reason()).isEqualTo(RolloutPhase.RUNNING);
        return status.evidence().get("errors").get("count").whole();
    }

    @Test
    void slowAnswersAreAVetoInEveryStage() {
        RolloutPlan plan = plan().slowAfter(Duration.ofMillis(5));
        List<RolloutPlan> stages =
                List.of(plan.shadow(Duration.ZERO), plan.canary(0.5, Duration.ZERO), plan.watch(Duration.ZERO));
        for (RolloutPlan stage : stages) {
            RolloutStatus status = run(stage, register(0, 6), 300);
            assertThat(status.phase()).as(status.stage()).isEqualTo(RolloutPhase.ROLLED_BACK);
            assertThat(status.reason()).startsWith("slow answers: ");
        }
    }
}
