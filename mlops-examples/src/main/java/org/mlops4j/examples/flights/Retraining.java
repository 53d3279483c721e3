// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.mlops4j.examples.flights.Training.MODEL;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.monitoring.gate.GateMetric;
import org.mlops4j.monitoring.gate.GateSuite;
import org.mlops4j.monitoring.gate.Gates;
import org.mlops4j.monitoring.gate.Trial;
import org.mlops4j.monitoring.rollout.Rollout;
import org.mlops4j.monitoring.rollout.RolloutMeasure;
import org.mlops4j.monitoring.rollout.RolloutPlan;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;

/**
 * The pipeline that an alert starts: train on everything known by now but the last two weeks, let the gates compare
 * with the champion on those two weeks, wait for two people, and roll out: a week in the shadow, three days on a
 * quarter of the flights, then champion under watch.
 */
final class Retraining {

    private static final Duration HELD_OUT = Duration.ofDays(14);

    /** The chance that a challenger as good as the champion fails, over all gates. */
    private static final GateSuite GATES = GateSuite.at(0.05)
            .with(Gates.notWorseThanChampion(GateMetric.auc(), 0.005))
            .with(Gates.noSliceWorseThan(GateMetric.auc(), 0.02, "origin"))
            .with(Gates.compatibleSignature())
            .with(Gates.latencyP99Below(Duration.ofMillis(10)))
            .with(Gates.sizeAtMost(10_000_000));

    /** How much of the squared error of a probability may be lost on the way. */
    private static final RolloutPlan PLAN = RolloutPlan.judgedBy(RolloutMeasure.squaredError(), 0.02)
            .shadow(Duration.ofDays(7))
            .canary(0.25, Duration.ofDays(3))
            .watch(Duration.ofDays(14));

    private final Mlops mlops;
    private final Training training;
    private final Rollout rollout;
    private final Instant firstDay;
    private final Story story;

    Retraining(Mlops mlops, Training training, Rollout rollout, Instant firstDay, Story story) {
        this.mlops = mlops;
        this.training = training;
        this.rollout = rollout;
        this.firstDay = firstDay;
        this.story = story;
    }

    Pipeline pipeline() {
        return Pipeline.named("retrain-late-flights")
                .step("train", this::train)
                .gate("gates", GATES.judging(this::trial))
                .approval("sign-off", ApprovalPolicy.of(2))
                .await("rollout", Duration.ofHours(12), rollout.advancing(this::challenger, PLAN))
                .gate("rolled-out", rollout.judging())
                .build();
    }

    private Document train(StepContext step) {
        Instant now = mlops.clock().instant();
        Instant cut = now.minus(HELD_OUT);
        String key = step.idempotencyKey();
        ModelVersion version = mlops.registry()
                .findRegistered(MODEL, key)
                .orElseGet(() -> training.train(
                        key,
                        training.set(Definitions.SERVICE, firstDay, cut),
                        training.set(Definitions.SERVICE, cut, now),
                        story));
        step.made(version);
        return Document.object()
                .with("challenger", version.number())
                .with("from", cut)
                .with("to", now);
    }

    private Trial trial(StepContext step) {
        Document trained = step.output("train");
        TrainingSet recent = training.set(
                Definitions.SERVICE,
                trained.get("from").instant(),
                trained.get("to").instant());
        return Trial.of(mlops, challenger(step), recent.table(), LateModel.LABEL)
                .against(mlops.registry().alias(MODEL, "champion").find());
    }

    private ModelVersion challenger(StepContext step) {
        return challenger(mlops, step.output("train"));
    }

    /** {@return the version that the stage {@code train} made} */
    static ModelVersion challenger(Mlops mlops, Document trained) {
        return mlops.registry()
                .load(MODEL, Math.toIntExact(trained.get("challenger").whole()));
    }
}
