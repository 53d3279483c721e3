// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.mlops4j.examples.flights.Training.MODEL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;

/**
 * What people and policies do while the model serves: look at the monitors every midnight, retrain on an alert, sign
 * off after a week in the shadow, and act on a fault.
 */
final class Operations {

    private static final Duration SHADOW = Duration.ofDays(7);
    private static final Duration YOUNG = Duration.ofDays(14);
    private static final double KILOMETRES_PER_MILE = 1.609344;

    private final Mlops mlops;
    private final Deployment deployment;
    private final Pipeline pipeline;
    private final Actor reviewer;
    private final Story story;
    private final Instant latestFault;
    private @Nullable String waitingRun;
    private Instant shadowSince = Instant.MIN;
    private Instant promoted = Instant.MIN;
    private Instant stopped = Instant.MIN;
    private Fault fault = Fault.TO_COME;

    private enum Fault {
        TO_COME,
        GOING_ON,
        STOPPED,
        REPAIRED
    }

    /**
     * People and policies.
     *
     * @param reviewer who signs off what the actor of the handle started
     * @param latestFault when the fault begins, unless a new champion brings it forward
     */
    Operations(
            Mlops mlops, Deployment deployment, Pipeline pipeline, Actor reviewer, Instant latestFault, Story story) {
        this.mlops = mlops;
        this.deployment = deployment;
        this.pipeline = pipeline;
        this.reviewer = reviewer;
        this.latestFault = latestFault;
        this.story = story;
    }

    void midnight(Instant day, LiveAirports airports, List<Monitor> monitors) {
        deployment.flush();
        for (Monitor monitor : monitors) {
            monitor.catchUp();
        }
        if (waitingRun != null && !day.isBefore(shadowSince.plus(SHADOW))) {
            signOff(waitingRun);
        }
        moveFault(day, airports);
    }

    /** Takes alerts about performance: an alert starts the pipeline, if none is under way. */
    void retrain(Alert alert) {
        tell(alert);
        if (!alert.active() || waitingRun != null) {
            return;
        }
        PipelineRun run = mlops.pipelines().start(pipeline, Document.object().with("alert", alert.id()));
        run.stages().stream()
                .filter(stage ->
                        stage.output() != null && stage.output().find("outcome").isPresent())
                .forEach(stage -> story.line("gate %s: %s", stage.name(), reason(stage)));
        if (run.status() == PipelineRun.Status.WAITING) {
            waitingRun = run.id();
            shadowSince = mlops.clock().instant();
            deployment.refresh();
            story.line(
                    "%s runs in the shadow of %s and waits for a signature",
                    mlops.registry().alias(MODEL, "challenger").current(), deployment.champion());
        } else {
            story.line("the pipeline ended as %s; %s goes on", run.status(), deployment.champion());
        }
    }

    /**
     * Takes alerts about inputs: a champion that is new is rolled back, and the deployment stops until somebody has
     * looked.
     */
    void guard(Alert alert) {
        tell(alert);
        if (!alert.active() || fault != Fault.GOING_ON) {
            return;
        }
        Instant now = mlops.clock().instant();
        if (promoted.isAfter(now.minus(YOUNG))) {
            Alias.Move back = mlops.registry().alias(MODEL, "champion").rollback(alert.message());
            deployment.refresh();
            story.line(
                    "policy: the champion is younger than %d days, rolled back to version %d",
                    YOUNG.toDays(), back.number());
        }
        deployment.stop(alert.message());
        story.line("policy: inputs are not to be trusted, deployment stopped");
        fault = Fault.STOPPED;
        stopped = now;
    }

    /** Tells of an alert that begins or ends. */
    void tell(Alert alert) {
        story.line("%s  %s: %s", day(mlops.clock().instant()), alert.active() ? "ALERT" : "resolved", alert.message());
    }

    private void signOff(String run) {
        waitingRun = null;
        ModelVersion challenger = mlops.registry().alias(MODEL, "challenger").current();
        try {
            mlops.pipelines().approve(run, "looks good to me");
            throw new AssertionError("the author must not sign off");
        } catch (RejectedException refused) {
            story.line("%s tries to sign off: refused, the author does not count", mlops.actor());
        }
        Mlops theirs = mlops.as(reviewer);
        theirs.registry().approve(challenger, "a week in the shadow without a surprise");
        theirs.pipelines().approve(run, "a week in the shadow without a surprise");
        PipelineRun finished = mlops.pipelines().resume(pipeline, run);
        finished.stage("not-worse-in-the-shadow")
                .ifPresent(stage -> story.line("gate %s: %s", stage.name(), reason(stage)));
        deployment.refresh();
        if (finished.status() == PipelineRun.Status.SUCCEEDED) {
            promoted = mlops.clock().instant();
            story.line("%s  signed off by %s, %s is champion", day(promoted), reviewer, deployment.champion());
        } else {
            story.line(
                    "%s  the challenger lost in the shadow; %s stays champion",
                    day(mlops.clock().instant()), deployment.champion());
        }
    }

    private void moveFault(Instant day, LiveAirports airports) {
        boolean newChampion = promoted.isAfter(Instant.MIN) && !day.isBefore(promoted.plus(Duration.ofDays(5)));
        if (fault == Fault.TO_COME && (newChampion || !day.isBefore(latestFault))) {
            story.act("Break and roll back");
            story.line("%s  a new release of the caller sends distances in kilometres", day(day));
            airports.callThrough(Operations::inKilometres);
            fault = Fault.GOING_ON;
        } else if (fault == Fault.STOPPED && !day.isBefore(stopped.plus(Duration.ofDays(1)))) {
            repair(day, airports);
        }
    }

    private void repair(Instant day, LiveAirports airports) {
        airports.callThrough(row -> row);
        Alias champion = mlops.registry().alias(MODEL, "champion");
        List<Alias.Move> history = champion.history();
        if (history.get(history.size() - 1).rollback()) {
            ModelVersion cleared =
                    mlops.registry().load(MODEL, history.get(history.size() - 2).number());
            champion.moveTo(cleared, Optional.of(champion.current()), "the caller was to blame, not the model");
        }
        deployment.resume("the caller sends miles again");
        deployment.refresh();
        story.line(
                "%s  the caller is repaired, %s answers again; %d flights left without a prediction",
                day(day), deployment.champion(), airports.refused());
        fault = Fault.REPAIRED;
    }

    private static Row inKilometres(Row request) {
        Schema schema = request.schema();
        @Nullable Object[] values = new @Nullable Object[schema.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (schema.field(i).name()) {
                case "distance" -> request.number(i) * KILOMETRES_PER_MILE;
                case "departed" -> request.instant(i);
                default -> request.text(i);
            };
        }
        return Row.of(schema, values);
    }

    private static String reason(PipelineRun.StageRecord stage) {
        Document output = stage.output();
        return output == null
                ? ""
                : output.get("outcome").text() + ", " + output.get("reason").text();
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, 10);
    }
}
