// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Expectation.notNull;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.store.Walkers.EVENTS;
import static org.mlops4j.features.store.Walkers.START;
import static org.mlops4j.features.store.Walkers.events;
import static org.mlops4j.features.store.Walkers.expected;
import static org.mlops4j.features.store.Walkers.vectors;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.source.Source;

/** Events that are pushed again, where the view says what tells them apart. */
class RepeatedPushTest {

    private static final FeatureService SERVICE = FeatureService.of("walkers", identified("who", "at"));

    @TempDir
    private Path directory;

    @TempDir
    private Path once;

    @Test
    void anEventThatIsPushedAgainChangesNothing() {
        Table events = distinct(500, 1);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events.slice(0, 300));
            double[] before = vectors(features);
            assertThat(features.push("steps", events.slice(0, 300)).repeated()).isEqualTo(300);
            assertThat(features.push("steps", events.row(7))).isTrue();
            features.refresh();
            assertThat(vectors(features)).containsExactly(before);
            assertThat(features.push("steps", Source.of(events)))
                    .hasToString("feature view 'steps': 500 rows, 500 taken, 0 quarantined, 300 repeated");
            assertThat(features.history("steps").digest()).isEqualTo(events.digest());
        }
    }

    @Test
    void theFirstOfEqualOnesInOneBatchCounts() {
        Table twice = Table.builder(EVENTS)
                .add(1L, START, 1.0)
                .add(1L, START, 2.0)
                .add(11L, START, 3.0)
                .build();
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            assertThat(features.push("steps", twice).repeated()).isEqualTo(1);
            assertThat(features.history("steps").doubles("x").toArray()).containsExactly(1.0, 3.0);
        }
    }

    /** Batches of any size, rows, sources; two processes that know nothing of each other; restarts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverIsPushedAgainByWhomeverTheBitsAreThoseOfPushingOnce(long seed) {
        Random random = new Random(seed);
        Table events = distinct(400, seed);
        try (Mlops one = Mlops.open(directory);
                FeatureStore first = FeatureStore.on(one, 7)) {
            first.apply(SERVICE);
            first.reader(SERVICE);
            for (int life = 0; life < 3; life++) {
                try (Mlops two = Mlops.open(directory);
                        FeatureStore second = FeatureStore.on(two, 7)) {
                    second.reader(SERVICE);
                    for (int turn = 0; turn < 25; turn++) {
                        int from = random.nextInt(events.rowCount());
                        int to = Math.min(events.rowCount(), from + 1 + random.nextInt(60));
                        push(random, random.nextBoolean() ? first : second, events.slice(from, to));
                    }
                    second.flush();
                    first.push("steps", life == 2 ? events : events.slice(0, 0));
                    first.refresh();
                    second.refresh();
                    assertThat(vectors(first)).containsExactly(expected(first));
                    assertThat(vectors(second)).containsExactly(expected(first));
                }
            }
            assertThat(sorted(first.history("steps"))).containsExactly(sorted(events));
            try (Mlops other = Mlops.open(once);
                    FeatureStore features = FeatureStore.on(other)) {
                features.apply(SERVICE);
                features.push("steps", events);
                assertThat(vectors(first)).containsExactly(vectors(features));
            }
        }
    }

    private static void push(Random random, FeatureStore features, Table rows) {
        switch (random.nextInt(4)) {
            case 0 -> features.push("steps", rows);
            case 1 -> features.push("steps", Source.of(rows));
            default -> {
                for (int row = 0; row < rows.rowCount(); row++) {
                    features.push("steps", rows.row(row));
                }
                if (random.nextInt(3) == 0) {
                    features.materialize(SERVICE);
                }
            }
        }
    }

    @Test
    void eventsFromBeforeTheViewSaidWhatTellsThemApartAreKnown() {
        Table events = distinct(100, 3);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(Walkers.SERVICE);
            features.push("steps", events.slice(0, 50));
            features.push("steps", events.row(50));
            assertThat(features.push("steps", events.slice(0, 10)).repeated()).isZero();
            assertThat(features.plan(SERVICE).changes())
                    .allMatch(change -> change.effect() != DefinitionChange.Effect.MEANING);
            features.apply(SERVICE);
            assertThat(features.push("steps", events).repeated()).isEqualTo(51);
            assertThat(features.history("steps").rowCount()).isEqualTo(110);
        }
    }

    @Test
    void identitiesAreMadeAnewWhereTheLogIsAnotherOne() {
        Table events = distinct(100, 4);
        try (Mlops old = Mlops.open(once);
                FeatureStore features = FeatureStore.on(old)) {
            features.apply(SERVICE);
            features.push("steps", events);
        }
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .online(Mlops.open(once).online())
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            assertThat(features.push("steps", events.slice(0, 30)).repeated()).isZero();
            assertThat(features.push("steps", events.slice(0, 40)).repeated()).isEqualTo(30);
            assertThat(features.history("steps").rowCount()).isEqualTo(40);
        }
    }

    @Test
    void identitiesThatTheOnlineStoreLostAreMadeAnew() {
        Table events = distinct(100, 5);
        AtomicReference<String> name = new AtomicReference<>("none");
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .online(FaultyStores.told(Mlops.open(directory).online(), name::set))
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events.slice(0, 60));
            mlops.online().remove(name.get());
            assertThat(features.push("steps", events.row(3))).isTrue();
            mlops.online().remove(name.get());
            assertThat(features.push("steps", events).repeated()).isEqualTo(60);
            assertThat(features.history("steps").digest()).isEqualTo(events.digest());
        }
    }

    @Test
    void whatIsPutAsideForTheSameReasonAgainIsThereOnce() {
        Schema loose = Schema.of(
                Field.nullable("who", DataType.INT64),
                Field.of("at", DataType.TIMESTAMP),
                Field.nullable("x", DataType.FLOAT64));
        FeatureView view = FeatureView.named("steps")
                .entity("who")
                .from(EVENTS)
                .eventTime("at")
                .feature("all", count())
                .identifiedBy("who", "at")
                .expect(between("x", 0, 1).orQuarantine(), notNull("who").orQuarantine())
                .build();
        Table rows = Table.builder(loose)
                .add(1L, START, 2.0)
                .add(2L, START, 0.5)
                .add(null, START, 0.5)
                .build();
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(FeatureService.of("s", view));
            assertThat(features.push("steps", rows).quarantined()).isEqualTo(2);
            assertThat(features.push("steps", rows).quarantined()).isEqualTo(2);
            // What lacks a part of its identity cannot be known again.
            assertThat(features.quarantine("steps").longs("who").get(0)).isEqualTo(1);
            assertThat(features.quarantine("steps").rowCount()).isEqualTo(3);
            assertThat(features.history("steps").rowCount()).isEqualTo(1);
        }
    }

    @Test
    void columnsThatTellEventsApartAreThereAndCanBeCompared() {
        assertThatThrownBy(() -> identified("x"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> identified("id")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> identified("at", "at")).isInstanceOf(InvalidException.class);
        FeatureView view = identified("who", "at");
        assertThat(FeatureView.from(view.toDocument())).isEqualTo(view);
        assertThat(view.digest()).isEqualTo(Walkers.VIEW.digest());
    }

    private static FeatureView identified(String... columns) {
        return FeatureView.named("steps")
                .entity("who", DataType.INT64)
                .from(EVENTS)
                .eventTime("at")
                .feature("mean_2h", mean(col("x")).over(hours(2)))
                .feature("all", count())
                .identifiedBy(columns)
                .build();
    }

    /** {@return events, no two of one entity and time} */
    private static Table distinct(int size, long seed) {
        Table events = events(size, seed);
        long[] times = events.longs("at").toArray();
        Table.Builder distinct = Table.builder(EVENTS);
        for (int row = 0; row < size; row++) {
            distinct.add(
                    events.longs("who").get(row),
                    times[row] + row,
                    events.doubles("x").get(row));
        }
        return distinct.build();
    }

    private static long[] sorted(Table events) {
        long[] times = LongStream.of(events.longs("at").toArray()).sorted().toArray();
        assertThat(Arrays.stream(times).distinct().count()).isEqualTo(times.length);
        return times;
    }
}
