// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.mlops4j.examples.flights.Training.MODEL;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.rollout.Rollout;
import org.mlops4j.monitoring.rollout.RolloutStatus;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;

/**
 * A release of the calling service that sends distances in kilometres, some days after a new champion, and what
 * follows: the inputs drift, the policy rolls the young champion back and stops the deployment, people find the caller
 * to blame.
 */
final class CallerFault {

    private static final Duration AFTER_PROMOTION = Duration.ofDays(5);
    private static final Duration UNTIL_REPAIRED = Duration.ofDays(1);
    private static final double KILOMETRES_PER_MILE = 1.609344;

    private final Mlops mlops;
    private final Deployment deployment;
    private final Rollout rollout;
    private final Instant latest;
    private final Story story;
    private Stage stage = Stage.TO_COME;
    private Instant stopped = Instant.MIN;
    private @Nullable ModelVersion rolledBack;

    private enum Stage {
        TO_COME,
        GOING_ON,
        STOPPED,
        REPAIRED
    }

    /**
     * A fault to come.
     *
     * @param latest when it begins, unless a new champion brings it forward
     */
    CallerFault(Mlops mlops, Deployment deployment, Rollout rollout, Instant latest, Story story) {
        this.mlops = mlops;
        this.deployment = deployment;
        this.rollout = rollout;
        this.latest = latest;
        this.story = story;
    }

    void midnight(Instant day, LiveAirports airports) {
        boolean due = findWatched()
                .map(watched -> !day.isBefore(watched.since().plus(AFTER_PROMOTION)))
                .orElse(false);
        if (stage == Stage.TO_COME && (due || !day.isBefore(latest))) {
            story.act("Break and roll back");
            story.line("%s  a new release of the caller sends distances in kilometres", day(day));
            airports.callThrough(CallerFault::inKilometres);
            stage = Stage.GOING_ON;
        } else if (stage == Stage.STOPPED && !day.isBefore(stopped.plus(UNTIL_REPAIRED))) {
            repair(day, airports);
        }
    }

    /**
     * Takes alerts about inputs: a champion under watch is rolled back, and the deployment stops until somebody has
     * looked.
     */
    void guard(Alert alert) {
        Instant now = mlops.clock().instant();
        story.line("%s  %s: %s", day(now), alert.active() ? "ALERT" : "resolved", alert.message());
        if (!alert.active() || stage != Stage.GOING_ON) {
            return;
        }
        if (findWatched().isPresent()) {
            rolledBack = deployment.champion();
            rollout.rollBack(alert.message());
            story.line("policy: the champion is under watch, rolled back to %s", deployment.champion());
        }
        deployment.stop(alert.message());
        story.line("policy: inputs are not to be trusted, deployment stopped");
        stage = Stage.STOPPED;
        stopped = now;
    }

    private void repair(Instant day, LiveAirports airports) {
        airports.callThrough(row -> row);
        if (rolledBack != null) {
            Alias champion = mlops.registry().alias(MODEL, "champion");
            champion.moveTo(rolledBack, Optional.of(champion.current()), "the caller was to blame, not the model");
        }
        deployment.resume("the caller sends miles again");
        deployment.refresh();
        story.line(
                "%s  the caller is repaired, %s answers again; %d flights left without a prediction",
                day(day), deployment.champion(), airports.refused());
        stage = Stage.REPAIRED;
    }

    private Optional<RolloutStatus> findWatched() {
        return rollout.find()
                .filter(status -> !status.phase().over() && status.stage().equals("watch"));
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

    private static String day(Instant instant) {
        return instant.toString().substring(0, 10);
    }
}
