// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.MetricSummary;
import org.mlops4j.tracking.PastRun;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

class PastRunsTest {

    private static final Instant STARTED = Instant.parse("2024-05-01T12:00:00.123Z");
    private static final Instant ENDED = Instant.parse("2024-05-01T12:10:00.456Z");

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private static PastRun.Builder past(String origin) {
        return PastRun.builder("late-flights", origin, RunStatus.FAILED)
                .started(STARTED)
                .ended(ENDED);
    }

    @Test
    void everythingOfTheRunIsThereAndSealed() {
        MetricPoint first = new MetricPoint(1, STARTED, 0.5);
        MetricPoint nan = new MetricPoint(2, ENDED, Double.NaN);
        RunRecord restored = store.mlops()
                .tracking()
                .restore(past("mlflow:1")
                        .name("deep trees")
                        .actor(Actor.of("bob"))
                        .failure("out of memory")
                        .note("the first try")
                        .param("depth", Document.of(6))
                        .tag("team", "ml")
                        .metric("auc", List.of(nan, first, nan))
                        .metric("nothing", List.of())
                        .artifact("notes/a.txt", () -> new ByteArrayInputStream(new byte[] {1, 2}))
                        .environment(Document.object().with("python", "3.11"))
                        .build());
        store.reopen();

        RunRecord run = store.mlops().tracking().load("late-flights-1");
        assertThat(run).isEqualTo(restored);
        assertThat(run.origin()).isEqualTo("mlflow:1");
        assertThat(run.name()).isEqualTo("deep trees");
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.actor()).isEqualTo(Actor.of("bob"));
        assertThat(run.started()).isEqualTo(STARTED);
        assertThat(run.ended()).isEqualTo(ENDED);
        assertThat(run.failure()).isEqualTo("out of memory");
        assertThat(run.note()).isEqualTo("the first try");
        assertThat(run.params()).containsOnly(Map.entry("depth", Document.of(6)));
        assertThat(run.tags()).containsOnly(Map.entry("team", "ml"));
        assertThat(run.metrics())
                .containsOnly(Map.entry("auc", new MetricSummary(2, 0.5, Double.NaN, 0.5, 1, 0.5, 1, 0.5)));
        assertThat(store.mlops().tracking().metric(run.id(), "auc")).containsExactly(first, nan);
        assertThat(store.mlops().blobs().readAll(run.artifacts().get("notes/a.txt")))
                .containsExactly(1, 2);
        assertThat(run.environment().get("python").text()).isEqualTo("3.11");
        assertThat(store.mlops().tracking().verify(run.id())).isEqualTo(run.seal());
        assertThat(store.mlops().tracking().findRestored("mlflow:1")).contains(run);
        assertThat(store.mlops().tracking().findRestored("mlflow:2")).isEmpty();
    }

    @Test
    void theAuditLogSaysWhoRestoredItAndFromWhere() {
        store.mlops().tracking().restore(past("mlflow:1").actor(Actor.of("bob")).build());

        assertThat(store.mlops().audit().about("late-flights-1"))
                .satisfiesExactly(reserved -> assertThat(reserved.action()).isEqualTo("run.reserve"), imported -> {
                    assertThat(imported.action()).isEqualTo("run.import");
                    assertThat(imported.actor()).isEqualTo(Actor.of("ana"));
                    assertThat(imported.reason()).isEqualTo("from mlflow:1");
                    assertThat(imported.time()).isEqualTo(store.clock().instant());
                });
        assertThat(store.mlops().audit().verify()).isEqualTo(2);
    }

    @Test
    void aSecondRunOfOneOriginIsRefusedAndStoresNothing() {
        store.mlops().tracking().restore(past("mlflow:1").build());

        assertThatThrownBy(
                        () -> store.mlops().tracking().restore(past("mlflow:1").build()))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessage("run 'mlflow:1' was restored before, as 'late-flights-1'");
        assertThat(store.mlops().tracking().runs("late-flights")).hasSize(1);
        assertThat(store.mlops().audit().verify()).isEqualTo(2);
    }

    @Test
    void longMetricsAreStoredInPieces() {
        List<MetricPoint> points = LongStream.range(0, 25_001)
                .mapToObj(step -> new MetricPoint(step, STARTED.plusMillis(step), step))
                .toList();
        RunRecord run = store.mlops()
                .tracking()
                .restore(past("mlflow:1").metric("loss", points).build());

        assertThat(store.mlops().tracking().metric(run.id(), "loss")).isEqualTo(points);
        assertThat(run.metrics().get("loss").count()).isEqualTo(25_001);
    }

    @Test
    void whatARunMustNotHoldIsRefusedBeforeAnythingIsStored() {
        assertThatThrownBy(() -> PastRun.builder("late-flights", "mlflow:1", RunStatus.RUNNING))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("RUNNING");
        assertThatThrownBy(() -> PastRun.builder("a", "mlflow:1", RunStatus.FAILED)
                        .started(STARTED)
                        .build())
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("ended");
        for (PastRun.Builder bad : List.of(
                past("mlflow:1").tag("../up", "x"),
                past("mlflow:1").tag("long", "x".repeat(8_001)),
                past("mlflow:1").param("long", Document.of("x".repeat(6_001))),
                past("mlflow:1").note("x".repeat(8_001)),
                past("mlflow:1").metric("../up", List.of()),
                past("mlflow:1").artifact("../up", () -> new ByteArrayInputStream(new byte[0])),
                past("mlflow:1").started(Instant.MIN))) {
            assertThatThrownBy(() -> store.mlops().tracking().restore(bad.build()))
                    .isInstanceOf(InvalidException.class);
        }
        assertThatThrownBy(() -> store.mlops()
                        .tracking()
                        .restore(past("mlflow:1").parent("late-flights-7").build()))
                .isInstanceOf(NotFoundException.class);
        assertThat(store.mlops().tracking().experiments()).isEmpty();
    }

    @Test
    void afterAMissingArtifactTheRunIsNotThereAndCanBeRestoredLater() {
        assertThatThrownBy(() -> store.mlops()
                        .tracking()
                        .restore(past("mlflow:1")
                                .artifact("gone", store.directory().resolve("gone"))
                                .build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("artifact 'gone' of run 'mlflow:1'");
        assertThat(store.mlops().tracking().runs("late-flights")).isEmpty();

        assertThat(store.mlops().tracking().restore(past("mlflow:1").build()).id())
                .isEqualTo("late-flights-2");
    }
}
