// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * How far a rollout has come. What is decided is stored first and done after, so that whoever comes next can do it
 * again.
 *
 * @param plan the stages and rules
 * @param versions who replaces whom
 * @param run the id of the pipeline run that carries it on, {@code null} if a person began it
 * @param phase whether it goes on
 * @param stage the index of the stage that goes on, or in which it ended
 * @param applied whether routing and alias are known to be as the stage wants them
 * @param began when the stage was applied; before, when it was decided
 * @param positions how far the logs were when the stage began
 * @param status the last reason and evidence
 */
record RolloutState(
        RolloutPlan plan,
        Contenders versions,
        @Nullable String run,
        RolloutPhase phase,
        int stage,
        boolean applied,
        Instant began,
        LogPositions positions,
        Finding status) {

    /** Why a rollout stands as it does. */
    record Finding(String reason, Document evidence) {}

    /**
     * Who replaces whom.
     *
     * @param model whose versions they are
     * @param alias the alias that the deployment answers with
     * @param candidate the number of the one
     * @param champion the number of the other
     */
    record Contenders(String model, String alias, int candidate, int champion) {
        String candidateReference() {
            return model + "/" + candidate;
        }

        String championReference() {
            return model + "/" + champion;
        }
    }

    static RolloutState start(RolloutPlan plan, Contenders versions, @Nullable String run, Instant now, String reason) {
        return entering(plan, versions, run, 0, now, new Finding(reason, Document.object()));
    }

    private static RolloutState entering(
            RolloutPlan plan, Contenders versions, @Nullable String run, int stage, Instant now, Finding finding) {
        return new RolloutState(
                plan, versions, run, RolloutPhase.RUNNING, stage, false, now, LogPositions.BEGINNING, finding);
    }

    /** {@return the share of the candidate's among slow answers if it is slow as often as the champion} */
    double evenShare() {
        return current() instanceof RolloutStage.Canary canary ? canary.share() : 0.5;
    }

    /**
     * {@return the share of the candidate's among the errors if it fails as often as the champion; under watch the
     * share of its requests that may fail}
     */
    double errorShare() {
        return current() instanceof RolloutStage.Watch ? plan.mostErrors() : evenShare();
    }

    RolloutState carriedOnBy(String pipelineRun) {
        return new RolloutState(plan, versions, pipelineRun, phase, stage, applied, began, positions, status);
    }

    RolloutStage current() {
        return plan.stages().get(stage);
    }

    RolloutState applied(Instant now, LogPositions reached) {
        return new RolloutState(plan, versions, run, phase, stage, true, now, reached, status);
    }

    /** {@return the next stage, or the end behind the last} */
    RolloutState promoted(Instant now, Finding finding) {
        return stage + 1 < plan.stages().size()
                ? entering(plan, versions, run, stage + 1, now, finding)
                : in(RolloutPhase.SUCCEEDED, now, finding);
    }

    RolloutState rolledBack(Instant now, Finding finding) {
        return in(RolloutPhase.ROLLED_BACK, now, finding);
    }

    /** {@return this with routing and alias left as they are} */
    RolloutState paused(Finding finding) {
        return new RolloutState(plan, versions, run, RolloutPhase.PAUSED, stage, true, began, positions, finding);
    }

    private RolloutState in(RolloutPhase next, Instant now, Finding finding) {
        return new RolloutState(plan, versions, run, next, stage, false, now, positions, finding);
    }

    RolloutStatus told() {
        return told(status);
    }

    RolloutStatus told(Finding finding) {
        return new RolloutStatus(phase, current().name(), began, finding.reason(), finding.evidence());
    }

    static RolloutState from(Document document) {
        return new RolloutState(
                RolloutPlan.from(document.get("plan")),
                new Contenders(
                        document.get("model").text(),
                        document.get("alias").text(),
                        Math.toIntExact(document.get("candidate").whole()),
                        Math.toIntExact(document.get("champion").whole())),
                document.find("run").map(Document::text).orElse(null),
                document.get("phase").constant(RolloutPhase.class),
                Math.toIntExact(document.get("stage").whole()),
                document.get("applied").bool(),
                document.get("began").instant(),
                LogPositions.from(document.get("positions")),
                new Finding(document.get("reason").text(), document.get("evidence")));
    }

    Document toDocument() {
        return Document.object()
                .with("plan", plan.toDocument())
                .with("model", versions.model())
                .with("alias", versions.alias())
                .with("candidate", versions.candidate())
                .with("champion", versions.champion())
                .withOptional("run", run)
                .with("phase", Document.of(phase))
                .with("stage", stage)
                .with("applied", applied)
                .with("began", began)
                .with("positions", positions.toDocument())
                .with("reason", status.reason())
                .with("evidence", status.evidence());
    }
}
