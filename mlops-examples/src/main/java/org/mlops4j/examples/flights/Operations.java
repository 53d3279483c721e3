// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.rollout.Rollout;
import org.mlops4j.monitoring.rollout.RolloutStatus;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;

/**
 * What happens every midnight while the model serves: the monitors look at the day, the pipeline carries on what is
 * due, and people sign off what waits for them. Everything else the store does by itself: an alert starts the pipeline,
 * and the rollout goes from stage to stage.
 */
final class Operations {

    private final Mlops mlops;
    private final Deployment deployment;
    private final Pipeline pipeline;
    private final Rollout rollout;
    private final List<Actor> reviewers;
    private final Story story;
    private String toldRollout = "";

    /**
     * People and policies.
     *
     * @param reviewers who sign off what the actor of the handle started
     */
    Operations(
            Mlops mlops,
            Deployment deployment,
            Pipeline pipeline,
            Rollout rollout,
            List<Actor> reviewers,
            Story story) {
        this.mlops = mlops;
        this.deployment = deployment;
        this.pipeline = pipeline;
        this.rollout = rollout;
        this.reviewers = reviewers;
        this.story = story;
    }

    void midnight(List<Monitor> monitors) {
        deployment.flush();
        for (Monitor monitor : monitors) {
            monitor.catchUp();
        }
        for (PipelineRun run : mlops.pipelines().resumeAll(pipeline)) {
            if (run.stage("sign-off")
                    .filter(stage -> stage.state() == State.WAITING)
                    .isPresent()) {
                signOff(run);
            } else if (run.status() != PipelineRun.Status.WAITING) {
                story.line("%s  %s ended as %s: %s", today(), run.id(), run.status(), lastWord(run));
            }
        }
        rollout.find().ifPresent(this::tell);
    }

    /** Tells of an alert that begins or ends. */
    void tell(Alert alert) {
        story.line("%s  %s: %s", today(), alert.active() ? "ALERT" : "resolved", alert.message());
    }

    private void signOff(PipelineRun run) {
        story.line("%s  the alert started %s", today(), run.id());
        story.line("gates: %s", lastWord(run));
        try {
            mlops.pipelines().approve(run.id(), "looks good to me");
            throw new AssertionError("the author must not sign off");
        } catch (RejectedException refused) {
            story.line("%s tries to sign off: refused, the author does not count", mlops.actor());
        }
        ModelVersion challenger = Retraining.challenger(mlops, trained(run));
        for (Actor reviewer : reviewers) {
            Mlops theirs = mlops.as(reviewer);
            theirs.pipelines().approve(run.id(), "read the evidence of the gates");
            theirs.registry().approve(challenger, "read the evidence of the gates");
            story.line("%s signs off %s", reviewer, challenger);
        }
        mlops.pipelines().resume(pipeline, run.id());
    }

    private static Document trained(PipelineRun run) {
        return run.stage("train").map(StageRecord::output).orElseThrow();
    }

    /** Tells of a rollout when it is somewhere else than at the last midnight. */
    private void tell(RolloutStatus status) {
        String now = status.phase() + " " + status.stage() + " " + status.since();
        if (!now.equals(toldRollout)) {
            toldRollout = now;
            story.line("%s  rollout %s, stage %s: %s", today(), status.phase(), status.stage(), status.reason());
        }
    }

    /** What the last gate said that the run came to. */
    private static String lastWord(PipelineRun run) {
        return Stream.of("rolled-out", "gates")
                .flatMap(gate -> run.stage(gate).map(StageRecord::output).stream())
                .map(Verdict::from)
                .map(verdict -> verdict.outcome() + ", " + verdict.reason())
                .findFirst()
                .orElse("it came to no gate");
    }

    private String today() {
        Instant now = mlops.clock().instant();
        return now.toString().substring(0, 10);
    }
}
