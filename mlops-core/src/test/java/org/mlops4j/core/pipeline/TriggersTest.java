// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Alert.Severity;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerCause;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.pipeline.TriggerDecision.Outcome;
import org.mlops4j.search.Page;

/** What starts runs. The clock stands at noon of 2026-03-03, UTC, a Tuesday. */
class TriggersTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final Alarms alarms = new Alarms(store);

    private final Retraining retraining = new Retraining(store);

    private final Pipeline retrain = retraining.pipeline();

    private Pipelines pipelines() {
        return store.mlops().pipelines();
    }

    @Test
    void anActiveAlertStartsOneRunInTheNameOfWhoSetTheTrigger() {
        store.mlops().as(Actor.of("ben")).pipelines().trigger(retrain, Trigger.onAlert("late-flights"));
        assertThat(retraining.look()).isEmpty();
        alarms.raise("a-1");

        PipelineRun run = retraining.look().get(0);
        assertThat(run.author()).isEqualTo(Actor.of("ben"));
        assertThat(run.stage("why")
                        .orElseThrow()
                        .output()
                        .get("trigger")
                        .get("alerts")
                        .texts())
                .containsExactly("a-1");
        assertThat(retraining.lookAfter(Duration.ofDays(30))).isEmpty();
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
        Alert first = alarms.raise("a-1");
        assertThat(retraining.look()).hasSize(1);
        store.clock().advance(Duration.ofDays(1));
        alarms.resolve(first);
        assertThat(retraining.look()).isEmpty();
        alarms.raise("a-2");
        assertThat(retraining.look()).hasSize(1);
    }

    @Test
    void otherMonitorsRulesAndLesserAlertsDoNotCount() {
        pipelines().trigger(retrain, Trigger.on(new TriggerCause.Alerts("late-flights", "auc", Severity.CRITICAL)));
        alarms.raise("a-1", Severity.WARNING);
        Alert critical = alarms.alert("a-2", Severity.CRITICAL);
        alarms.put(new Alert(
                "a-3",
                "another",
                "auc",
                Severity.CRITICAL,
                critical.signal(),
                "another monitor",
                critical.began(),
                null));
        alarms.put(new Alert(
                "a-4",
                "late-flights",
                "rows",
                Severity.CRITICAL,
                critical.signal(),
                "another rule",
                critical.began(),
                null));
        assertThat(retraining.look()).isEmpty();
        alarms.put(critical);
        assertThat(retraining.look()).hasSize(1);
    }

    @Test
    void anAlertThatIsResolvedBeforeItsTimeStartsNothing() {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").coolDown(Duration.ofDays(3)));
        alarms.raise("a-1");
        retraining.look();
        Alert second = alarms.raise("a-2");
        retraining.look();
        alarms.resolve(second);
        assertThat(retraining.lookAfter(Duration.ofDays(5))).isEmpty();
        assertThat(retraining.outcomes()).containsExactly(Outcome.GONE, Outcome.COOLING_DOWN, Outcome.STARTED);
    }

    @Test
    void decisionsComeInPages() {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights").coolDown(Duration.ofHours(2)));
        for (int day = 0; day < 3; day++) {
            alarms.raise("a-" + day);
            retraining.lookAfter(Duration.ofDays(1));
            alarms.raise("b-" + day);
            retraining.lookAfter(Duration.ofHours(1));
            retraining.lookAfter(Duration.ofHours(1));
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
    void enoughNewRowsStartARunAndCountFromThere() {
        Schema schema = Schema.of(Field.of("at", DataType.TIMESTAMP));
        store.mlops().events().create("labels", schema, "at");
        append(schema, 5);
        pipelines().trigger(retrain, Trigger.onRows("labels", 10).coolDown(Duration.ZERO));
        append(schema, 9);
        assertThat(retraining.look()).isEmpty();
        append(schema, 3);

        Document trigger = retraining.look().get(0).parameters().get("trigger");

        assertThat(trigger)
                .isEqualTo(Document.object()
                        .with("stream", "labels")
                        .with("after", 5)
                        .with("to", 17));
        append(schema, 9);
        assertThat(retraining.look()).isEmpty();
        append(schema, 1);
        assertThat(retraining.look()).hasSize(1);
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
        alarms.raise("a-1");
        retraining.look();
        pipelines().trigger(retrain, trigger.coolDown(Duration.ofDays(2)));
        long entries = store.mlops().audit().verify();
        pipelines().trigger(retrain, trigger.coolDown(Duration.ofDays(2)));
        assertThat(store.mlops().audit().verify()).isEqualTo(entries);
        assertThat(pipelines().triggers("retrain")).containsExactly(trigger.coolDown(Duration.ofDays(2)));
        assertThat(retraining.lookAfter(Duration.ofDays(3))).isEmpty();
        alarms.raise("a-2");
        pipelines().untrigger("retrain", "retired");
        assertThat(retraining.look()).isEmpty();
        assertThatThrownBy(() -> pipelines().untrigger("retrain", "again")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void ofManyWhoLookAtOnceOneStartsTheRun() throws Exception {
        pipelines().trigger(retrain, Trigger.onAlert("late-flights"));
        alarms.raise("a-1");
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
