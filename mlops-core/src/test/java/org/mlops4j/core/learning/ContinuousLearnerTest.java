// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.testkit.time.VirtualClock;

class ContinuousLearnerTest {

    private static final Signature SIGNATURE = new Signature(
            Schema.of(new Field("x", DataType.FLOAT64, true)), Schema.of(Field.of("probability", DataType.FLOAT64)));
    private static final Duration PATIENCE = Duration.ofMinutes(90);

    @TempDir
    private Path directory;

    /** A deployment whose requests get their labels some minutes later, some of them too late and some never. */
    private static final class World implements AutoCloseable {

        private final VirtualClock clock = VirtualClock.at("2026-03-03T12:00:00Z");
        private final SplittableRandom random;
        private final Path store;
        private final Deque<Labelled> late = new ArrayDeque<>();
        private Mlops mlops;
        private Deployment deployment;
        private ContinuousLearner learner;
        private int requests;

        private record Labelled(Instant due, String id, double label) {}

        World(Path store, long seed) {
            this.store = store;
            this.random = new SplittableRandom(seed);
            open();
        }

        private void open() {
            mlops = Mlops.builder().directory(store).clock(clock).open();
            if (mlops.registry().alias("m", "champion").find().isEmpty()) {
                byte[] constant = "{\"intercept\": 0, \"coefficients\": [0], \"link\": \"logit\"}"
                        .getBytes(StandardCharsets.UTF_8);
                ModelVersion first = mlops.registry()
                        .register(
                                "m",
                                ModelPackage.of("linear")
                                        .withFile("model", constant)
                                        .signature(SIGNATURE));
                mlops.registry().alias("m", "champion").moveTo(first, "knows nothing");
            }
            deployment = mlops.serving()
                    .deploy(DeploymentSpec.named("orders")
                            .champion("m@champion")
                            .logPredictions(PredictionLogging.complete()));
            learner = learner();
        }

        ContinuousLearner learner() {
            return ContinuousLearner.of(mlops, deployment, LearnerSettings.logistic(), PATIENCE);
        }

        void die() {
            mlops.close();
            open();
        }

        void requests(int count) {
            for (int i = 0; i < count; i++) {
                clock.advance(Duration.ofSeconds(20));
                String id = "order-" + requests++;
                double x = random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian();
                deployment.predict(id, Map.of("x", x));
                double label = random.nextDouble() < 1 / (1 + StrictMath.exp(-3 * x)) ? 1 : 0;
                late.add(new Labelled(clock.instant().plusSeconds(random.nextInt(6_000)), id, label));
                while (!late.isEmpty() && !late.peek().due().isAfter(clock.instant())) {
                    Labelled known = late.remove();
                    deployment.label(known.id(), known.label());
                    if (random.nextInt(20) == 0) {
                        deployment.label(known.id(), 1 - known.label());
                    }
                }
            }
        }

        Document state() {
            return mlops.metadata()
                    .read(reader -> LearnerState.find(reader, "orders"))
                    .orElseThrow()
                    .learner();
        }

        @Override
        public void close() {
            mlops.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLearnerThatDiesNowAndThenLearnsTheSameBits(long seed) {
        try (World calm = new World(directory.resolve("calm"), seed);
                World troubled = new World(directory.resolve("troubled"), seed)) {
            SplittableRandom fate = new SplittableRandom(seed + 100);
            for (int i = 0; i < 12; i++) {
                int requests = 1 + fate.nextInt(80);
                calm.requests(requests);
                troubled.requests(requests);
                if (fate.nextBoolean()) {
                    troubled.learner.learn();
                }
                if (fate.nextBoolean()) {
                    troubled.die();
                }
            }
            assertThat(calm.learner.learn()).as("seed %s", seed).isPositive().isEqualTo(troubled.learner.learn());
            assertThat(troubled.state()).as("seed %s", seed).isEqualTo(calm.state());
        }
    }

    @Test
    void twoLearnersOfOneDeploymentTakeEachLabelOnce() {
        try (World alone = new World(directory.resolve("alone"), 4);
                World shared = new World(directory.resolve("shared"), 4)) {
            ContinuousLearner other = shared.learner();
            for (int i = 0; i < 6; i++) {
                alone.requests(50);
                shared.requests(50);
                assertThat(i % 2 == 0 ? other.learn() : shared.learner.learn()).isEqualTo(alone.learner.learn());
            }
            assertThat(shared.state()).isEqualTo(alone.state());
        }
    }

    @Test
    void aSnapshotIsAVersionLikeAnyOtherAndNeverSawTheHeldOutRows() {
        try (World world = new World(directory.resolve("store"), 5)) {
            Instant began = world.clock.instant();
            world.requests(2_000);
            Pipeline pipeline = Pipeline.named("learn")
                    .step("snapshot", world.learner.registering())
                    .build();
            PipelineRun run = world.mlops.pipelines().start(pipeline, Document.nothing());

            Document snapshot = run.stage("snapshot").orElseThrow().output();
            assertThat(snapshot).isEqualTo(Document.object().with("model", "m").with("version", 2));
            ModelVersion version = world.mlops.registry().load("m", 2);
            assertThat(version.manifest().findSignature()).contains(SIGNATURE);
            Table heldOut = world.learner.heldOut(began);
            assertThat(heldOut.rowCount()).isBetween(120, 260);
            long learned = world.learner.learn();
            assertThat(learned + heldOut.rowCount()).isLessThan(2_000);
            assertThat(world.mlops
                            .tracking()
                            .load(version.findRun().orElseThrow())
                            .metrics()
                            .get("learned_labels")
                            .last())
                    .isEqualTo((double) learned);

            world.mlops.registry().alias("m", "champion").moveTo(version, "has learned");
            world.deployment.refresh();
            double[] output = new double[1];
            world.deployment.score(new double[] {1}, output);
            assertThat(output[0]).isCloseTo(1 / (1 + Math.exp(-3)), within(0.04));
        }
    }

    @Test
    void beforeTheFirstLabelThereIsNothingToLearn() {
        try (World world = new World(directory.resolve("store"), 6)) {
            assertThat(world.learner.learn()).isZero();
            assertThat(world.learner.heldOut(Instant.EPOCH).rowCount()).isZero();
            assertThat(world.learner.register().number()).isEqualTo(2);
        }
    }
}
