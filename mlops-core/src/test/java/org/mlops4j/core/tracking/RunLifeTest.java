// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.progress.Progress;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunBatch;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;

class RunLifeTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    @Test
    void nestedRunsKnowTheirParentAndEndByThemselves() {
        Run search = store.mlops().tracking().start(RunSpec.of("late-flights").named("grid search"));
        search.note("Depth matters **most**.");
        Run first = search.nested("depth 4");
        Run second = search.nested("depth 6");
        search.close();
        first.close();
        second.close();

        RunRecord record = store.reopened(search.id());
        assertThat(record.findName()).contains("grid search");
        assertThat(record.findNote()).contains("Depth matters **most**.");
        assertThat(record.findParent()).isEmpty();
        assertThat(store.mlops().tracking().nested(search.id()))
                .extracting(RunRecord::id)
                .containsExactly(first.id(), second.id());
        assertThat(store.mlops().tracking().load(second.id()).findParent()).contains(search.id());
        assertThat(store.mlops().tracking().nested(first.id())).isEmpty();
        assertThatThrownBy(() -> store.mlops().tracking().start(RunSpec.of("e").within("late-flights-99")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("late-flights-99");
        assertThatThrownBy(() -> store.mlops().tracking().nested("nobody-1")).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines"})
    void aNameOfARunIsOneLineThatIsNotBlank(String name) {
        assertThatThrownBy(() -> RunSpec.of("e").named(name)).isInstanceOf(InvalidException.class);
    }

    @Test
    void workInARunEndsItAsItEnds() {
        RunSpec spec = RunSpec.of("e");
        List<String> runs = new ArrayList<>();
        double auc = store.mlops().tracking().during(spec, run -> {
            runs.add(run.id());
            return 0.7;
        });
        assertThat(auc).isEqualTo(0.7);
        for (Exception cause : List.of(
                new IOException("no space"), new InterruptedException("stop"), new CancellationException("later"))) {
            assertThatThrownBy(() -> store.mlops().tracking().during(spec, run -> {
                        runs.add(run.id());
                        throw cause;
                    }))
                    .isSameAs(cause)
                    .hasNoSuppressedExceptions();
        }
        assertThat(runs.stream().map(id -> store.mlops().tracking().load(id)))
                .extracting(RunRecord::status, RunRecord::failure)
                .containsExactly(
                        tuple(RunStatus.FINISHED, null),
                        tuple(RunStatus.FAILED, "java.io.IOException: no space"),
                        tuple(RunStatus.KILLED, "java.lang.InterruptedException: stop"),
                        tuple(RunStatus.KILLED, "java.util.concurrent.CancellationException: later"));
        assertThat(store.mlops().audit().about(runs.get(2)))
                .extracting(AuditEntry::action)
                .containsExactly("run.start", "run.kill");
    }

    @Test
    void aParameterMayBeAListOrAnObject() {
        Run run = store.mlops().tracking().start("e");
        run.param("layers", List.of(64, 32));
        run.param("grid", Map.of("eta", List.of(0.1, 0.3), "booster", "gbtree"));
        assertThatThrownBy(() -> run.param("when", store.clock().instant()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("java.time.Instant");
        assertThatThrownBy(() -> run.param("map", Map.of(1, "a"))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> run.param("long", List.of("a".repeat(6_000))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("6004");
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> run.param("endless", endless)).isInstanceOf(InvalidException.class);
        run.close();

        assertThat(store.reopened(run.id()).params())
                .containsOnly(
                        Map.entry("layers", Document.list(Document.of(64), Document.of(32))),
                        Map.entry(
                                "grid",
                                Document.object()
                                        .with("booster", "gbtree")
                                        .with("eta", Document.list(Document.of(0.1), Document.of(0.3)))));
    }

    @Test
    void theSealOfARunCoversEveryPointOfItsHistory() {
        Run run = store.mlops().tracking().start("e");
        run.metric("auc", 0.1);
        assertThatThrownBy(() -> store.mlops().tracking().verify(run.id()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("has not ended");
        run.metric("auc", 0.9);
        run.close();

        RunRecord record = store.reopened(run.id());
        assertThat(store.mlops().tracking().verify(run.id())).isEqualTo(record.seal());
        store.mlops()
                .series()
                .append(List.of(
                        new Point("run/" + run.id() + "/auc", 0, store.clock().instant(), 0.5)));
        assertThatThrownBy(() -> store.mlops().tracking().verify(run.id()))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(run.id())
                .hasMessageContaining("metrics");
    }

    @Test
    void aBatchIsLoggedAsAWholeOrRefusedAsAWhole() {
        Run run = store.mlops().tracking().start("e");
        run.param("depth", 6);
        RunBatch batch = new RunBatch()
                .param("eta", 0.1)
                .tag("team", "ml")
                .metric("auc", 0.7, 1)
                .metric("auc", 0.8, 2, store.clock().instant().minusSeconds(60));
        run.log(batch);
        assertThat(store.mlops().series().latest("run/e-1/auc")).hasValueSatisfying(point -> {
            assertThat(point.step()).isEqualTo(2);
            assertThat(point.time()).isEqualTo(store.clock().instant().minusSeconds(60));
        });
        for (RunBatch refused : List.of(
                new RunBatch().param("new", 1).metric("auc", 1, 3).param("depth", 7),
                new RunBatch().param("new", 1).metric("..", 1, 3),
                new RunBatch().param("new", 1).tag("long", "x".repeat(8_001)))) {
            assertThatThrownBy(() -> run.log(refused)).isInstanceOf(MlopsException.class);
        }
        run.close();
        assertThatThrownBy(() -> run.log(batch)).isInstanceOf(IllegalStateException.class);

        RunRecord record = store.reopened(run.id());
        assertThat(record.params()).containsOnlyKeys("depth", "eta");
        assertThat(record.tags()).containsOnlyKeys("team");
        assertThat(record.metrics().get("auc").count()).isEqualTo(2);
    }

    @Test
    void whatARunCostsItsProcessIsSampledInTheInterval() {
        RunSpec spec = RunSpec.of("e").systemMetrics(Duration.ofSeconds(10));
        Run run = store.mlops().tracking().start(spec);
        // The store looks every second of elapsed time; the store.clock() of the test tells what is due.
        await(() -> !store.mlops().tracking().metric(run.id(), "system/threads").isEmpty());
        store.clock().advance(Duration.ofSeconds(10));
        await(() -> store.mlops().tracking().metric(run.id(), "system/threads").size() == 2);
        run.close();

        RunRecord record = store.reopened(run.id());
        assertThat(record.metrics().get("system/heap_used_bytes").min()).isPositive();
        assertThat(record.metrics().get("system/cpu_process").max()).isBetween(0.0, 1.0);
        assertThat(record.metrics().get("system/allocated_bytes").last()).isPositive();
        assertThat(store.mlops().tracking().metric(run.id(), "system/threads"))
                .extracting(MetricPoint::step)
                .containsExactly(1L, 2L);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void aRunShowsHowFarItIsUntilItEnds() {
        List<String> shown = new ArrayList<>();
        Progress progress = (what, total) -> {
            shown.add(what + " of " + total);
            return new Progress.Work() {
                @Override
                public void at(long done) {
                    shown.add("at " + done);
                }

                @Override
                public void close() {
                    shown.add("end");
                }
            };
        };
        store.reopen(builder -> builder.progress(progress));
        Run run = store.mlops().tracking().start("e");
        run.progress(1, 3);
        run.progress(2, 3);
        run.close();
        run.close();
        assertThat(shown).containsExactly("e-1 of 3", "at 1", "at 2", "end");
    }
}
