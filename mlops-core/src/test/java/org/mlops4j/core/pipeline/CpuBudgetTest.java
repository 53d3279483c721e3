// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.core.lease.OwnersElsewhere;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.pipeline.TriggerDecision.Outcome;
import org.mlops4j.spi.MetadataStore;

/** The clock stands at noon of 2026-03-03, UTC. */
class CpuBudgetTest {

    private static final Schema LABELS = Schema.of(Field.of("at", DataType.TIMESTAMP));

    /** The CPU time that each thread has used, in seconds. */
    private static final ThreadLocal<Integer> USED = ThreadLocal.withInitial(() -> 0);

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private static void use(int seconds) {
        USED.set(USED.get() + seconds);
    }

    private Pipelines pipelines() {
        return pipelines(() -> Duration.ofSeconds(USED.get()).toNanos());
    }

    private Pipelines pipelines(LongSupplier cpu) {
        MetadataStore metadata = store.mlops().metadata();
        return PipelineProcess.on(store.mlops(), metadata, new RunClocks(store.clock(), cpu))
                .pipelines(new Claims(new OwnersElsewhere().on("machine", metadata)), Actor.of("ana"));
    }

    private static List<Duration> cpu(PipelineRun run, String stage) {
        return run.stage(stage).map(StageRecord::attempts).orElseThrow().stream()
                .map(Attempt::cpu)
                .toList();
    }

    private void newLabel() {
        store.mlops()
                .events()
                .append(
                        "labels",
                        Table.builder(LABELS).add(store.clock().instant()).build());
    }

    @Test
    void theCpuTimeOfEachTryIsStoredAlsoOfItemsLooksAndFailures() {
        AtomicInteger looks = new AtomicInteger();
        StepOptions twice = StepOptions.defaults().retry(RetryPolicy.attempts(2).resting(Duration.ZERO, Duration.ZERO));
        Pipeline pipeline = Pipeline.named("p")
                .concurrency(3)
                .step("fails", twice, step -> {
                    use(step.attempt());
                    if (step.attempt() == 1) {
                        throw new IOException("no connection");
                    }
                    return Document.nothing();
                })
                .each(
                        "items",
                        step -> IntStream.range(0, 10).mapToObj(Document::of).toList(),
                        (step, item) -> {
                            use(10);
                            return item;
                        })
                .await("looks", Duration.ofMinutes(1), step -> {
                    use(7);
                    return looks.incrementAndGet() == 1 ? Optional.empty() : Optional.of(Document.nothing());
                })
                .build();
        pipelines().start(pipeline, Document.nothing());
        store.clock().advance(Duration.ofMinutes(1));
        pipelines().resumeAll(pipeline);

        store.reopen();
        PipelineRun run = store.mlops().pipelines().find("p-1").orElseThrow();
        assertThat(cpu(run, "fails")).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(cpu(run, "items")).containsExactly(Duration.ofSeconds(100));
        assertThat(cpu(run, "looks")).containsExactly(Duration.ofSeconds(14));
        assertThat(run.cpu()).isEqualTo(Duration.ofSeconds(117));
    }

    @Test
    void aTriggerOverItsBudgetSaysWhenThereIsSomeAgainAndKeepsToThat() {
        Pipeline pipeline = Pipeline.named("p")
                .step("train", step -> {
                    use(300);
                    return Document.nothing();
                })
                .build();
        Trigger trigger = Trigger.onRows("labels", 1)
                .coolDown(Duration.ZERO)
                .atMost(100, Duration.ofDays(1))
                .cpuAtMost(Duration.ofMinutes(10));
        assertThat(Trigger.from(trigger.toDocument())).isEqualTo(trigger);
        store.mlops().events().create("labels", LABELS, "at");
        pipelines().trigger(pipeline, trigger);
        for (int hour = 0; hour < 2; hour++) {
            newLabel();
            assertThat(pipelines().resumeAll(pipeline)).hasSize(1);
            store.clock().advance(Duration.ofHours(1));
        }

        newLabel();
        store.reopen();
        assertThat(pipelines().resumeAll(pipeline)).isEmpty();
        TriggerDecision decision = pipelines().decisions("p").get(0);
        assertThat(decision.outcome()).isEqualTo(Outcome.OVER_BUDGET);
        assertThat(decision.reason())
                .endsWith("its budget of PT10M within PT24H is used: stages were using the CPU for PT10M;"
                        + " free again at 2026-03-04T12:00:00Z");
        store.clock().advance(Duration.ofHours(22).minusSeconds(1));
        assertThat(pipelines().resumeAll(pipeline)).isEmpty();
        store.clock().advance(Duration.ofSeconds(1));
        assertThat(pipelines().resumeAll(pipeline)).hasSize(1);
    }

    @Test
    void whereTheMachineDoesNotTellATryCountsAsLongAsItTook() {
        Pipeline pipeline = Pipeline.named("p")
                .step("train", step -> {
                    store.clock().advance(Duration.ofMinutes(10));
                    return Document.nothing();
                })
                .build();
        Pipelines untold = pipelines(() -> -1);
        store.mlops().events().create("labels", LABELS, "at");
        untold.trigger(
                pipeline, Trigger.onRows("labels", 1).coolDown(Duration.ZERO).cpuAtMost(Duration.ofMinutes(10)));
        newLabel();
        PipelineRun run = untold.resumeAll(pipeline).get(0);
        assertThat(cpu(run, "train")).containsOnlyNulls();
        newLabel();
        assertThat(untold.resumeAll(pipeline)).isEmpty();
        assertThat(untold.decisions("p").get(0).outcome()).isEqualTo(Outcome.OVER_BUDGET);
    }

    @Test
    void theCpuTimeOfThisMachineIsMeasured() {
        double[] sink = new double[1];
        Pipeline pipeline = Pipeline.named("p")
                .step("train", step -> {
                    LongSupplier cpu = RunClocks.of(store.clock()).cpu();
                    long enough = cpu.getAsLong() + Duration.ofMillis(20).toNanos();
                    while (cpu.getAsLong() < enough) {
                        sink[0] += StrictMath.sin(sink[0] + 1);
                    }
                    return Document.nothing();
                })
                .build();
        PipelineRun run = store.mlops().pipelines().start(pipeline, Document.nothing());
        assertThat(run.cpu()).isBetween(Duration.ofMillis(20), Duration.ofSeconds(20));
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        Trigger trigger = Trigger.onRows("labels", 1);
        for (Duration budget : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> trigger.cpuAtMost(budget)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
