// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.store.Walkers.END;
import static org.mlops4j.features.store.Walkers.EVENTS;
import static org.mlops4j.features.store.Walkers.SERVICE;
import static org.mlops4j.features.store.Walkers.START;
import static org.mlops4j.features.store.Walkers.expected;
import static org.mlops4j.features.store.Walkers.vectors;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.ConflictException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;

/** An entity with thousands of events in its window: stored in tiles, of which few are written again. */
class HotEntityTest {

    @TempDir
    private Path directory;

    @Test
    void servesTheSameBitsOverRestartsAndWritesWhatChanged() {
        AtomicLong written = new AtomicLong();
        long first = 0;
        for (int life = 0; life < 6; life++) {
            try (Mlops mlops = Mlops.builder()
                            .directory(directory)
                            .online(FaultyStores.counting(Mlops.open(directory).online(), written::addAndGet))
                            .open();
                    FeatureStore features = FeatureStore.on(mlops)) {
                features.apply(SERVICE);
                VectorReader reader = features.reader(SERVICE);
                written.set(0);
                features.push("steps", life == 0 ? hot(30_000, 0) : hot(5, life));
                features.materialize(SERVICE);
                first = life == 0 ? written.get() : first;
                if (life > 0) {
                    assertThat(written.get()).as("characters, life %d", life).isLessThan(first / 4);
                }
                assertThat(vectors(reader)).containsExactly(expected(features));
            }
        }
    }

    @Test
    void servesTheSameBitsWhileItRunsAndGivesBackWhatIsStored() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            VectorReader reader = features.reader(SERVICE);
            features.push("steps", hot(20_000, 0));
            for (int turn = 1; turn < 6; turn++) {
                features.materialize(SERVICE);
                features.push("steps", hot(40, turn));
                assertThat(vectors(reader)).containsExactly(expected(features));
            }
        }
    }

    /** The thread that keeps a store up to date does so each second. */
    @Test
    void anEntityWithManyNewEventsIsStoredBeforeTheOthers() {
        AtomicLong puts = new AtomicLong();
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .online(FaultyStores.counting(Mlops.open(directory).online(), puts::addAndGet))
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            VectorReader reader = features.reader(SERVICE);
            puts.set(0);
            features.push("steps", hot(EntityStates.MANY_EVENTS, 1));
            features.refresh();
            assertThat(puts).hasValue(0);
            features.push("steps", hot(EntityStates.MANY_EVENTS, 2));
            features.refresh();
            assertThat(puts.get()).isPositive();
            assertThat(vectors(reader)).containsExactly(expected(features));
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            assertThat(vectors(features)).containsExactly(expected(features));
        }
    }

    /** Both push, both store, one reads ahead of the other; neither has what the other writes in memory for long. */
    @Test
    void severalProcessesShareIt() {
        Random random = new Random(5);
        try (Mlops one = Mlops.open(directory);
                FeatureStore first = FeatureStore.on(one, 1);
                Mlops two = Mlops.open(directory);
                FeatureStore second = FeatureStore.on(two, 1)) {
            first.apply(SERVICE);
            VectorReader reader = first.reader(SERVICE);
            second.reader(SERVICE);
            Table events = hot(12_000, 9);
            for (int row = 0; row < 12_000; row += 300) {
                (random.nextBoolean() ? first : second).push("steps", events.slice(row, row + 300));
                if (random.nextInt(3) == 0) {
                    (random.nextBoolean() ? first : second).materialize(SERVICE);
                }
                if (random.nextInt(10) == 0) {
                    vectors(reader);
                }
            }
            first.refresh();
            second.refresh();
            double[] expected = expected(first);
            assertThat(vectors(reader)).containsExactly(expected);
            assertThat(vectors(second)).containsExactly(expected);
            first.materialize(SERVICE);
            second.materialize(SERVICE);
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            assertThat(vectors(features)).containsExactly(expected(features));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile", "sums"})
    void aPartThatIsGoneIsMadeAnewFromTheEvents(String part) throws SQLException {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", hot(6_000, 3));
            features.materialize(SERVICE);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("online.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("delete from entries where key like '" + part + " %'"))
                    .isGreaterThan(4);
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            VectorReader reader = features.reader(SERVICE);
            assertThatThrownBy(() -> vectors(reader)).isInstanceOf(ConflictException.class);
            features.refresh();
            assertThat(vectors(reader)).containsExactly(expected(features));
        }
    }

    /** A state stands for as long as an event of it counts, whatever its tiles hold; they go after it. */
    @Test
    void tilesExpireAfterTheirState() throws SQLException {
        FeatureView view = FeatureView.named("steps")
                .entity("who", DataType.INT64)
                .from(EVENTS)
                .eventTime("at")
                .ttl(hours(2))
                .feature("mean_2h", mean(col("x")))
                .feature("all", count().over(hours(1)))
                .build();
        FeatureService service = FeatureService.of("walkers", view);
        Instant[] removals = {END.minusSeconds(60), END.plusSeconds(3 * 3_600), END.plusSeconds(24 * 3_600)};
        int[] tiles = new int[removals.length];
        for (int life = 0; life < removals.length; life++) {
            try (Mlops mlops = Mlops.open(directory);
                    FeatureStore features = FeatureStore.on(mlops)) {
                features.apply(service);
                if (life == 0) {
                    features.push("steps", hot(12_000, 4));
                    features.materialize(service);
                }
                features.states().removeExpired(removals[life]);
                tiles[life] = tiles();
            }
            try (Mlops mlops = Mlops.open(directory);
                    FeatureStore features = FeatureStore.on(mlops)) {
                VectorReader reader = features.reader(service);
                double[] vector = new double[2];
                Instant time = life == 0 ? END : removals[life];
                reader.read(Walkers.request(7), Times.nanos(time), vector);
                Table request = Table.builder(
                                Schema.of(Field.of("who", DataType.INT64), Field.of("time", DataType.TIMESTAMP)))
                        .add(7L, time)
                        .build();
                Table expected = features.recompute(service, request, "time");
                assertThat(vector)
                        .containsExactly(
                                expected.doubles("mean_2h").get(0),
                                expected.doubles("all").get(0));
            }
        }
        assertThat(tiles[0]).isGreaterThan(8);
        assertThat(tiles[2]).isZero();
    }

    private int tiles() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("online.db"));
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(*) from entries where key like 'tile %' or key like 'sums %'")) {
            count.next();
            return count.getInt(1);
        }
    }

    /** {@return events of which most are of one entity, of four hours, in no order} */
    private static Table hot(int size, long seed) {
        Random random = new Random(seed);
        Table.Builder events = Table.builder(EVENTS);
        for (int i = 0; i < size; i++) {
            long who = random.nextInt(4) == 0 ? random.nextInt(Walkers.ENTITIES) : 7;
            events.add(who, START.plusMillis(random.nextInt(4 * 3_600_000)), random.nextGaussian());
        }
        return events.build();
    }
}
