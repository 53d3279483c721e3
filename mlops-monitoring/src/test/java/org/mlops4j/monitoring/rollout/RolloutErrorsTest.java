// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Versions that fail now and then, told by the errors of their routes before any label is known. */
class RolloutErrorsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    private final Fragile format = new Fragile();
    private Mlops mlops;
    private Deployment deployment;
    private long requests;

    /** Models that fail one prediction in as many as their file says, 0 for none, once it has begun. */
    private static final class Fragile implements ModelFormat {
        private final AtomicBoolean begun = new AtomicBoolean();

        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public Predictor load(ModelManifest manifest, Files files) {
            return new FragilePredictor(
                    Integer.parseInt(new String(files.read("model"), StandardCharsets.UTF_8)), begun);
        }
    }

    private static final class FragilePredictor implements Predictor {
        private final int failsOneIn;
        private final AtomicBoolean begun;
        private final AtomicLong calls = new AtomicLong();

        private FragilePredictor(int failsOneIn, AtomicBoolean begun) {
            this.failsOneIn = failsOneIn;
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
            out[0] = 1;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .format(format)
                .clock(() -> NOON)
                .open();
        mlops.registry().alias("m", "champion").moveTo(register(0), "first model");
        deployment = mlops.serving()
                .deploy(DeploymentSpec.named("orders")
                        .champion("m@champion")
                        .logPredictions(PredictionLogging.complete()));
        deployment.change(routing -> routing.fallback(Fallback.constant(0)), "callers need an answer");
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ModelVersion register(int failsOneIn) {
        Schema inputs = Schema.of(Field.of("x", DataType.FLOAT64));
        return mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("fragile")
                                .withFile("model", Integer.toString(failsOneIn).getBytes(StandardCharsets.UTF_8))
                                .signature(new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)))));
    }

    private RolloutStatus run(RolloutPlan plan, int failsOneIn, int most) {
        Rollout rollout = Rollout.of(mlops, deployment);
        RolloutStatus status = rollout.start(register(failsOneIn), plan, "to be tried");
        format.begun.set(true);
        for (int i = 0; i < most && status.phase() == RolloutPhase.RUNNING; i++) {
            deployment.predict("order-" + requests++, Map.of("x", 1.0));
            status = i % 100 == 99 ? rollout.advance() : status;
        }
        return status;
    }

    @Test
    void aCanaryThatFailsMoreOftenThanTheChampionIsRolledBackWithoutLabels() {
        RolloutPlan plan =
                RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02).canary(0.2, Duration.ZERO);
        RolloutStatus status = run(plan, 10, 5_000);
        assertThat(status.phase()).isEqualTo(RolloutPhase.ROLLED_BACK);
        assertThat(status.reason()).startsWith("errors: 1.000 (");
        assertThat(deployment.routing().arms()).isEmpty();
    }

    @Test
    void aChampionThatFailsMoreOftenThanItMayIsRolledBack() {
        RolloutPlan plan =
                RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02).watch(Duration.ZERO);
        RolloutStatus status = run(plan, 20, 5_000);
        assertThat(status.phase()).isEqualTo(RolloutPhase.ROLLED_BACK);
        assertThat(mlops.registry().alias("m", "champion").current().number()).isEqualTo(1);
    }

    @Test
    void fewerErrorsThanAllowedAreNoHarm() {
        RolloutPlan plan = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02)
                .mostErrors(0.05)
                .watch(Duration.ZERO);
        assertThat(run(plan, 100, 3_000).phase()).isEqualTo(RolloutPhase.RUNNING);
    }
}
