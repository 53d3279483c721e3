// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.Race;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Alert.Severity;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.pipeline.Freeze;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.Schedule;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerCause;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.pipeline.TriggerDecision.Outcome;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.search.Page;

/** The clock stands at noon of 2026-03-03, UTC, a Tuesday. */
class TriggersTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final Pipeline retrain =
            Pipeline.named("retrain").step("why", step -> step.parameters()).build();

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    private Alert alert(String id, Severity severity) {
        Instant now = store.clock().instant();
        Signal signal = new Signal("performance.auc", now.minusSeconds(60), now, 0.61, 1_000, Document.nothing());
        return new Alert(id, "late-flights", "auc", severity, signal, "AUC fell to 0.61", now, null);
    }

    private Alert raise(String id) {
        return raise(id, Severity.WARNING);
    }

    private Alert raise(String id, Severity severity) {
        return put(alert(id, severity));
    }

    private void resolve(Alert alert) {
        put(alert.resolvedAt(store.clock().instant()));
    }

    private Alert put(Alert alert) {
        store.mlops()
                .audit()
                .transact(
                        "monitor.evaluate",
                        "late-flights",
                        "",
                        writer -> writer.put(
                                "alert",
                                alert.id(),
                                alert.toDocument(),
                                Map.of(
                                        "monitor", Document.of(alert.monitor()),
                                        "rule", Document.of(alert.rule()),
                                        "began", Document.of(Times.nanos(alert.began())))));
        return alert;
    }

    private List<PipelineRun> look() {
        return pipelines().resumeAll(retrain);
    }

    private List<PipelineRun> lookAfter(Duration time) {
        store.clock().advance(time);
        return look();
    }

    private List<Outcome> outcomes() {
        return pipelines().decisions("retrain").stream()
                .map(TriggerDecision::outcome)
                .toList();
    }

    @Test
    void anActiveAlertStartsOneRunInTheNameOfWhoSetTheTrigger() {
        store.mlops().as(Actor.of("ben")).pipelines().trigger(retrain, Trigger.onAlert("late-flights"));
        assertThat(look()).isEmpty();
        raise("a-1");

        PipelineRun run = look().get(0);
        assertThat(run.author()).isEqualTo(Actor.of("ben"));
        assertThat(run.stage("why")
                        .orElseThrow()
                        .output()
                        .get("trigger")
                        .get("alerts")
                        .texts())
                .containsExactly("a-1");
        assertThat(lookAfter(Duration.ofDays(30))).isEmpty();
        TriggerDecision decision = pipelines().decisions("retrain").get(0);
        assertThat(decision.outcome()).isEqualTo(Outcome.STARTED);
        assertThat(decision.run()).isEqualTo(run.id());
        assertThat(decision.reason()).isEqualTo("AUC fell to 0.61");
        assertThat(store.mlops().audit().about("retrain"))
                .anyMatch(entry -> entry.action().equals("pipeline.triggered")
                        && entry.reason().equals("AUC fell to 0.61"));
        assertThat(store.mlops().audit().verify()).isPositive();
    }

    @Test
    void aTriggerIsArmedAgainByAnotherAlertAfterTheFirstWasResolved() {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights"));
        Alert first = raise("a-1");
        assertThat(look()).hasSize(1);
        store.clock().advance(Duration.ofDays(1));
        resolve(first);
        assertThat(look()).isEmpty();
        raise("a-2");
        assertThat(look()).hasSize(1);
    }

    @Test
    void otherMonitorsRulesAndLesserAlertsDoNotCount() {
        pipelines().trigger(retrain, Trigger.on(new TriggerCause.Alerts("late-flights", "auc", Severity.CRITICAL)));
        raise("a-1", Severity.WARNING);
        Alert critical = alert("a-2", Severity.CRITICAL);
        put(new Alert(
                "a-3",
                "another",
                "auc",
                Severity.CRITICAL,
                critical.signal(),
                "another monitor",
                critical.began(),
                null));
        put(new Alert(
                "a-4",
                "late-flights",
                "rows",
                Severity.CRITICAL,
                critical.signal(),
                "another rule",
                critical.began(),
                null));
        assertThat(look()).isEmpty();
        put(critical);
        assertThat(look()).hasSize(1);
    }

    @Test
    void duringTheCoolDownAnAlertWaitsAndTheReasonIsStoredOnce() {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").coolDown(Duration.ofDays(3)));
        raise("a-1");
        look();
        raise("a-2");
        for (int hours = 8; hours < 72; hours += 8) {
            assertThat(lookAfter(Duration.ofHours(8))).isEmpty();
        }
        assertThat(outcomes()).containsExactly(Outcome.COOLING_DOWN, Outcome.STARTED);
        assertThat(pipelines().decisions("retrain").get(0).reason())
                .isEqualTo("AUC fell to 0.61, but the trigger rests until 2026-03-06T12:00:00Z");
        assertThat(lookAfter(Duration.ofHours(8))).hasSize(1);
    }

    @Test
    void anAlertThatIsResolvedBeforeItsTimeStartsNothing() {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").coolDown(Duration.ofDays(3)));
        raise("a-1");
        look();
        Alert second = raise("a-2");
        look();
        resolve(second);
        assertThat(lookAfter(Duration.ofDays(5))).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.GONE, Outcome.COOLING_DOWN, Outcome.STARTED);
    }

    @Test
    void theBudgetHoldsOverItsTime() {
        pipelines()
                .trigger(
                        retrain,
                        Trigger.onAlert("late-flights").coolDown(Duration.ZERO).atMost(2, Duration.ofDays(7)));
        int runs = 0;
        for (int day = 0; day < 14; day++) {
            raise("a-" + day);
            runs += lookAfter(Duration.ofDays(1)).size();
        }
        assertThat(runs).isEqualTo(4);
        assertThat(outcomes()).contains(Outcome.OVER_BUDGET);
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
            Alert alert = raise("a-" + day);
            pipelines().resumeAll(costly);
            store.clock().advance(Duration.ofHours(23));
            pipelines().resumeAll(costly);
            resolve(alert);
        }
        assertThat(runs).hasValue(4);
        assertThat(outcomes()).contains(Outcome.OVER_BUDGET);
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
        raise("a-1");
        PipelineRun waiting = pipelines().resumeAll(slow).get(0);
        raise("a-2");
        store.clock().advance(Duration.ofDays(1));
        assertThat(pipelines().resumeAll(slow)).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.UNDER_WAY, Outcome.STARTED);
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
        raise("a-1");
        assertThat(look()).isEmpty();
        assertThat(pipelines().decisions("retrain").get(0).reason())
                .contains("retrain-1 is under way, with stages that its pipeline has no longer: cancel it");
        pipelines().cancel(outdated.id(), "the pipeline has no sign-off any more");
        assertThat(look()).extracting(PipelineRun::id).containsExactly("retrain-2");
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
        raise("a-1");
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
        raise("a-1");
        assertThat(look()).hasSize(1);
        raise("a-2");
        assertThat(lookAfter(Duration.ofDays(-3))).isEmpty();
        assertThat(lookAfter(Duration.ofDays(4))).hasSize(1);
        raise("a-3");
        for (int back = 0; back < 3; back++) {
            assertThat(lookAfter(Duration.ofDays(-30))).isEmpty();
        }
        assertThat(lookAfter(Duration.ofDays(90 + 5))).isEmpty();
        assertThat(outcomes().get(0)).isEqualTo(Outcome.OVER_BUDGET);
        assertThat(lookAfter(Duration.ofDays(2))).hasSize(1);
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
        raise("a-1");
        assertThat(pipelines().resumeAll(odd)).hasSize(1);
        raise("a-2");
        store.clock().advance(Duration.ofHours(1));
        assertThat(pipelines().resumeAll(odd)).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.OVER_BUDGET, Outcome.STARTED);
    }

    @Test
    void decisionsComeInPages() {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").coolDown(Duration.ofHours(2)));
        for (int day = 0; day < 3; day++) {
            raise("a-" + day);
            lookAfter(Duration.ofDays(1));
            raise("b-" + day);
            lookAfter(Duration.ofHours(1));
            lookAfter(Duration.ofHours(1));
        }
        List<TriggerDecision> all = pipelines().decisions("retrain");
        List<TriggerDecision> paged = new ArrayList<>();
        Page<TriggerDecision> page = pipelines().decisions("retrain", 4, null);
        paged.addAll(page.items());
        while (page.next() != null) {
            page = pipelines().decisions("retrain", 4, page.next());
            paged.addAll(page.items());
        }
        assertThat(all).hasSizeGreaterThan(8);
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void inAFreezeNothingStarts() {
        Freeze weekend = new Freeze(Schedule.cron("0 18 * * FRI", ZoneId.of("Europe/Berlin")), Duration.ofHours(62));
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").frozen(weekend));
        store.clock().advance(Duration.ofDays(3).plusHours(6));
        raise("a-1");
        assertThat(look()).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.FROZEN);
        assertThat(lookAfter(Duration.ofHours(60))).isEmpty();
        assertThat(lookAfter(Duration.ofHours(2))).hasSize(1);
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
            raise("a-" + i);
            store.clock().advance(Duration.ofDays(1));
            pipelines().resumeAll(gated);
        }
        assertThat(outcomes()).containsExactly(Outcome.BREAKER_OPEN, Outcome.STARTED, Outcome.STARTED);
        good[0] = true;
        pipelines().start(gated, Document.nothing());
        assertThat(pipelines().resumeAll(gated)).hasSize(1);
    }

    @Test
    void enoughNewRowsStartARunAndCountFromThere() {
        Schema schema = Schema.of(Field.of("at", DataType.TIMESTAMP));
        store.mlops().events().create("labels", schema, "at");
        append(schema, 5);
        pipelines().trigger(retrain, Trigger.onRows("labels", 10).coolDown(Duration.ZERO));
        append(schema, 9);
        assertThat(look()).isEmpty();
        append(schema, 3);

        Document trigger = look().get(0).parameters().get("trigger");

        assertThat(trigger)
                .isEqualTo(Document.object()
                        .with("stream", "labels")
                        .with("after", 5)
                        .with("to", 17));
        append(schema, 9);
        assertThat(look()).isEmpty();
        append(schema, 1);
        assertThat(look()).hasSize(1);
    }

    private void append(Schema schema, int rows) {
        Table.Builder table = Table.builder(schema);
        for (int i = 0; i < rows; i++) {
            table.add(store.clock().instant());
        }
        store.mlops().events().append("labels", table.build());
    }

    @Test
    void aChangedTriggerKeepsItsMemoryAndATakenOneIsGone() {
        Trigger trigger = Trigger.onAlert("late-flights");
        pipelines().trigger(retrain, trigger.coolDown(Duration.ofDays(9)));
        raise("a-1");
        look();
        pipelines().trigger(retrain, trigger.coolDown(Duration.ofDays(2)));
        long entries = store.mlops().audit().verify();
        pipelines().trigger(retrain, trigger.coolDown(Duration.ofDays(2)));
        assertThat(store.mlops().audit().verify()).isEqualTo(entries);
        assertThat(pipelines().triggers("retrain")).containsExactly(trigger.coolDown(Duration.ofDays(2)));
        assertThat(lookAfter(Duration.ofDays(3))).isEmpty();
        raise("a-2");
        pipelines().untrigger("retrain", "retired");
        assertThat(look()).isEmpty();
        assertThatThrownBy(() -> pipelines().untrigger("retrain", "again")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void ofManyWhoLookAtOnceOneStartsTheRun() throws Exception {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights"));
        raise("a-1");
        try (Mlops other = Mlops.builder()
                .directory(store.directory())
                .clock(store.clock())
                .open()) {
            List<Callable<Integer>> looks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Mlops handle = i % 2 == 0 ? store.mlops() : other;
                looks.add(() -> handle.pipelines().resumeAll(retrain).size());
            }
            Race.run(looks);
        }
        assertThat(pipelines().runs("retrain")).hasSize(1);
    }
}
