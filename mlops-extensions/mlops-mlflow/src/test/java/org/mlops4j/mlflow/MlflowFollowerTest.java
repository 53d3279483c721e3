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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import org.mlops4j.tracking.RunSpec;
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
    private Duration ahead = Duration.ZERO;

    @BeforeEach
    void open() {
        laptop = Mlops.builder()
                .directory(directory.resolve("laptop"))
                .limits(Limits.DEFAULT.withParams(20_000))
                .clock(() -> Instant.now().plus(ahead))
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
        AtomicInteger requests = new AtomicInteger();
        try (ArrangedProxy flaky = new ArrangedProxy(server.uri(), breakingOffEveryFourth(requests))) {
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
            int before = requests.get();
            MlflowFollower.of(laptop, bad).carry();
            assertThat(requests).as("nothing is left to do").hasValue(before);
        }
    }

    /** Half of them after the server has done what they ask. */
    private static ArrangedProxy.Arrangement breakingOffEveryFourth(AtomicInteger requests) {
        return (path, body) -> {
            int number = requests.incrementAndGet();
            if (number % 4 != 0) {
                return ArrangedProxy.Way.ANSWERED;
            }
            return number % 8 == 0 ? ArrangedProxy.Way.LOST : ArrangedProxy.Way.UNANSWERED;
        };
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
    void anAliasThatIsRemovedHereGoesThereUnlessItWasGivenThere() {
        MlflowFollower follower = MlflowFollower.of(laptop, connection);
        ModelPackage golden = ModelPackage.of("xgboost").withFile("model", ModelImportTest.bytes("golden.ubj"));
        ModelVersion first = laptop.registry().register("churn", golden);
        laptop.registry().alias("churn", "champion").moveTo(first, "first");
        laptop.registry().alias("churn", "challenger").moveTo(first, "also");
        follower.carry();
        ModelVersion foreign = behind.registry().register("churn", golden.property("b", Document.of(2)));
        behind.registry().alias("churn", "challenger").moveTo(foreign, "by somebody there");

        laptop.registry().alias("churn", "champion").remove("out of use");
        laptop.registry().alias("churn", "challenger").remove("out of use");
        laptop.registry().delete(first, "no longer used");
        FollowStatus status = follower.carry();

        assertThat(behind.registry().alias("churn", "champion").find()).isEmpty();
        assertThat(behind.registry().resolve("churn@challenger")).isEqualTo(foreign);
        assertThat(status.refused()).isZero();
        assertThat(status.aside()).isEmpty();
    }

    @Test
    void whatTheServerFailsAtIsSetAsideAndTheRestGoesOver() throws IOException {
        AtomicBoolean sick = new AtomicBoolean(true);
        try (ArrangedProxy proxy = new ArrangedProxy(
                server.uri(),
                (path, body) -> sick.get() && body.contains("poison")
                        ? new ArrangedProxy.Refused(500)
                        : ArrangedProxy.Way.ANSWERED)) {
            MlflowConnection through = MlflowConnection.to(proxy.uri()).bearerToken(TOKEN);
            MlflowFollower follower = MlflowFollower.of(laptop, through);
            run("poison");
            run("sound");
            FollowStatus status = follower.carry();
            assertThat(status.behind()).isZero();
            assertThat(status.findFailure()).isEmpty();
            assertThat(status.aside()).singleElement().satisfies(aside -> {
                assertThat(aside.what()).isEqualTo("run late-flights-1");
                assertThat(aside.reason()).contains("answered 500");
                assertThat(aside.attempts()).isEqualTo(1);
            });
            assertThat(values("late-flights-2", "auc")).containsExactly(0.5);
            assertThat(found("late-flights-1")).isEmpty();

            // Not before its time, then again, and less and less often; the next process does so too.
            assertThat(follower.carry().aside().get(0).attempts()).isEqualTo(1);
            ahead = Duration.ofMinutes(1);
            assertThat(MlflowFollower.of(laptop, through).carry().aside().get(0).attempts())
                    .isEqualTo(2);
            sick.set(false);
            assertThat(follower.carry().aside()).hasSize(1);
            ahead = Duration.ofMinutes(3);
            assertThat(follower.carry().aside()).isEmpty();
            assertThat(values("late-flights-1", "auc")).containsExactly(0.5);
        }
    }

    @Test
    void aServerThatFailsAtEverythingIsNotAskedForEverything() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ArrangedProxy proxy = new ArrangedProxy(server.uri(), (path, body) -> {
            requests.incrementAndGet();
            return new ArrangedProxy.Refused(503);
        })) {
            MlflowFollower follower =
                    MlflowFollower.of(laptop, MlflowConnection.to(proxy.uri()).bearerToken(TOKEN));
            for (int i = 0; i < 20; i++) {
                run("run " + i);
            }
            assertThatThrownBy(follower::carry)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("503");
            assertThat(requests).hasValue(3);
            assertThat(follower.status().behind()).isPositive();
        }
    }

    @Test
    void whatOneFollowerIsMakingAnotherOneLeavesForLater() throws IOException {
        run("twins");
        AtomicReference<Runnable> whileItIsMade = new AtomicReference<>(() -> {});
        try (ArrangedProxy proxy = new ArrangedProxy(server.uri(), (path, body) -> {
            if (path.endsWith("runs/create")) {
                whileItIsMade.getAndSet(() -> {}).run();
            }
            return ArrangedProxy.Way.ANSWERED;
        })) {
            MlflowConnection through = MlflowConnection.to(proxy.uri()).bearerToken(TOKEN);
            MlflowFollower one = MlflowFollower.fromTheBeginning(laptop, through);
            MlflowFollower other = MlflowFollower.fromTheBeginning(laptop, through);
            List<FollowStatus> meanwhile = new CopyOnWriteArrayList<>();
            whileItIsMade.set(() -> meanwhile.add(other.carry()));
            one.carry();
            assertThat(meanwhile)
                    .singleElement()
                    .satisfies(status -> assertThat(status.aside())
                            .singleElement()
                            .satisfies(aside -> assertThat(aside.reason()).contains("another follower")));
            ahead = Duration.ofMinutes(1);
            assertThat(other.carry().aside()).isEmpty();
            assertThat(values("late-flights-1", "auc")).as("once").containsExactly(0.5);
        }
    }

    private void run(String name) {
        try (Run run = laptop.tracking().start(RunSpec.of("late-flights").named(name))) {
            run.metric("auc", 0.5);
        }
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
