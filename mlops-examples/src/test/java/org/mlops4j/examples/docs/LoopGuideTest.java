// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.learning.ContinuousLearner;
import org.mlops4j.core.learning.LearnerSettings;
import org.mlops4j.core.learning.LinearLearner;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Slf4jSink;
import org.mlops4j.monitoring.gate.GateMetric;
import org.mlops4j.monitoring.gate.GateSuite;
import org.mlops4j.monitoring.gate.Gates;
import org.mlops4j.monitoring.gate.Trial;
import org.mlops4j.monitoring.rollout.Rollout;
import org.mlops4j.monitoring.rollout.RolloutMeasure;
import org.mlops4j.monitoring.rollout.RolloutPhase;
import org.mlops4j.monitoring.rollout.RolloutPlan;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.PipelineWorker;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.testkit.time.VirtualClock;

/** What docs/guides/loop.md tells, run: from drift to a rollback, and nobody does anything but sign. */
class LoopGuideTest {

    private static final Schema INPUTS =
            Schema.of(Field.of("queue", DataType.FLOAT64), Field.of("wind", DataType.FLOAT64));
    private static final Signature SIGNATURE = new Signature(INPUTS, Schema.of(Field.of("late", DataType.FLOAT64)));
    private static final int REQUESTS_AN_HOUR = 150;

    @TempDir
    private Path directory;

    private final VirtualClock clock = VirtualClock.at("2026-03-02T00:00:00Z");
    private final Random random = new Random(1);
    private boolean storms;
    private int flights;

    @Test
    @Timeout(120)
    void driftIsFoundLearnedJudgedSignedRolledOutAndRolledBack() {
        long began = System.nanoTime();
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .actor(Actor.of("ana"))
                        .clock(clock)
                        .open();
                Deployment late = deploy(mlops)) {
            ContinuousLearner learner =
                    ContinuousLearner.of(mlops, late, LearnerSettings.logistic(), Duration.ofDays(1));
            Rollout rollout = Rollout.of(mlops, late);
            Pipeline retrain = retrain(mlops, learner, rollout);
            Monitor monitor = monitor(mlops, late);

            hours(24, mlops, late, monitor, retrain);
            assertThat(mlops.pipelines().runs(retrain.name())).isEmpty();
            storms = true;
            hours(26, mlops, late, monitor, retrain);
            PipelineRun run = signOff(mlops, retrain);

            hours(14, mlops, late, monitor, retrain);
            assertThat(rollout.find().orElseThrow().stage()).isEqualTo("watch");
            assertThat(late.champion().number()).isEqualTo(2);

            storms = false;
            hours(10, mlops, late, monitor, retrain);
            assertThat(rollout.find().orElseThrow().phase()).isEqualTo(RolloutPhase.ROLLED_BACK);
            assertThat(late.champion().number()).isEqualTo(1);
            assertThat(mlops.pipelines().find(run.id()).orElseThrow().status()).isEqualTo(Status.REJECTED);
            verify(mlops, run);
            Duration taken = Duration.ofNanos(System.nanoTime() - began);
            System.out.println("the whole loop took " + taken.toMillis() + " ms");
            assertThat(taken).isLessThan(Duration.ofSeconds(30));
            monitor.close();
            production(mlops, monitor(mlops, late), retrain);
        }
    }

    private static Pipeline retrain(Mlops mlops, ContinuousLearner learner, Rollout rollout) {
        GateSuite gates = GateSuite.at(0.05)
                .with(Gates.notWorseThanChampion(GateMetric.auc(), 0.005))
                .with(Gates.compatibleSignature());
        RolloutPlan plan = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.05)
                .shadow(Duration.ofHours(3))
                .canary(0.25, Duration.ofHours(3))
                .watch(Duration.ofDays(2));
        Pipeline retrain = Pipeline.named("retrain-late-flights")
                .step("learn", learner.registering())
                .gate("gates", gates.judging(step -> trial(mlops, learner, step)))
                .approval("sign-off", ApprovalPolicy.of(2))
                .await("rollout", Duration.ofHours(1), rollout.advancing(step -> learned(mlops, step), plan))
                .gate("rolled-out", rollout.judging())
                .build();
        mlops.pipelines().trigger(retrain, Trigger.onAlert("late-flights").coolDown(Duration.ofDays(7)));
        return retrain;
    }

    private static Trial trial(Mlops mlops, ContinuousLearner learner, StepContext step) {
        Table unseen = learner.heldOut(mlops.clock().instant().minus(Duration.ofDays(1)));
        return Trial.of(mlops, learned(mlops, step), unseen, ContinuousLearner.LABEL)
                .against(mlops.registry().alias("late-flights", "champion").find());
    }

    private static ModelVersion learned(Mlops mlops, StepContext step) {
        int number = Math.toIntExact(step.output("learn").get("version").whole());
        return mlops.registry().load("late-flights", number);
    }

    private Monitor monitor(Mlops mlops, Deployment late) {
        Table training = training();
        return Monitor.of(mlops, late)
                .reference(training)
                .window(Duration.ofDays(1))
                .alert(AlertRule.when("drift.columns").above(0), Slf4jSink.warn())
                .alert(AlertRule.when("performance.auc").below(0.7), Slf4jSink.warn())
                .open();
    }

    private static void production(Mlops mlops, Monitor monitor, Pipeline retrain) {
        monitor.start(Duration.ofMinutes(5));
        PipelineWorker worker = mlops.pipelines().work(retrain);
        worker.close();
        monitor.close();
    }

    private PipelineRun signOff(Mlops mlops, Pipeline retrain) {
        PipelineRun run = mlops.pipelines().runs(retrain.name()).get(0);
        assertThat(run.status()).isEqualTo(Status.WAITING);
        assertThat(run.stage("gates").orElseThrow().finished()).isTrue();

        assertThatThrownBy(() -> mlops.pipelines().approve(run.id(), "looks good to me"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("started pipeline run");
        mlops.as(Actor.of("ben")).pipelines().approve(run.id(), "read the evidence");
        mlops.as(Actor.of("cleo")).pipelines().approve(run.id(), "so did I");
        return run;
    }

    private static void verify(Mlops mlops, PipelineRun run) {
        mlops.audit().verify();
        for (AuditEntry entry : mlops.audit().entries(0, 10_000)) {
            System.out.println(entry.time() + " " + entry.actor() + " " + entry.action() + " " + entry.target());
        }
        assertThat(mlops.audit().entries(0, 10_000).stream().map(LoopGuideTest::told))
                .as("what the audit log tells")
                .containsSubsequence(
                        "ana pipeline.triggered retrain-late-flights: drift",
                        "ana version.register late-flights/2",
                        "ana pipeline.finish " + run.id() + "/gates",
                        "ben pipeline.approve " + run.id() + "/sign-off: read the evidence",
                        "cleo pipeline.approve " + run.id() + "/sign-off: so did I",
                        "ana rollout.advance late-flights: shadow, running",
                        "ana deployment.change late-flights: shadow",
                        "ana rollout.advance late-flights: canary 0.25, running",
                        "ana deployment.change late-flights: canary 0.25",
                        "ana rollout.advance late-flights: watch, running",
                        "ana alias.move late-flights@champion",
                        "ana rollout.advance late-flights: watch, rolled_back",
                        "ana alias.move late-flights@champion",
                        "ana pipeline.finish " + run.id() + "/rolled-out");
    }

    /** {@return an entry, with its reason as far as the story depends on it} */
    private static String told(AuditEntry entry) {
        String reason = switch (entry.action()) {
            case "pipeline.triggered" -> entry.reason().contains("drift.columns") ? "drift" : entry.reason();
            case "rollout.advance", "deployment.change" -> entry.reason().replaceFirst(":.*", "");
            case "pipeline.approve" -> entry.reason();
            default -> "";
        };
        return entry.actor() + " " + entry.action() + " " + entry.target() + (reason.isEmpty() ? "" : ": " + reason);
    }

    private void hours(int count, Mlops mlops, Deployment late, Monitor monitor, Pipeline retrain) {
        for (int hour = 0; hour < count; hour++) {
            for (int i = 0; i < REQUESTS_AN_HOUR; i++) {
                clock.advance(Duration.ofHours(1).dividedBy(REQUESTS_AN_HOUR));
                String id = "flight-" + flights++;
                double queue = random.nextGaussian();
                double wind = random.nextGaussian() + (storms ? 1 : 0);
                late.predict(id, Map.of("queue", queue, "wind", wind));
                late.label(id, isLate(queue, wind) ? 1 : 0);
            }
            late.flush();
            monitor.catchUp();
            mlops.pipelines().resumeAll(retrain);
        }
    }

    private boolean isLate(double queue, double wind) {
        double score = storms ? 3 * wind - 3 : 3 * queue;
        return random.nextDouble() < 1 / (1 + Math.exp(-score));
    }

    private Table training() {
        Random january = new Random(2);
        Table.Builder rows = Table.builder(INPUTS);
        for (int i = 0; i < 5_000; i++) {
            rows.add(january.nextGaussian(), january.nextGaussian());
        }
        return rows.build();
    }

    private Deployment deploy(Mlops mlops) {
        LinearLearner january = LinearLearner.of(INPUTS.size(), LearnerSettings.logistic());
        for (int i = 0; i < 5_000; i++) {
            double[] inputs = {random.nextGaussian(), random.nextGaussian()};
            january.learn(inputs, isLate(inputs[0], inputs[1]) ? 1 : 0);
        }
        ModelVersion first = mlops.registry().register("late-flights", january.toPackage(SIGNATURE));
        mlops.registry().alias("late-flights", "champion").moveTo(first, "learned from January");
        return mlops.serving()
                .deploy(DeploymentSpec.named("late-flights")
                        .champion("late-flights@champion")
                        .logPredictions(PredictionLogging.complete()));
    }
}
