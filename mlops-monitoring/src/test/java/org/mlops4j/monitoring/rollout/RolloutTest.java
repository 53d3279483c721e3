// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.monitoring.rollout.RolloutPhase.PAUSED;
import static org.mlops4j.monitoring.rollout.RolloutPhase.ROLLED_BACK;
import static org.mlops4j.monitoring.rollout.RolloutPhase.RUNNING;
import static org.mlops4j.monitoring.rollout.RolloutPhase.SUCCEEDED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;

/** Rollouts on a real store, under a clock that is set. */
class RolloutTest {

    private static final RolloutPlan PLAN = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1)
            .shadow(Duration.ofHours(6))
            .canary(0.25, Duration.ofHours(1))
            .canary(0.5, Duration.ofHours(1))
            .watch(Duration.ofDays(2));

    private static final RolloutPlan CANARY_ONLY = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02)
            .canary(0.25, Duration.ofHours(1))
            .watch(Duration.ofDays(1));

    @TempDir
    private Path directory;

    private static Pipeline rollingOut(Rollout rollout, ModelVersion candidate, RolloutPlan plan) {
        return Pipeline.named("retrain")
                .await("rollout", Duration.ofMinutes(5), rollout.advancing(step -> candidate, plan))
                .gate("rolled-out", rollout.judging())
                .build();
    }

    @Test
    void aGoodVersionGoesTheWholeWay() {
        try (Service service = Service.open(directory)) {
            ModelVersion candidate = service.register(1.5, 0);
            Rollout rollout = service.rollout();
            assertThat(rollout.find()).isEmpty();
            assertThat(rollout.start(candidate, PLAN, "passed its gates").stage())
                    .isEqualTo("shadow");
            assertThat(service.deployment().routing().shadow()).isEqualTo("m/2");

            service.requests(1_000);
            RolloutStatus early = rollout.advance();
            assertThat(early.phase()).isEqualTo(RUNNING);
            assertThat(early.evidence().get("gain").get("count").whole()).isEqualTo(1_000);
            assertThat(service.deployment().routing().arms()).isEmpty();

            service.pass(Duration.ofHours(6));
            assertThat(rollout.advance().stage()).isEqualTo("canary 0.25");
            assertThat(service.deployment().routing().shadow()).isNull();
            assertThat(service.requests(4_000)).isBetween(900L, 1_100L);
            service.pass(Duration.ofHours(1));
            assertThat(rollout.advance().stage()).isEqualTo("canary 0.5");
            assertThat(service.requests(4_000)).isBetween(1_900L, 2_100L);
            assertThat(service.champion()).isEqualTo(1);

            service.pass(Duration.ofHours(1));
            RolloutStatus watch = rollout.advance();
            assertThat(watch.stage()).isEqualTo("watch");
            assertThat(service.champion()).isEqualTo(2);
            assertThat(service.deployment().champion()).isEqualTo(candidate);
            assertThat(service.deployment().routing().arms()).isEmpty();
            assertThat(service.deployment().routing().shadow()).as("stays warm").isEqualTo("m/1");
            service.requests(1_000);
            assertThat(rollout.advance().phase()).isEqualTo(RUNNING);

            service.pass(Duration.ofDays(2));
            RolloutStatus end = rollout.advance();
            assertThat(end.phase()).isEqualTo(SUCCEEDED);
            assertThat(end.reason()).startsWith("gain ");
            assertThat(end.verdict().passes()).isTrue();
            assertThat(service.deployment().routing().shadow()).isNull();
            assertThat(rollout.advance()).isEqualTo(end);
            assertThat(service.mlops().audit().verify()).isPositive();
        }
    }

    @Test
    void aWorseVersionNeverAnswersAnybody() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            rollout.start(service.register(1, -1.5), PLAN, "to be tried");
            service.requests(2_000);
            RolloutStatus status = rollout.advance();
            assertThat(status.phase()).isEqualTo(ROLLED_BACK);
            assertThat(status.reason()).startsWith("gain -0.");
            assertThat(status.verdict().passes()).isFalse();
            assertThat(service.deployment().routing().shadow()).isNull();
            assertThat(service.champion()).isEqualTo(1);
        }
    }

    @Test
    void aRegressionInTheCanaryIsRolledBackAndNoRequestFails() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            rollout.start(service.register(1, -1.5), CANARY_ONLY, "to be tried");
            RolloutStatus status = rollout.advance();
            int requests = 0;
            while (status.phase() == RUNNING && requests < 20_000) {
                service.requests(250);
                requests += 250;
                status = rollout.advance();
            }
            assertThat(status.phase()).isEqualTo(ROLLED_BACK);
            assertThat(requests).isLessThan(5_000);
            assertThat(service.deployment().status().errors()).isZero();
            assertThat(service.requests(500)).as("answered by the candidate").isZero();
            assertThat(service.champion()).isEqualTo(1);
            List<String> actions = service.mlops().audit().about("orders").stream()
                    .map(AuditEntry::action)
                    .toList();
            assertThat(actions).contains("rollout.advance", "deployment.change");
        }
    }

    @Test
    void aRegressionUnderWatchMovesTheAliasBack() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            rollout.start(service.register(1, -1.5), CANARY_ONLY.patience(Duration.ofDays(3)), "to be tried");
            service.pass(Duration.ofDays(3));
            assertThat(rollout.advance().phase()).isEqualTo(PAUSED);
            assertThat(rollout.proceed("it has to be today").stage()).isEqualTo("watch");
            assertThat(service.champion()).isEqualTo(2);
            service.requests(1_500);
            assertThat(rollout.advance().phase()).isEqualTo(ROLLED_BACK);
            assertThat(service.champion()).isEqualTo(1);
            assertThat(service.deployment().champion().number()).isEqualTo(1);
            assertThat(service.deployment().routing().shadow()).isNull();
            assertThat(service.deployment().status().errors()).isZero();
            assertThatThrownBy(() -> rollout.rollBack("again")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> rollout.proceed("again")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whatHurtsBothVersionsIsNoFaultOfTheNewOne() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            RolloutPlan plan =
                    RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.02).watch(Duration.ofDays(1));
            rollout.start(service.register(1.5, 0), plan, "passed its gates");
            service.world(1.5);
            service.requests(1_500);
            service.pass(Duration.ofDays(1));
            assertThat(rollout.advance().phase()).isEqualTo(SUCCEEDED);
        }
    }

    @Test
    void anotherProcessGoesOnAfterARestart() {
        ModelVersion candidate;
        try (Service service = Service.open(directory)) {
            candidate = service.register(1.5, 0);
            service.rollout().start(candidate, PLAN, "passed its gates");
            service.requests(1_000);
            service.pass(Duration.ofHours(6));
            assertThat(service.rollout().advance().stage()).isEqualTo("canary 0.25");
            service.requests(3_000);
        }
        try (Service service = Service.reopen(directory, Duration.ofHours(8))) {
            assertThat(service.deployment().routing().arms()).hasSize(1);
            service.requests(1_000);
            assertThat(service.rollout().advance().stage()).isEqualTo("canary 0.5");
        }
    }

    @Test
    void whatWasDecidedBeforeACrashIsDoneAfterIt() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            rollout.start(service.register(1.5, 0), CANARY_ONLY, "passed its gates");
            RolloutStore store = new RolloutStore(service.mlops(), "orders");
            RolloutState state = store.find().orElseThrow();
            var found = new RolloutState.Finding("decided, then the process died", Document.object());
            assertThat(store.replace(Optional.of(state), state.promoted(service.now(), found)))
                    .isTrue();
            assertThat(service.champion()).isEqualTo(1);
            assertThat(service.rollout().advance().stage()).isEqualTo("watch");
            assertThat(service.champion()).isEqualTo(2);
            assertThat(service.deployment().routing().arms()).isEmpty();

            RolloutState watch = store.find().orElseThrow();
            store.replace(Optional.of(watch), watch.rolledBack(service.now(), found));
            assertThat(rollout.advance().phase()).isEqualTo(ROLLED_BACK);
            assertThat(service.champion()).isEqualTo(1);
            assertThat(store.replace(Optional.of(state), state))
                    .as("a stale owner")
                    .isFalse();
        }
    }

    @Test
    void processesThatAdvanceAtOnceTakeEachStepOnce() throws Exception {
        try (Service one = Service.open(directory);
                Service other = Service.reopen(directory, Duration.ZERO)) {
            one.rollout().start(one.register(1.5, 0), PLAN, "passed its gates");
            Rollout first = one.rollout();
            Rollout second = other.rollout();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                for (int round = 0; round < 6; round++) {
                    one.requests(2_500);
                    one.pass(Duration.ofDays(3));
                    other.pass(Duration.ofDays(3));
                    Callable<RolloutStatus> byOne = first::advance;
                    Callable<RolloutStatus> byOther = second::advance;
                    for (Future<RolloutStatus> done : threads.invokeAll(List.of(byOne, byOther, byOne, byOther))) {
                        RolloutStatus status = done.get();
                        assertThat(status.phase()).as(status.reason()).isIn(RUNNING, SUCCEEDED);
                    }
                }
            } finally {
                threads.shutdown();
            }
            assertThat(first.advance().phase()).isEqualTo(SUCCEEDED);
            assertThat(one.mlops().registry().alias("m", "champion").history()).hasSize(2);
            List<String> stages = one.mlops().audit().about("orders").stream()
                    .filter(entry -> entry.action().equals("rollout.advance"))
                    .map(entry -> entry.reason().replaceFirst(",.*", ""))
                    .distinct()
                    .toList();
            assertThat(stages).containsExactly("shadow", "canary 0.25", "canary 0.5", "watch");
        }
    }

    @Test
    void noRequestFailsWhileVersionsComeAndGo() throws Exception {
        try (Service service = Service.open(directory)) {
            ModelVersion candidate = service.register(1, -1.5);
            Rollout rollout = service.rollout();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService callers = Executors.newFixedThreadPool(2);
            try {
                Callable<Long> calling = () -> {
                    double[] out = new double[1];
                    long calls = 0;
                    while (!over.get()) {
                        service.deployment().score("caller-" + calls++, new double[] {1}, out);
                    }
                    return calls;
                };
                List<Future<Long>> calls = List.of(callers.submit(calling), callers.submit(calling));
                for (int round = 0; round < 5; round++) {
                    rollout.start(candidate, CANARY_ONLY.patience(Duration.ofHours(1)), "round " + round);
                    service.pass(Duration.ofHours(1));
                    rollout.advance();
                    assertThat(rollout.proceed("on").stage()).isEqualTo("watch");
                    assertThat(rollout.rollBack("and back").phase()).isEqualTo(ROLLED_BACK);
                }
                over.set(true);
                for (Future<Long> caller : calls) {
                    assertThat(caller.get()).isPositive();
                }
            } finally {
                over.set(true);
                callers.shutdown();
            }
            assertThat(service.deployment().status().errors()).isZero();
            assertThat(service.champion()).isEqualTo(1);
        }
    }

    @Test
    void noDataIsNeverAPass() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            rollout.start(service.register(1.5, 0), PLAN.patience(Duration.ofDays(10)), "passed its gates");
            service.pass(Duration.ofDays(9));
            assertThat(rollout.advance().phase()).isEqualTo(RUNNING);
            service.pass(Duration.ofDays(1));
            RolloutStatus paused = rollout.advance();
            assertThat(paused.phase()).isEqualTo(PAUSED);
            assertThat(paused.reason()).startsWith("not enough data after PT240H");
            assertThat(paused.verdict().outcome()).hasToString("INCONCLUSIVE");
            service.requests(2_000);
            assertThat(rollout.advance()).as("waits for a person").isEqualTo(paused);
        }
    }

    @Test
    void aGuardrailIsAVeto() {
        RolloutPlan plan = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1)
                .guardedBy(RolloutMeasure.squaredError(), 0.05)
                .shadow(Duration.ZERO);
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            rollout.start(service.register(0.01, 0), plan, "decides as the champion, but is never sure");
            service.requests(2_000);
            RolloutStatus vetoed = rollout.advance();
            assertThat(vetoed.phase()).isEqualTo(ROLLED_BACK);
            assertThat(vetoed.reason()).startsWith("gain of squared_error -0.");
            assertThat(vetoed.evidence().get("gain").get("lower").number()).isGreaterThan(-0.1);

            rollout.start(service.register(1.2, 0), plan, "to be tried");
            service.requests(2_000);
            RolloutStatus passed = rollout.advance();
            assertThat(passed.phase()).isEqualTo(SUCCEEDED);
            assertThat(passed.reason()).startsWith("gain ").contains("; gain of squared_error ");
            assertThat(passed.evidence().get("guardrails").list()).hasSize(1);
        }
    }

    @Test
    void guardrailsShareTheLevel() {
        RolloutPlan plan = RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1)
                .shadow(Duration.ZERO)
                .canary(0.5, Duration.ZERO);
        assertThat(plan.level()).isEqualTo(0.05 / 4);
        RolloutPlan guarded = plan.slowAfter(Duration.ofMillis(5)).guardedBy(RolloutMeasure.squaredError(), 0.01);
        assertThat(guarded.level()).isEqualTo(0.05 / 8);
        assertThat(RolloutPlan.from(guarded.toDocument())).isEqualTo(guarded);
        assertThatThrownBy(() -> plan.guardedBy(RolloutMeasure.squaredError(), -0.01))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("a margin is from 0");
    }

    @Test
    void rewardsJudgeCanariesAlone() {
        RolloutPlan plan = RolloutPlan.judgedBy(RolloutMeasure.reward(), 0.1)
                .shadow(Duration.ofHours(1))
                .canary(0.5, Duration.ofHours(1));
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            rollout.start(service.register(1.5, 0), plan, "passed its gates");
            service.pass(Duration.ofHours(1));
            assertThat(rollout.advance().stage()).as("no answers yet").isEqualTo("shadow");
            service.requests(200);
            assertThat(rollout.advance().stage()).isEqualTo("canary 0.5");
            service.requests(6_000);
            service.pass(Duration.ofHours(1));
            assertThat(rollout.advance().phase()).isEqualTo(SUCCEEDED);
            assertThat(service.champion()).isEqualTo(2);
        }
    }

    @Test
    void whatOthersChangeIsNotUndone() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            ModelVersion candidate = service.register(1.5, 0);
            rollout.start(candidate, CANARY_ONLY, "passed its gates");
            service.deployment().change(routing -> routing.without("canary"), "not on a Friday");
            RolloutStatus status = rollout.advance();
            assertThat(status.phase()).isEqualTo(PAUSED);
            assertThat(status.reason()).contains("somebody else");
            assertThat(service.deployment().routing().arms()).isEmpty();
            assertThatThrownBy(() -> rollout.start(candidate, CANARY_ONLY, "again"))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessageContaining("is rolling out m/2");
            rollout.rollBack("next week");
            assertThat(rollout.start(candidate, CANARY_ONLY, "next week").phase())
                    .isEqualTo(RUNNING);
        }
    }

    @Test
    void thePolicyOfTheAliasHoldsForRolloutsToo() {
        try (Service service = Service.open(directory)) {
            service.mlops().registry().protect("m", "champion", ApprovalPolicy.of(1), "four eyes");
            ModelVersion candidate = service.register(1.5, 0);
            RolloutPlan plan =
                    RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1).watch(Duration.ofDays(1));
            Rollout rollout = service.rollout();
            assertThatThrownBy(() -> rollout.start(candidate, plan, "at once")).isInstanceOf(RejectedException.class);
            assertThat(service.champion()).isEqualTo(1);
            service.mlops().as(Actor.of("ben")).registry().approve(candidate, "read the report");
            assertThat(rollout.advance().stage()).isEqualTo("watch");
            assertThat(service.champion()).isEqualTo(2);
            assertThat(rollout.rollBack("needs no approval").phase()).isEqualTo(ROLLED_BACK);
            assertThat(service.champion()).isEqualTo(1);
        }
    }

    @Test
    void aPipelineWaitsForItsRollout() {
        try (Service service = Service.open(directory)) {
            ModelVersion candidate = service.register(1.5, 0);
            Rollout rollout = service.rollout();
            RolloutPlan plan =
                    RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1).shadow(Duration.ofHours(6));
            Pipeline pipeline = rollingOut(rollout, candidate, plan);
            PipelineRun run = service.mlops().pipelines().start(pipeline, Document.object());
            assertThat(run.status()).isEqualTo(PipelineRun.Status.WAITING);
            service.requests(1_000);
            service.pass(Duration.ofHours(6));
            run = service.mlops().pipelines().resume(pipeline, run.id());
            assertThat(run.status()).isEqualTo(PipelineRun.Status.SUCCEEDED);
            assertThat(service.champion()).isEqualTo(2);
        }
    }

    @Test
    void anotherRunBeginsAnewWhatWasRolledBack() {
        try (Service service = Service.open(directory)) {
            ModelVersion candidate = service.register(1.5, 0);
            Rollout rollout = service.rollout();
            RolloutPlan plan =
                    RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1).shadow(Duration.ofHours(6));
            Pipeline pipeline = rollingOut(rollout, candidate, plan);
            PipelineRun first = service.mlops().pipelines().start(pipeline, Document.object());
            PipelineRun second = service.mlops().pipelines().start(pipeline, Document.object());
            assertThat(second.stage("rollout").orElseThrow().attempts().get(0).error())
                    .contains("is rolling out m/2; roll it back first");
            rollout.rollBack("not today");
            service.pass(Duration.ofMinutes(5));
            assertThat(service.mlops().pipelines().resume(pipeline, first.id()).status())
                    .isEqualTo(PipelineRun.Status.REJECTED);

            PipelineRun third = service.mlops().pipelines().start(pipeline, Document.object());
            assertThat(third.status()).isEqualTo(PipelineRun.Status.WAITING);
            service.requests(1_000);
            service.pass(Duration.ofHours(6));
            assertThat(service.mlops().pipelines().resume(pipeline, third.id()).status())
                    .isEqualTo(PipelineRun.Status.SUCCEEDED);
        }
    }

    @Test
    void aRunTakesOverWhatAPersonBegan() {
        try (Service service = Service.open(directory)) {
            ModelVersion candidate = service.register(1.5, 0);
            Rollout rollout = service.rollout();
            RolloutPlan plan =
                    RolloutPlan.judgedBy(RolloutMeasure.accuracy(0.5), 0.1).shadow(Duration.ofHours(6));
            rollout.start(candidate, plan, "by hand");
            Pipeline pipeline = rollingOut(rollout, candidate, plan);
            PipelineRun run = service.mlops().pipelines().start(pipeline, Document.object());
            assertThat(run.status()).isEqualTo(PipelineRun.Status.WAITING);
            rollout.rollBack("not today");
            service.pass(Duration.ofMinutes(5));
            assertThat(service.mlops().pipelines().resume(pipeline, run.id()).status())
                    .isEqualTo(PipelineRun.Status.REJECTED);
        }
    }

    @Test
    void wrongCallsAreRefused() {
        try (Service service = Service.open(directory)) {
            Rollout rollout = service.rollout();
            ModelVersion champion = service.mlops().registry().load("m", 1);
            assertThatThrownBy(rollout::advance).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> rollout.start(champion, PLAN, ""))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("m/1 cannot replace m/1");
            ModelVersion candidate = service.register(1.5, 0);
            RolloutPlan empty = RolloutPlan.judgedBy(RolloutMeasure.squaredError(), 0);
            assertThatThrownBy(() -> rollout.start(candidate, empty, ""))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("needs a stage");
            assertThatThrownBy(() -> empty.canary(0.5, Duration.ZERO).canary(0.25, Duration.ZERO))
                    .hasMessageContaining("shares of canaries grow");
            assertThatThrownBy(() -> empty.watch(Duration.ZERO).canary(0.25, Duration.ZERO))
                    .hasMessageContaining("its watch last");
            service.deployment().change(routing -> routing.shadow("m/2"), "by hand");
            assertThatThrownBy(() -> rollout.start(candidate, PLAN, ""))
                    .hasMessageContaining("canary or shadow already");
            service.deployment().change(routing -> routing.champion("m/1"), "by hand");
            assertThatThrownBy(() -> rollout.start(candidate, PLAN, "")).hasMessageContaining("moves an alias");
            assertThat(RolloutPlan.from(PLAN.slowAfter(Duration.ofMillis(5)).toDocument()))
                    .isEqualTo(PLAN.slowAfter(Duration.ofMillis(5)));
        }
    }
}
