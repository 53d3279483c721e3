// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.store.FaultyStores.failing;
import static org.mlops4j.features.store.FaultyStores.watched;
import static org.mlops4j.features.store.Walkers.END;
import static org.mlops4j.features.store.Walkers.ENTITIES;
import static org.mlops4j.features.store.Walkers.INCLUSIVE;
import static org.mlops4j.features.store.Walkers.SERVICE;
import static org.mlops4j.features.store.Walkers.VIEW;
import static org.mlops4j.features.store.Walkers.events;
import static org.mlops4j.features.store.Walkers.expected;
import static org.mlops4j.features.store.Walkers.request;
import static org.mlops4j.features.store.Walkers.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.VectorReader;
import org.mlops4j.spi.OnlineStore;

/** States of entities when stores fail, are damaged, or were restored from a backup. */
class OnlineStateFaultTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

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

    private void damage(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("online.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
