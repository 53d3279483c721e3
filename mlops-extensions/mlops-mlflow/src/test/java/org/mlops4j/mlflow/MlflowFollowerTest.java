// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Limits;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.RejectedException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.server.MlflowServer;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/** A server that follows a store, over HTTP. */
class MlflowFollowerTest {

    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    Path directory;

    private Mlops laptop;
    private Mlops behind;
    private MlflowServer server;
    private MlflowConnection connection;

    @BeforeEach
    void open() {
        laptop = Mlops.builder()
                .directory(directory.resolve("laptop"))
                .limits(Limits.DEFAULT.withParams(20_000))
                .open();
        behind = Mlops.open(directory.resolve("behind"));
        server = MlflowServer.on(behind).port(0).bearerToken(TOKEN).start();
        connection = MlflowConnection.to(server.uri()).bearerToken(TOKEN);
    }

    @AfterEach
    void close() {
        server.close();
        behind.close();
        laptop.close();
    }

    private RunRecord there(String run) {
        List<RunRecord> found = found(run);
        assertThat(found).as("once").hasSize(1);
        return found.get(0);
    }

    private List<RunRecord> found(String run) {
        return behind.tracking().search("late-flights", "tags.`mlops4j.run` = '" + run + "'");
    }

    private double[] values(String run, String metric) {
        return behind.tracking().metric(there(run).id(), metric).stream()
                .mapToDouble(MetricPoint::value)
                .toArray();
    }

    @Test
    void aRunAppearsWhileItGoesOnAndEndsAsItEndsHere() {
        MlflowFollower follower = MlflowFollower.of(laptop, connection);
        Run parent = laptop.tracking().start("late-flights");
        Run run = parent.nested("fold 1");
        run.params(Map.of("depth", 6, "eta", 0.5));
        run.tag("team", "ml");
        run.metric("auc", 0.5, 0);
        follower.carry();

        RunRecord live = there(run.id());
        assertThat(live.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(live.params()).containsEntry("depth", Document.of("6"));
        assertThat(live.findParent()).contains(there(parent.id()).id());
        assertThat(values(run.id(), "auc")).containsExactly(0.5);

        run.tag("team", "ops");
        run.param("late", true);
        run.metric("auc", Double.NaN, 2);
        run.metric("auc", 0.7, 3);
        run.artifact("plots/roc.txt", "a plot".getBytes(UTF_8));
        run.dataset(
                "train",
                Table.builder(Schema.of(Field.of("x", DataType.FLOAT64)))
                        .add(1.0)
                        .build());
        follower.carry();
        assertThat(there(run.id()).tags()).containsEntry("team", "ops");
        assertThat(there(run.id()).params()).containsEntry("late", Document.of("true"));
        assertThat(values(run.id(), "auc")).containsExactly(0.5, Double.NaN, 0.7);

        run.metric("auc", 0.6, 1);
        run.artifact("plots/roc.txt", "a better plot".getBytes(UTF_8));
        run.close();
        parent.fail(new IllegalStateException("no more folds"));
        FollowStatus status = follower.carry();

        assertThat(there(run.id()).status()).isEqualTo(RunStatus.FINISHED);
        assertThat(there(parent.id()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(values(run.id(), "auc"))
                .as("with the point that came late")
                .containsExactly(0.5, 0.6, Double.NaN, 0.7);
        assertThat(behind.tracking().artifacts(there(run.id()).id()).read("plots/roc.txt"))
                .isEqualTo("a better plot".getBytes(UTF_8));
        assertThat(status.behind()).isZero();
        assertThat(status.refused()).isZero();
        assertThat(MlflowExport.of(laptop, connection).run(run.id()))
                .as("an export finds it")
                .isEqualTo(there(run.id()).id());
        laptop.audit().verify();
        assertThat(laptop.storage().verify().damage()).isEmpty();
    }

    @Test
    void whateverBreaksOffNothingIsLostOrThereTwice() throws IOException {
        try (FlakyProxy flaky = new FlakyProxy(server.uri(), 4)) {
            MlflowConnection bad = MlflowConnection.to(flaky.uri()).bearerToken(TOKEN);
            MlflowFollower.of(laptop, bad);
            Run run = laptop.tracking().start("late-flights");
            for (int part = 0; part < 3; part++) {
                run.param("part " + part, part);
                for (int i = 0; i < 1_200; i++) {
                    run.metric("loss", 1.0 / (1 + i), part * 1_200 + i);
                }
                run.artifact("part " + part + ".txt", new byte[] {(byte) part});
                run.flush();
                assertThat(carriedByOneThatDies(bad)).as("it did break off").isPositive();
            }
            run.close();
            carriedByOneThatDies(bad);

            assertThat(there(run.id()).status()).isEqualTo(RunStatus.FINISHED);
            assertThat(there(run.id()).params().keySet()).contains("part 0", "part 1", "part 2");
            assertThat(there(run.id()).artifacts())
                    .isEqualTo(laptop.tracking().load(run.id()).artifacts());
            assertThat(values(run.id(), "loss"))
                    .isEqualTo(laptop.tracking().metric(run.id(), "loss").stream()
                            .mapToDouble(MetricPoint::value)
                            .toArray());
            int before = flaky.requests();
            MlflowFollower.of(laptop, bad).carry();
            assertThat(flaky.requests()).as("nothing is left to do").isEqualTo(before);
        }
    }

    /** Each try is one of a new follower that knows what the store remembers. */
    private int carriedByOneThatDies(MlflowConnection to) {
        for (int failures = 0; failures < 50; failures++) {
            try {
                MlflowFollower.of(laptop, to).carry();
                return failures;
            } catch (StorageException brokenOff) {
                assertThat(brokenOff).hasMessageContaining("could not reach");
            }
        }
        throw new AssertionError("50 tries were not enough");
    }

    @Test
    void versionsAndAliasesFollow() {
        MlflowFollower follower = MlflowFollower.of(laptop, connection);
        byte[] golden = ModelImportTest.bytes("golden.ubj");
        ModelVersion first =
                laptop.registry().register("churn", ModelPackage.of("xgboost").withFile("model", golden));
        laptop.registry().alias("churn", "champion").moveTo(first, "first");
        follower.carry();
        assertThat(behind.registry().resolve("churn@champion").number()).isEqualTo(1);

        ModelVersion second = laptop.registry()
                .register(
                        "churn",
                        ModelPackage.of("xgboost").withFile("model", golden).property("b", Document.of(2)));
        laptop.registry().alias("churn", "champion").moveTo(second, "better");
        follower.carry();
        assertThat(behind.registry().resolve("churn@champion").number()).isEqualTo(2);
        laptop.registry().alias("churn", "champion").rollback("worse");
        laptop.registry().register("odd", ModelPackage.of("unheard-of").withFile("model", golden));
        FollowStatus status = follower.carry();
        assertThat(behind.registry().resolve("churn@champion").number()).isEqualTo(1);
        assertThat(behind.registry().versions("churn")).hasSize(2);
        assertThat(status.refused()).as("a format without a flavor").isEqualTo(1);
    }

    @Test
    void whatTheServerRefusesIsLeftOutAndTheRestGoesOver() {
        MlflowFollower follower = MlflowFollower.of(laptop, connection);
        try (Run run = laptop.tracking().start("late-flights")) {
            run.params(Map.of("long", "x".repeat(10_000), "short", "x"));
            run.metric("auc", 0.5);
        }
        assertThat(follower.carry().refused()).isEqualTo(1);
        RunRecord there = there("late-flights-1");
        assertThat(there.params()).containsOnlyKeys("short");
        assertThat(there.status()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void aStrangerIsToldAndGoesOnOnceItIsKnown() {
        try (Run run = laptop.tracking().start("late-flights")) {
            run.metric("auc", 0.5);
        }
        MlflowConnection unknown = MlflowConnection.to(server.uri());
        MlflowFollower stranger = MlflowFollower.fromTheBeginning(laptop, unknown);
        assertThatThrownBy(stranger::carry).isInstanceOf(RejectedException.class);
        assertThat(stranger.status().findFailure().orElseThrow()).contains("401");
        assertThat(stranger.status().behind()).isPositive();
        MlflowFollower.of(laptop, connection).carry();
        assertThat(values("late-flights-1", "auc")).containsExactly(0.5);
    }

    @Test
    void aThreadFollowsAndCarriesWhatIsLeftWhenItIsClosed() throws InterruptedException {
        String id;
        try (MlflowFollower follower = MlflowFollower.of(laptop, connection).start()) {
            Run run = laptop.tracking().start("late-flights");
            id = run.id();
            run.metric("auc", 0.5, 0);
            run.flush();
            Instant end = Instant.now().plusSeconds(30);
            for (long seen = 0; found(id).isEmpty(); ) {
                assertThat(Instant.now()).as("%s", follower.status()).isBefore(end);
                seen = behind.metadata().await(seen, Duration.ofSeconds(1));
            }
            assertThat(there(id).status()).isEqualTo(RunStatus.RUNNING);
            IntStream.range(1, 10).forEach(step -> run.metric("auc", 0.5 + step / 100.0, step));
            run.close();
        }
        assertThat(there(id).status()).isEqualTo(RunStatus.FINISHED);
        assertThat(values(id, "auc")).hasSize(10);
    }
}
