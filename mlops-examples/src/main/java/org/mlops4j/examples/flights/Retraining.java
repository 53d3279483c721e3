// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.mlops4j.examples.flights.Training.MODEL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.PairedComparison;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;

/**
 * The pipeline that an alert starts: train on everything known by now but the last two weeks, compare with the champion
 * on those two weeks, let the challenger run in the shadow until somebody else signs it off, compare again on what the
 * shadow said, and promote.
 */
final class Retraining {

    /** How much AUC a challenger may lose against the champion and still count as not worse. */
    static final double MARGIN = 0.005;

    private static final double ALPHA = 0.05;
    private static final Duration HELD_OUT = Duration.ofDays(14);

    private final Mlops mlops;
    private final Training training;
    private final ShadowLog shadowLog;
    private final Instant firstDay;
    private final Story story;

    Retraining(Mlops mlops, Training training, ShadowLog shadowLog, Instant firstDay, Story story) {
        this.mlops = mlops;
        this.training = training;
        this.shadowLog = shadowLog;
        this.firstDay = firstDay;
        this.story = story;
    }

    Pipeline pipeline() {
        return Pipeline.named("retrain-late-flights")
                .step("train", this::train)
                .gate("not-worse-on-recent-flights", this::compareOffline)
                .step("shadow", this::shadow)
                .approval("sign-off", ApprovalPolicy.of(1))
                .gate("not-worse-in-the-shadow", this::compareShadow)
                .step("promote", this::promote)
                .build();
    }

    private Document train(StepContext step) {
        Instant now = mlops.clock().instant();
        Instant cut = now.minus(HELD_OUT);
        ModelVersion version = training.train(
                training.set(Definitions.SERVICE, firstDay, cut), training.set(Definitions.SERVICE, cut, now), story);
        ModelVersion champion = mlops.registry().alias(MODEL, "champion").current();
        return Document.object()
                .with("challenger", version.number())
                .with("champion", champion.number())
                .with("from", cut)
                .with("to", now);
    }

    private Verdict compareOffline(StepContext step) {
        Document trained = step.output("train");
        TrainingSet recent = training.set(
                Definitions.SERVICE,
                trained.get("from").instant(),
                trained.get("to").instant());
        return verdict(PairedComparison.auc(
                judged(version(trained, "champion"), recent), judged(version(trained, "challenger"), recent)));
    }

    private Document shadow(StepContext step) {
        ModelVersion challenger = version(step.output("train"), "challenger");
        mlops.registry().alias(MODEL, "challenger").moveTo(challenger, "passed the gate of run " + step.run());
        return Document.object().with("since", mlops.clock().instant());
    }

    private Verdict compareShadow(StepContext step) {
        Instant since = step.output("shadow").get("since").instant();
        return verdict(shadowLog.compare(since, mlops.clock().instant()));
    }

    private Document promote(StepContext step) {
        Document trained = step.output("train");
        ModelVersion challenger = version(trained, "challenger");
        mlops.registry()
                .alias(MODEL, "champion")
                .moveTo(challenger, Optional.of(version(trained, "champion")), "won in run " + step.run());
        return Document.object().with("champion", challenger.number());
    }

    private Verdict verdict(PairedComparison comparison) {
        double p = comparison.pValueNotWorseBy(MARGIN);
        String numbers = String.format(
                Locale.ROOT,
                "AUC %.4f against the champion's %.4f on %,d flights, p = %.2g that it is worse by %.3f or more",
                comparison.candidate(),
                comparison.baseline(),
                comparison.rows(),
                p,
                MARGIN);
        return p < ALPHA
                ? Verdict.pass(numbers, comparison.toDocument())
                : Verdict.fail(numbers, comparison.toDocument());
    }

    private BinaryScores judged(ModelVersion version, TrainingSet set) {
        Table rows = set.table();
        List<String> features = set.features();
        return LateModel.judged(LateModel.score(mlops.registry().read(version, "model"), rows, features), rows);
    }

    private ModelVersion version(Document trained, String which) {
        return mlops.registry().load(MODEL, Math.toIntExact(trained.get(which).whole()));
    }
}
