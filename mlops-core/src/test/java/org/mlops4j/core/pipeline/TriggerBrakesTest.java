// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.pipeline.Freeze;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.Schedule;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerDecision.Outcome;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;

/** What holds triggers back. The clock stands at noon of 2026-03-03, UTC, a Tuesday. */
class TriggerBrakesTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final Alarms alarms = new Alarms(store);

    private final Retraining retraining = new Retraining(store);

    private final Pipeline retrain = retraining.pipeline();

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    @Test
    void duringTheCoolDownAnAlertWaitsAndTheReasonIsStoredOnce() {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").coolDown(Duration.ofDays(3)));
        alarms.raise("a-1");
        retraining.look();
        alarms.raise("a-2");
        for (int hours = 8; hours < 72; hours += 8) {
            assertThat(retraining.lookAfter(Duration.ofHours(8))).isEmpty();
        }
        assertThat(retraining.outcomes()).containsExactly(Outcome.COOLING_DOWN, Outcome.STARTED);
        assertThat(pipelines().decisions("retrain").get(0).reason())
                .isEqualTo("AUC fell to 0.61, but the trigger rests until 2026-03-06T12:00:00Z");
        assertThat(retraining.lookAfter(Duration.ofHours(8))).hasSize(1);
    }

    @Test
    void theBudgetHoldsOverItsTime() {
        pipelines()
                .trigger(
                        retrain,
                        Trigger.onAlert("late-flights").coolDown(Duration.ZERO).atMost(2, Duration.ofDays(7)));
        int runs = 0;
        for (int day = 0; day < 14; day++) {
            alarms.raise("a-" + day);
            runs += retraining.lookAfter(Duration.ofDays(1)).size();
        }
        assertThat(runs).isEqualTo(4);
        assertThat(retraining.outcomes()).contains(Outcome.OVER_BUDGET);
    }

    @Test
    void theBudgetOfWorkCountsWhatStagesTookAndNoWaits() {
        AtomicInteger runs = new AtomicInteger();
        Pipeline costly = Pipeline.named("retrain")
                .step("train", step -> {
                    runs.incrementAndGet();
                    store.clock().advance(Duration.ofHours(1));
                    return Document.nothing();
                })
                .await(
                        "labels",
                        Duration.ofHours(12),
                        step -> step.attempt() == 1
                                        && store.clock()
                                                .instant()
                                                .isBefore(began(step).plus(Duration.ofHours(13)))
                                ? Optional.empty()
                                : Optional.of(Document.nothing()))
                .build();
        Trigger trigger = Trigger.onAlert("late-flights")
                .coolDown(Duration.ZERO)
                .atMost(100, Duration.ofDays(7))
                .workAtMost(Duration.ofHours(2));
        assertThat(Trigger.from(trigger.toDocument())).isEqualTo(trigger);
        pipelines().trigger(costly, trigger);
        for (int day = 0; day < 14; day++) {
            Alert alert = alarms.raise("a-" + day);
            pipelines().resumeAll(costly);
            store.clock().advance(Duration.ofHours(23));
            pipelines().resumeAll(costly);
            alarms.resolve(alert);
        }
        assertThat(runs).hasValue(4);
        assertThat(retraining.outcomes()).contains(Outcome.OVER_BUDGET);
        assertThat(pipelines().decisions("retrain"))
                .anyMatch(decision -> decision.reason()
                        .endsWith("its budget of PT2H within PT168H is used: stages were at work for PT2H;"
                                + " free again at 2026-03-10T12:00:00Z"));
    }

    private Instant began(StepContext step) {
        return pipelines().find(step.run()).orElseThrow().started();
    }

    @Test
    void aRunThatIsUnderWayIsWaitedFor() {
        Pipeline slow = Pipeline.named("retrain")
                .approval("sign-off", ApprovalPolicy.of(1))
                .build();
        pipelines().trigger(slow, Trigger.onAlert("late-flights").coolDown(Duration.ZERO));
        alarms.raise("a-1");
        PipelineRun waiting = pipelines().resumeAll(slow).get(0);
        alarms.raise("a-2");
        store.clock().advance(Duration.ofDays(1));
        assertThat(pipelines().resumeAll(slow)).isEmpty();
        assertThat(retraining.outcomes()).containsExactly(Outcome.UNDER_WAY, Outcome.STARTED);
        store.mlops().as(Actor.of("ben")).pipelines().approve(waiting.id(), "looks right");
        assertThat(pipelines().resumeAll(slow)).extracting(PipelineRun::id).containsExactly("retrain-1");
        assertThat(pipelines().resumeAll(slow)).extracting(PipelineRun::id).containsExactly("retrain-2");
    }

    @Test
    void aRunThatIsUnderWayWithStagesOfBeforeIsNamedUntilSomebodyCancelsIt() {
        Pipeline before = Pipeline.named("retrain")
                .approval("sign-off", ApprovalPolicy.of(1))
                .build();
        PipelineRun outdated = pipelines().start(before, Document.nothing());
        pipelines().trigger(retrain, Trigger.onAlert("late-flights"));
        alarms.raise("a-1");
        assertThat(retraining.look()).isEmpty();
        assertThat(pipelines().decisions("retrain").get(0).reason())
                .contains("retrain-1 is under way, with stages that its pipeline has no longer: cancel it");
        pipelines().cancel(outdated.id(), "the pipeline has no sign-off any more");
        assertThat(retraining.look()).extracting(PipelineRun::id).containsExactly("retrain-2");
    }

    @Test
    void pipelinesThatMakeTheSameWaitForEachOther() {
        Pipeline nightly = Pipeline.named("nightly")
                .makes("late-flights")
                .approval("sign-off", ApprovalPolicy.of(1))
                .build();
        Pipeline onDrift = Pipeline.named("retrain")
                .makes("late-flights")
                .step("train", step -> Document.nothing())
                .build();
        PipelineRun waiting = pipelines().start(nightly, Document.nothing());
        pipelines().trigger(onDrift, Trigger.onAlert("late-flights"));
        alarms.raise("a-1");
        assertThat(pipelines().resumeAll(onDrift)).isEmpty();
        assertThat(pipelines().decisions("retrain").get(0).reason()).contains("run nightly-1 is under way");
        pipelines().cancel(waiting.id(), "drift comes first");
        assertThat(pipelines().resumeAll(onDrift)).extracting(PipelineRun::id).containsExactly("retrain-1");
    }

    @Test
    void aClockThatGoesBackEndsNoCoolDownAndGivesNoNewBudget() {
        pipelines()
                .trigger(
                        retrain,
                        Trigger.onAlert("late-flights")
                                .coolDown(Duration.ofDays(1))
                                .atMost(2, Duration.ofDays(7)));
        alarms.raise("a-1");
        assertThat(retraining.look()).hasSize(1);
        alarms.raise("a-2");
        assertThat(retraining.lookAfter(Duration.ofDays(-3))).isEmpty();
        assertThat(retraining.lookAfter(Duration.ofDays(4))).hasSize(1);
        alarms.raise("a-3");
        for (int back = 0; back < 3; back++) {
            assertThat(retraining.lookAfter(Duration.ofDays(-30))).isEmpty();
        }
        assertThat(retraining.lookAfter(Duration.ofDays(90 + 5))).isEmpty();
        assertThat(retraining.outcomes().get(0)).isEqualTo(Outcome.OVER_BUDGET);
        assertThat(retraining.lookAfter(Duration.ofDays(2))).hasSize(1);
    }

    @Test
    void aClockThatGoesBackInAStepGivesNoWorkBack() {
        Pipeline odd = Pipeline.named("retrain")
                .step("ahead", step -> {
                    store.clock().advance(Duration.ofHours(2));
                    return Document.nothing();
                })
                .step("back", step -> {
                    store.clock().advance(Duration.ofHours(-2));
                    return Document.nothing();
                })
                .build();
        pipelines()
                .trigger(
                        odd,
                        Trigger.onAlert("late-flights").coolDown(Duration.ZERO).workAtMost(Duration.ofHours(2)));
        alarms.raise("a-1");
        assertThat(pipelines().resumeAll(odd)).hasSize(1);
        alarms.raise("a-2");
        store.clock().advance(Duration.ofHours(1));
        assertThat(pipelines().resumeAll(odd)).isEmpty();
        assertThat(retraining.outcomes()).containsExactly(Outcome.OVER_BUDGET, Outcome.STARTED);
    }

    @Test
    void inAFreezeNothingStarts() {
        Freeze weekend = new Freeze(Schedule.cron("0 18 * * FRI", ZoneId.of("Europe/Berlin")), Duration.ofHours(62));
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").frozen(weekend));
        store.clock().advance(Duration.ofDays(3).plusHours(6));
        alarms.raise("a-1");
        assertThat(retraining.look()).isEmpty();
        assertThat(retraining.outcomes()).containsExactly(Outcome.FROZEN);
        assertThat(retraining.lookAfter(Duration.ofHours(60))).isEmpty();
        assertThat(retraining.lookAfter(Duration.ofHours(2))).hasSize(1);
    }

    @Test
    void afterRejectedRunsInARowTheBreakerOpensUntilARunGetsThrough() {
        boolean[] good = {false};
        Pipeline gated = Pipeline.named("retrain")
                .gate(
                        "better",
                        step -> new Verdict(
                                good[0] ? Verdict.Outcome.PASS : Verdict.Outcome.FAIL, "compared", Document.nothing()))
                .build();
        pipelines()
                .trigger(
                        gated,
                        Trigger.onAlert("late-flights").coolDown(Duration.ZERO).breaker(2));
        for (int i = 0; i < 4; i++) {
            alarms.raise("a-" + i);
            store.clock().advance(Duration.ofDays(1));
            pipelines().resumeAll(gated);
        }
        assertThat(retraining.outcomes()).containsExactly(Outcome.BREAKER_OPEN, Outcome.STARTED, Outcome.STARTED);
        good[0] = true;
        pipelines().start(gated, Document.nothing());
        assertThat(pipelines().resumeAll(gated)).hasSize(1);
    }
}
