// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.OnlineStore;

/** States of entities in memory and in the on-line store, over restarts, processes and damage. */
class OnlineStateTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("who", DataType.INT64), Field.of("at", DataType.TIMESTAMP), Field.of("x", DataType.FLOAT64));

    private static final FeatureView VIEW = FeatureView.named("steps")
            .entity("who", DataType.INT64)
            .from(EVENTS)
            .eventTime("at")
            .feature("mean_2h", mean(col("x")).over(hours(2)))
            .feature("all", count())
            .build();

    /** Another definition, of which no event lies at the time that is read: the features are the same. */
    private static final FeatureView INCLUSIVE = FeatureView.named("steps")
            .entity("who", DataType.INT64)
            .from(EVENTS)
            .eventTime("at")
            .feature("mean_2h", mean(col("x")).over(hours(2)))
            .feature("all", count())
            .includeNow()
            .build();

    private static final FeatureService SERVICE = FeatureService.of("walkers", VIEW);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plusSeconds(4 * 3_600);
    private static final int ENTITIES = 40;

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @Test
    void aRestartReadsOnlyWhatCameSince() {
        Table events = events(3_000, 5);
        AtomicLong read = new AtomicLong();
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.reader(SERVICE);
            features.push("steps", events.slice(0, 2_900));
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.push("steps", events.slice(2_900, 3_000));
        }
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .events(watched(Mlops.open(directory).events(), read::addAndGet))
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            double[] vectors = vectors(features);
            assertThat(read).hasValue(100);
            assertThat(vectors).containsExactly(expected(features));
        }
    }

    @Test
    void anyOrderOfArrivalServesTheSame() {
        Table events = events(2_000, 9);
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < events.rowCount(); row++) {
            order.add(row);
        }
        double[] inOrder = null;
        for (int turn = 0; turn < 3; turn++) {
            try (Mlops mlops = Mlops.open(directory.resolve("turn" + turn));
                    FeatureStore features = FeatureStore.on(mlops, 7)) {
                features.apply(SERVICE);
                for (int row = 0; row < events.rowCount(); row++) {
                    features.push("steps", events.row(order.get(row)));
                    if (row % 700 == 0) {
                        features.materialize(SERVICE);
                    }
                }
                double[] vectors = vectors(features);
                inOrder = inOrder == null ? vectors : inOrder;
                assertThat(vectors).as("turn %d", turn).containsExactly(inOrder);
            }
            Collections.shuffle(order, new Random(turn));
        }
    }

    @Test
    void moreEntitiesThanMemoryHasRoomFor() {
        Table events = events(2_000, 1);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops, 3)) {
            features.apply(SERVICE);
            features.push("steps", events.slice(0, 1_000));
            assertThat(features.materialize(SERVICE)).isEqualTo(ENTITIES);
            assertThat(features.materialize(SERVICE)).isZero();
            features.push("steps", events.slice(1_000, 1_500));
            for (int row = 1_500; row < 2_000; row++) {
                features.push("steps", events.row(row));
            }
            assertThat(vectors(features)).containsExactly(expected(features));
            features.materialize(SERVICE);
            assertThat(vectors(features)).containsExactly(expected(features));
        }
    }

    /** Two processes push to one view, both read it, both store states. */
    @Test
    void severalProcessesShareAView() {
        Table events = events(3_000, 3);
        Random random = new Random(3);
        try (Mlops one = Mlops.open(directory);
                FeatureStore first = FeatureStore.on(one, 5);
                Mlops two = Mlops.open(directory);
                FeatureStore second = FeatureStore.on(two, 5)) {
            first.apply(SERVICE);
            first.reader(SERVICE);
            second.reader(SERVICE);
            for (int row = 0; row < 3_000; row += 10) {
                FeatureStore pushing = random.nextBoolean() ? first : second;
                if (random.nextBoolean()) {
                    pushing.push("steps", events.slice(row, row + 10));
                } else {
                    for (int i = row; i < row + 10; i++) {
                        pushing.push("steps", events.row(i));
                    }
                }
                if (random.nextInt(20) == 0) {
                    (random.nextBoolean() ? first : second).materialize(SERVICE);
                }
            }
            first.flush();
            second.flush();
            first.refresh();
            second.refresh();
            double[] expected = expected(first);
            assertThat(first.history("steps").rowCount()).isEqualTo(3_000);
            assertThat(vectors(first)).containsExactly(expected);
            assertThat(vectors(second)).containsExactly(expected);
        }
    }

    /** Rows that are in memory, then in the log behind those of another process, which cannot be read at first. */
    @Test
    void aReadThatFailsLosesNothingAndCountsNothingTwice() {
        AtomicBoolean fails = new AtomicBoolean();
        try (Mlops one = Mlops.open(directory);
                FeatureStore other = FeatureStore.on(one);
                Mlops two = Mlops.builder()
                        .directory(directory)
                        .events(watched(Mlops.open(directory).events(), rows -> {
                            if (fails.get()) {
                                throw new StorageException("the disk is away for a moment");
                            }
                        }))
                        .open();
                FeatureStore features = FeatureStore.on(two)) {
            other.apply(SERVICE);
            VectorReader reader = features.reader(SERVICE);
            for (int turn = 0; turn < 3; turn++) {
                Table events = events(200, turn);
                features.push("steps", events.row(0));
                other.push("steps", events.slice(1, 150));
                fails.set(true);
                assertThatThrownBy(features::flush).isInstanceOf(StorageException.class);
                features.push("steps", events.row(150));
                assertThatThrownBy(features::flush).isInstanceOf(StorageException.class);
                fails.set(false);
                features.push("steps", events.row(151));
            }
            features.refresh();
            assertThat(features.history("steps").rowCount()).isEqualTo(3 * 152);
            assertThat(vectors(reader)).containsExactly(expected(features));
        }
    }

    /** States cannot be had from the store now and then: an event counts once, whether its push failed or not. */
    @Test
    void aStoreThatFailsNowAndThenCountsNothingTwice() {
        Random random = new Random(17);
        AtomicBoolean fails = new AtomicBoolean();
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .online(failing(Mlops.open(directory).online(), () -> fails.get() && random.nextInt(8) == 0))
                        .open();
                FeatureStore features = FeatureStore.on(mlops, 2)) {
            features.apply(SERVICE);
            VectorReader reader = features.reader(SERVICE);
            VectorReader second = features.reader(FeatureService.of("inclusive", INCLUSIVE));
            Table events = events(3_000, 21);
            int failed = 0;
            fails.set(true);
            for (int row = 0; row < 3_000; row += 10) {
                try {
                    if (random.nextBoolean()) {
                        features.push("steps", events.slice(row, row + 10));
                    } else {
                        features.push("steps", events.row(row));
                    }
                    if (random.nextInt(5) == 0) {
                        features.materialize(SERVICE);
                    }
                } catch (StorageException e) {
                    failed++;
                }
            }
            fails.set(false);
            features.refresh();
            assertThat(failed).isGreaterThan(20);
            double[] expected = expected(features);
            assertThat(vectors(reader)).containsExactly(expected);
            assertThat(vectors(second)).containsExactly(expected);
        }
    }

    @Test
    void damagedStatesAreNamedAndCanBeMadeAnew() throws SQLException {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events(1_000, 2));
            features.materialize(SERVICE);
        }
        damage("update entries set state = 'AAAA' where key <> 'position'");
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops);
                Mlops two = Mlops.open(directory);
                FeatureStore other = FeatureStore.on(two, 3)) {
            assertThatThrownBy(() -> vectors(features)).isInstanceOf(CorruptException.class);
            other.push("steps", events(500, 7));
            assertThatThrownBy(() -> features.materialize(SERVICE))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("rebuild");
            assertThat(features.rebuild(SERVICE)).isEqualTo(ENTITIES);
            assertThat(vectors(features)).containsExactly(expected(features));
            VectorReader elsewhere = other.reader(SERVICE);
            features.rebuild(SERVICE);
            // A process that began before goes on with what was made anew.
            other.push("steps", events(1_000, 8));
            other.materialize(SERVICE);
            features.refresh();
            double[] expected = expected(features);
            assertThat(vectors(elsewhere)).containsExactly(expected);
            assertThat(vectors(features)).containsExactly(expected);
        }
    }

    @Test
    void nonsenseInAStateIsNamed() throws SQLException {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events(100, 2));
            features.materialize(SERVICE);
            for (String state : List.of("", "AAAA", "no base 64!", "AQAA".repeat(50))) {
                String name = "features." + VIEW.digest().hex();
                mlops.online().put(name, List.of(new OnlineStore.Entry("7;", 1L << 40, state, null)));
                FeatureStore later = FeatureStore.on(mlops);
                assertThatThrownBy(() -> later.reader(SERVICE).read(request(7), Times.nanos(END), new double[2]))
                        .as("'%s'", state)
                        .isInstanceOf(CorruptException.class)
                        .hasMessageContaining("steps")
                        .hasMessageContaining("rebuild");
            }
        }
    }

    @Test
    void statesThatKnowMoreThanARestoredLogAreMadeAnew() throws IOException {
        Table events = events(1_000, 4);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events.slice(0, 600));
        }
        Path backup = Files.copy(directory.resolve("events.db"), elsewhere.resolve("events.db"));
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.push("steps", events.slice(600, 1_000));
            features.materialize(SERVICE);
        }
        Files.copy(backup, directory.resolve("events.db"), StandardCopyOption.REPLACE_EXISTING);
        for (int life = 0; life < 2; life++) {
            try (Mlops mlops = Mlops.open(directory);
                    FeatureStore features = FeatureStore.on(mlops)) {
                assertThat(features.history("steps").rowCount()).isEqualTo(600 + life);
                assertThat(vectors(features)).as("life %d", life).containsExactly(expected(features));
                features.push("steps", events.row(700));
            }
        }
    }

    @Test
    void aStoreThatMayNotWriteServes() {
        double[] expected;
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events(1_000, 6));
            features.materialize(SERVICE);
            features.push("steps", events(1_000, 7));
            features.flush();
            expected = expected(features);
        }
        try (Mlops mlops = Mlops.builder().readOnly(directory).open();
                FeatureStore features = FeatureStore.on(mlops)) {
            assertThat(vectors(features)).containsExactly(expected);
        }
    }

    /** {@return events of four hours, in no order} */
    private static Table events(int size, long seed) {
        Random random = new Random(seed);
        Table.Builder events = Table.builder(EVENTS);
        for (int i = 0; i < size; i++) {
            events.add((long) i % ENTITIES, START.plusMillis(random.nextInt(4 * 3_600_000)), random.nextGaussian());
        }
        return events.build();
    }

    private static Row request(long who) {
        return Row.of(Schema.of(Field.of("who", DataType.INT64)), who);
    }

    private static double[] vectors(FeatureStore features) {
        return vectors(features.reader(SERVICE));
    }

    /** {@return what is read of all entities, and of one without events} */
    private static double[] vectors(VectorReader reader) {
        double[] all = new double[2 * (ENTITIES + 1)];
        double[] vector = new double[2];
        for (int who = 0; who <= ENTITIES; who++) {
            reader.read(request(who), Times.nanos(END), vector);
            System.arraycopy(vector, 0, all, 2 * who, 2);
        }
        return all;
    }

    /** {@return the same from the history} */
    private static double[] expected(FeatureStore features) {
        Table.Builder requests =
                Table.builder(Schema.of(Field.of("who", DataType.INT64), Field.of("time", DataType.TIMESTAMP)));
        for (long who = 0; who <= ENTITIES; who++) {
            requests.add(who, END);
        }
        Table table = features.recompute(SERVICE, requests.build(), "time");
        double[] all = new double[2 * (ENTITIES + 1)];
        for (int who = 0; who <= ENTITIES; who++) {
            all[2 * who] = table.doubles("mean_2h").get(who);
            all[2 * who + 1] = table.doubles("all").get(who);
        }
        return all;
    }

    private void damage(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("online.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    /** {@return the store itself, but that it fails to give states when it is told to} */
    private static OnlineStore failing(OnlineStore store, BooleanSupplier now) {
        return (OnlineStore) Proxy.newProxyInstance(
                OnlineStore.class.getClassLoader(), new Class<?>[] {OnlineStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("get") && now.getAsBoolean()) {
                        throw new StorageException("the disk is away for a moment");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** {@return the log itself, but that it tells how many rows were read} */
    private static EventLog watched(EventLog log, LongConsumer read) {
        return (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(log, arguments);
                        if (method.getName().equals("read")) {
                            read.accept(((Table) result).rowCount());
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
