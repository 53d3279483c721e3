// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.gate.GateMetric;
import org.mlops4j.monitoring.gate.GateSuite;
import org.mlops4j.monitoring.gate.Gates;
import org.mlops4j.monitoring.gate.Trial;
import org.mlops4j.monitoring.rollout.Rollout;
import org.mlops4j.monitoring.rollout.RolloutMeasure;
import org.mlops4j.monitoring.rollout.RolloutPhase;
import org.mlops4j.monitoring.rollout.RolloutPlan;
import org.mlops4j.monitoring.rollout.RolloutStatus;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.monitoring.sequential.SequentialTest;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;

/** What docs/guides/rollout.md tells, run. */
class RolloutGuideTest {

    private static final Schema INPUTS = Schema.of(Field.of("distance", DataType.FLOAT64));

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final Random random = new Random(1);
    private int flights;

    private static ModelVersion register(ModelRegistry registry, double slope) {
        String model = "{\"intercept\": 0, \"coefficients\": [" + slope + "], \"link\": \"logit\"}";
        return registry.register(
                "late-flights",
                ModelPackage.of("linear")
                        .withFile("model", model.getBytes(StandardCharsets.UTF_8))
                        .signature(new Signature(INPUTS, Schema.of(Field.of("late", DataType.FLOAT64)))));
    }

    private Table flights(int count) {
        Table.Builder rows = Table.builder(Schema.of(
                Field.of("distance", DataType.FLOAT64),
                Field.of("origin", DataType.STRING),
                Field.of("late", DataType.BOOLEAN)));
        for (int i = 0; i < count; i++) {
            double distance = random.nextGaussian();
            rows.add(distance, "o" + random.nextInt(3), random.nextDouble() < 1 / (1 + Math.exp(-distance)));
        }
        return rows.build();
    }

    private void serve(Deployment deployment, int count) {
        for (int i = 0; i < count; i++) {
            String id = "flight-" + flights++;
            double distance = 2 * random.nextGaussian();
            deployment.predict(id, Map.of("distance", distance));
            deployment.label(id, distance > 0 ? 1 : 0);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void gatesThenStages() {
        try (Mlops mlops = Mlops.builder().directory(directory).clock(now::get).open()) {
            ModelRegistry registry = mlops.registry();
            Alias champion = registry.alias("late-flights", "champion");
            champion.moveTo(register(registry, 1), "first model");
            ModelVersion candidate = register(registry, 1.1);
            Table recent = flights(3_000);
            GateSuite gates = gates(mlops, candidate, champion, recent);
            Deployment deployment = mlops.serving()
                    .deploy(DeploymentSpec.named("late-flights")
                            .champion("late-flights@champion")
                            .logPredictions(PredictionLogging.complete()));
            byStages(mlops, deployment, candidate);
            ModelVersion next = register(registry, 0.9);
            inAPipeline(mlops, deployment, next, recent, gates);
        }
    }

    private static GateSuite gates(Mlops mlops, ModelVersion candidate, Alias champion, Table recent) {
        GateSuite gates = GateSuite.at(0.05)
                .with(Gates.notWorseThanChampion(GateMetric.auc(), 0.005))
                .with(Gates.noSliceWorseThan(GateMetric.auc(), 0.02, "origin"))
                .with(Gates.bound(GateMetric.auc(), 0.6))
                .with(Gates.compatibleSignature())
                .with(Gates.latencyP99Below(Duration.ofMillis(100)))
                .with(Gates.sizeAtMost(10_000_000));
        Trial trial = Trial.of(mlops, candidate, recent, "late").against(champion.find());
        Verdict verdict = gates.judge(trial);
        mlops.governance().validate(candidate, gates.verdicts(trial), "nightly");
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASS);
        return gates;
    }

    private void byStages(Mlops mlops, Deployment deployment, ModelVersion candidate) {
        RolloutPlan plan = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1)
                .shadow(Duration.ofHours(6))
                .canary(0.25, Duration.ofHours(1))
                .watch(Duration.ofDays(2))
                .slowAfter(Duration.ofMillis(500))
                .guardedBy(RolloutMeasure.squaredError(), 0.05);
        Rollout rollout = Rollout.of(mlops, deployment);
        rollout.start(candidate, plan, "passed its gates");
        serve(deployment, 1_500);
        pass(Duration.ofHours(6));

        RolloutStatus status = rollout.advance();
        System.out.println(status.phase() + " " + status.stage() + ": " + status.reason());
        assertThat(status.stage()).isEqualTo("canary 0.25");

        serve(deployment, 4_000);
        pass(Duration.ofHours(1));
        assertThat(rollout.advance().stage()).isEqualTo("watch");
        serve(deployment, 1_500);
        pass(Duration.ofDays(14));
        if (rollout.advance().phase() == RolloutPhase.PAUSED) {
            rollout.proceed("too few flights in winter to tell; the shadow looked well");
        }
        assertThat(deployment.champion()).isEqualTo(candidate);
        assertThat(rollout.find().orElseThrow().phase()).isEqualTo(RolloutPhase.SUCCEEDED);
    }

    private void inAPipeline(
            Mlops mlops, Deployment deployment, ModelVersion candidate, Table recent, GateSuite gates) {
        RolloutPlan plan =
                RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1).shadow(Duration.ofHours(6));
        Rollout rollout = Rollout.of(mlops, deployment);
        Alias champion = mlops.registry().alias("late-flights", "champion");
        Pipeline retrain = Pipeline.named("retrain-late-flights")
                .gate(
                        "gates",
                        gates.judging(step ->
                                Trial.of(mlops, candidate, recent, "late").against(champion.find())))
                .await("rollout", Duration.ofHours(1), rollout.advancing(step -> candidate, plan))
                .gate("rolled-out", rollout.judging())
                .build();
        PipelineRun run = mlops.pipelines().start(retrain, Document.object());
        assertThat(run.status()).isEqualTo(PipelineRun.Status.WAITING);
        serve(deployment, 1_500);
        pass(Duration.ofHours(6));
        run = mlops.pipelines().resume(retrain, run.id());
        assertThat(run.status()).isEqualTo(PipelineRun.Status.SUCCEEDED);
    }

    @Test
    void aTestMayBeLookedAtAtAnyTime() {
        BetaBinomialTest onlyNewIsRight = BetaBinomialTest.of(0.5);
        for (int i = 0; i < 200; i++) {
            onlyNewIsRight.add(random.nextInt(3) == 0);
            if (onlyNewIsRight.rejects(0.05)) {
                break;
            }
        }
        System.out.println(onlyNewIsRight.lower(0.05) + " to " + onlyNewIsRight.upper(0.05));
        SequentialTest later = SequentialTest.from(onlyNewIsRight.toDocument());
        assertThat(later.pValue()).isEqualTo(onlyNewIsRight.pValue()).isLessThanOrEqualTo(0.05);
    }
}
