// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.Race;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.MetricSummary;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

class LocalTrackingTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private SettableClock clock;
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = store.mlops();
        clock = store.clock();
    }

    private RunRecord reopenedRecord(String run) {
        RunRecord record = store.reopened(run);
        mlops = store.mlops();
        return record;
    }

    @Test
    void aRunThatEndsWhileAnArtifactArrivesStaysAsItWas() {
        Run run = mlops.tracking().start("late-flights");
        InputStream slow = new ByteArrayInputStream(new byte[] {1}) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                run.close();
                return super.read(buffer, offset, length);
            }
        };
        assertThatThrownBy(() -> run.artifact("late", slow)).isInstanceOf(IllegalStateException.class);
        assertThat(mlops.tracking().load(run.id()).artifacts()).isEmpty();
        mlops.tracking().verify(run.id());
    }

    @Test
    void pointsOfOtherTimesAreKeptInAnyOrderAndRepetitionsAreOne() {
        Instant noon = Instant.parse("2024-05-01T12:00:00Z");
        Run run = mlops.tracking().start("late-flights");
        for (int repetition = 0; repetition < 3; repetition++) {
            run.metric("auc", 0.75, 2, noon.plusSeconds(2));
            run.metric("auc", 0.5, 1, noon.plusSeconds(1));
            run.flush();
            run.metric("auc", Double.NaN, 3, noon.plusSeconds(3));
            run.metric("auc", 0.25, 1, noon.plusSeconds(1));
        }
        assertThat(mlops.tracking().latest(run.id(), "auc"))
                .contains(new MetricPoint(3, noon.plusSeconds(3), Double.NaN));
        assertThat(mlops.tracking().latest(run.id(), "loss")).isEmpty();
        run.close();

        assertThat(mlops.tracking().metric(run.id(), "auc"))
                .containsExactly(
                        new MetricPoint(1, noon.plusSeconds(1), 0.25),
                        new MetricPoint(1, noon.plusSeconds(1), 0.5),
                        new MetricPoint(2, noon.plusSeconds(2), 0.75),
                        new MetricPoint(3, noon.plusSeconds(3), Double.NaN));
        assertThat(reopenedRecord(run.id()).metrics().get("auc"))
                .isEqualTo(new MetricSummary(4, 0.25, Double.NaN, 0.25, 1, 0.75, 2, 0.5));
    }

    @Test
    void aPointOutOfTheRangeOfTimesIsRefusedAndHindersNoOther() {
        try (Run run = mlops.tracking().start("late-flights")) {
            assertThatThrownBy(() -> run.metric("auc", 0.5, 0, Instant.MAX))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("2262-04-11");
            run.metric("auc", 0.75);
        }
        assertThat(mlops.tracking().metric("late-flights-1", "auc")).hasSize(1);
    }

    @Test
    void whatWasLoggedIsThereAfterReopening() throws Exception {
        Path notes = Files.writeString(store.directory().resolve("notes.txt"), "notes");
        Table table = table(1.5, 2.5);
        Run run = mlops.tracking().start("late-flights");
        run.params(Map.of("depth", 6, "eta", 0.1, "seed", 7L, "exact", true, "booster", "gbtree"));
        run.tag("team", "ops");
        run.tag("team", "ml");
        run.dataset("train", table, "flights.csv");
        Digest stored = run.artifact("notes", notes);
        run.artifact("plots/roc", new byte[] {1, 2, 3});
        for (int step = 0; step < 3; step++) {
            run.metric("logloss", 0.5 - step * 0.125, step);
        }
        clock.advance(Duration.ofMinutes(5));
        run.close();

        RunRecord record = reopenedRecord(run.id());
        assertThat(record.id()).isEqualTo("late-flights-1");
        assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(record.actor()).isEqualTo(Actor.of("ana"));
        assertThat(Duration.between(record.started(), record.ended())).isEqualTo(Duration.ofMinutes(5));
        assertThat(record.params())
                .containsOnly(
                        Map.entry("depth", Document.of(6)),
                        Map.entry("eta", Document.of(0.1)),
                        Map.entry("seed", Document.of(7)),
                        Map.entry("exact", Document.of(true)),
                        Map.entry("booster", Document.of("gbtree")));
        assertThat(record.tags()).containsOnly(Map.entry("team", "ml"));
        assertThat(record.datasets()).singleElement().satisfies(d -> {
            assertThat(d.digest()).isEqualTo(table.digest());
            assertThat(d.origin()).isEqualTo("flights.csv");
        });
        assertThat(record.artifacts()).containsOnlyKeys("notes", "plots/roc").containsEntry("notes", stored);
        assertThat(mlops.blobs().readAll(stored)).isEqualTo("notes".getBytes(UTF_8));
        assertThat(record.metrics())
                .containsOnly(Map.entry("logloss", new MetricSummary(3, 0.5, 0.25, 0.25, 2, 0.5, 0, 0.375)));
        assertThat(mlops.tracking().metric(run.id(), "logloss"))
                .extracting(MetricPoint::step)
                .containsExactly(0L, 1L, 2L);
        assertThat(record.environment().get("java").get("version").text()).isNotEmpty();
        assertThat(mlops.audit().entries(0, 10))
                .extracting(AuditEntry::action)
                .containsExactly("run.start", "run.finish");
        assertThat(mlops.audit().verify()).isEqualTo(2);
    }

    /** A row of a table. */
    record Flight(double delay) {}

    private static Table table(double... delays) {
        return Table.of(
                Flight.class, Arrays.stream(delays).mapToObj(Flight::new).toList());
    }

    @Test
    void aRunThatGoesOnIsVisibleToOthersWithItsMetrics() {
        try (Run run = mlops.tracking().start("e");
                Mlops other = Mlops.open(store.directory())) {
            run.param("depth", 6);
            run.metric("auc", 0.7);
            run.flush();

            RunRecord record = other.tracking().load(run.id());
            assertThat(record.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(record.findEnded()).isEmpty();
            assertThat(record.params()).containsKey("depth");
            assertThat(record.metrics().get("auc").last()).isEqualTo(0.7);
            assertThat(mlops.audit().verify()).isEqualTo(1);
        }
    }

    @Test
    void everyDoubleComesBackBitForBitAndNaNIsNeverBest() {
        double[] values = {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.1
        };
        String id;
        try (Run run = mlops.tracking().start("e")) {
            id = run.id();
            for (int step = 0; step < values.length; step++) {
                run.metric("all", values[step], step);
                run.metric("nan-last", step == 1 ? Double.NaN : step, step);
            }
            run.metric("nan-only", Double.NaN);
            run.metric("infinite", Double.POSITIVE_INFINITY);
            run.param("limit", Double.NEGATIVE_INFINITY);
        }
        RunRecord record = reopenedRecord(id);
        assertThat(mlops.tracking().metric(id, "all").stream().mapToLong(p -> Double.doubleToLongBits(p.value())))
                .containsExactly(Arrays.stream(values)
                        .mapToLong(Double::doubleToLongBits)
                        .boxed()
                        .toArray(Long[]::new));
        assertThat(record.metrics().get("all").max()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(record.metrics().get("all").min()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(record.metrics().get("nan-last").max()).isEqualTo(7.0);
        assertThat(record.metrics().get("nan-only")).satisfies(summary -> {
            assertThat(summary.count()).isEqualTo(1);
            assertThat(summary.last()).isNaN();
            assertThat(summary.max()).isNaN();
        });
        assertThat(record.metrics().get("infinite").mean()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(record.params().get("limit").number()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void identicalPointsAreOne() {
        try (Run run = mlops.tracking().start("e")) {
            for (int i = 0; i < 3; i++) {
                run.metric("m", 1.0, 5);
                run.flush();
            }
            run.metric("m", 2.0, 5);
            assertThat(mlops.tracking().metric(run.id(), "m")).hasSize(2);
            assertThat(mlops.tracking().load(run.id()).metrics().get("m").count())
                    .isEqualTo(2);
        }
    }

    @Test
    void aParameterIsSetOnceAndABatchIsAllOrNothing() {
        try (Run run = mlops.tracking().start("e")) {
            run.param("depth", 6);
            run.param("depth", 6L);
            assertThatThrownBy(() -> run.param("depth", 7)).isInstanceOf(AlreadyExistsException.class);
            assertThatThrownBy(() -> run.params(Map.of("eta", 0.1, "depth", 7)))
                    .isInstanceOf(AlreadyExistsException.class);
            assertThatThrownBy(() -> run.params(Map.of("eta", 0.1, "clock", clock)))
                    .isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> run.param("long", "x".repeat(6_001)))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("6001 characters");
            assertThatThrownBy(() -> run.tag("long", "x".repeat(8_001))).isInstanceOf(InvalidException.class);
            assertThat(mlops.tracking().load(run.id()).params()).containsOnlyKeys("depth");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../x", "a%2e", "a\0b", "a\n", "x/", "ümlaut"})
    void aKeyThatBreaksTheRuleIsRefusedEverywhere(String key) {
        try (Run run = mlops.tracking().start("e")) {
            assertThatThrownBy(() -> run.param(key, 1)).isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> run.tag(key, "")).isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> run.metric(key, 1)).isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> mlops.tracking().start(key)).isInstanceOf(InvalidException.class);
            assertThat(mlops.tracking().find(key)).isEmpty();
            assertThatThrownBy(() -> mlops.tracking().load(key)).isInstanceOf(NotFoundException.class);
        }
        assertThat(mlops.tracking().experiments()).containsExactly("e");
    }

    @Test
    void anEndedRunRefusesEveryChange() {
        Run run = mlops.tracking().start("e");
        run.fail(new IOException("no disk"));
        run.close();
        run.fail(new IllegalStateException("later"));
        RunRecord record = mlops.tracking().load(run.id());

        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.findFailure()).contains("java.io.IOException: no disk");
        List<Runnable> changes = List.of(
                () -> run.param("a", 1),
                () -> run.params(Map.of("a", 1)),
                () -> run.tag("a", "b"),
                () -> run.metric("a", 1),
                () -> run.metric("a", 1, 2),
                () -> run.dataset("a", table(1.0)),
                () -> run.artifact("a", new byte[1]),
                () -> run.register("m", ModelPackage.of("linear").withFile("model", new byte[1])));
        for (Runnable change : changes) {
            assertThatThrownBy(change::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(run.id());
        }
        assertThat(reopenedRecord(run.id())).isEqualTo(record);
        assertThat(mlops.registry().models()).isEmpty();
    }

    @Test
    void aRegisteredModelKnowsItsRunAndTheRunItsModel() {
        ModelVersion version;
        String id;
        try (Run run = mlops.tracking().start("e")) {
            id = run.id();
            version = run.register("m", ModelPackage.of("linear").withFile("model", new byte[] {1}));
        }
        assertThat(version.findRun()).contains(id);
        assertThat(mlops.tracking().load(id).models()).containsExactly("m/1");
    }

    @Test
    void runsAreListedNewestFirstEvenIfTheClockGoesBack() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofDays(i == 6 ? -3 : 1));
            try (Run run = mlops.tracking().start("e")) {
                ids.add(0, run.id());
            }
        }
        assertThat(mlops.tracking().runs("e")).extracting(RunRecord::id).isEqualTo(ids);
        assertThat(mlops.tracking().runs("other")).isEmpty();
        assertThat(mlops.audit().verify()).isEqualTo(24);
    }

    @Test
    void manyThreadsLoseNoPointWhenTheBufferOverflows() throws Exception {
        int threads = 8;
        int each = 10_000;
        try (Run run = mlops.tracking().start("e")) {
            List<Callable<Boolean>> works = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * each;
                works.add(() -> {
                    for (int step = first; step < first + each; step++) {
                        run.metric("loss", step, step);
                    }
                    return true;
                });
            }
            Race.run(works);
            run.flush();
            assertThat(mlops.tracking().metric(run.id(), "loss").stream().mapToLong(MetricPoint::step))
                    .containsExactly(
                            LongStream.range(0, (long) threads * each).boxed().toArray(Long[]::new));
            MetricSummary summary = mlops.tracking().load(run.id()).metrics().get("loss");
            assertThat(summary.count()).isEqualTo((long) threads * each);
            assertThat(summary.mean()).isEqualTo((threads * each - 1) / 2.0);
        }
    }

    @Test
    void closingTheStoreFailsTheRunsThatAreOpen() {
        Run run = mlops.tracking().start("e");
        run.metric("m", 1);
        RunRecord record = reopenedRecord(run.id());
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.findFailure().orElseThrow()).contains("store was closed");
        assertThat(record.metrics()).containsKey("m");
        run.close();
    }
}
