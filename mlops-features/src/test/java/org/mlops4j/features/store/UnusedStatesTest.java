// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.sum;
import static org.mlops4j.features.store.Walkers.ENTITIES;
import static org.mlops4j.features.store.Walkers.INCLUSIVE;
import static org.mlops4j.features.store.Walkers.SERVICE;
import static org.mlops4j.features.store.Walkers.events;
import static org.mlops4j.features.store.Walkers.expected;
import static org.mlops4j.features.store.Walkers.vectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;

/** Stored states of definitions that nobody uses any more. */
class UnusedStatesTest {

    private static final Schema LATE = Schema.of(
            Field.of("who", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.of("x", DataType.FLOAT64));

    private static final Schema REQUESTS =
            Schema.of(Field.of("who", DataType.INT64), Field.of("time", DataType.TIMESTAMP));

    private static final FeatureService NEXT = FeatureService.of("walkers", INCLUSIVE);

    @TempDir
    private Path directory;

    @Test
    void statesOfDefinitionsOutOfUseAreRemovedAndCanBeMadeAnew() {
        double[] before;
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events(1_000, 2));
            features.materialize(SERVICE);
            features.apply(NEXT);
            features.materialize(NEXT);
            before = vectors(features);
            assertThat(features.states().removeUnused()).isZero();
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            assertThat(features.states().removeUnused()).isEqualTo(ENTITIES);
            assertThat(features.states().removeUnused()).isZero();
            assertThat(vectors(features)).containsExactly(before);
            assertThat(vectors(features.reader(NEXT))).containsExactly(expected(features));
        }
    }

    @Test
    void statesOfADefinitionThatAModelInUseWasTrainedOnAreKept() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events(1_000, 2));
            features.materialize(SERVICE);
            ModelPackage model =
                    ModelPackage.of("ours").withFile("model", new byte[] {1}).features(SERVICE.digest());
            ModelVersion version = mlops.registry().register("walker", model);
            mlops.registry().alias("walker", "champion").moveTo(version, "a test");
            features.plan(NEXT).applyDespitePins("a test");
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            assertThat(features.states().removeUnused()).isZero();
            mlops.registry().alias("walker", "champion").remove("retired");
            assertThat(features.states().removeUnused()).isEqualTo(ENTITIES);
        }
    }

    /** The other process cannot tell an entity without events from one whose state is gone, so it must not answer. */
    @Test
    void aReaderOfAnotherProcessFailsRatherThanGiveAVectorWithoutEvents() {
        try (Mlops one = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(one);
                Mlops two = Mlops.open(directory);
                FeatureStore other = FeatureStore.on(two, 1)) {
            features.apply(SERVICE);
            features.push("steps", events(1_000, 2));
            features.materialize(SERVICE);
            VectorReader reader = other.reader(SERVICE);
            double[] before = vectors(reader);
            features.apply(NEXT);
            try (FeatureStore collector = FeatureStore.on(one)) {
                assertThat(collector.states().removeUnused()).isEqualTo(ENTITIES);
            }
            assertThatThrownBy(() -> vectors(reader)).isInstanceOf(ConflictException.class);
            other.refresh();
            assertThat(vectors(reader)).containsExactly(before);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoPushesMakesStatesAnewThatWereRemovedAndCountsEachEventOnce(boolean rows) {
        Table events = events(1_000, 2);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops, 1)) {
            features.apply(SERVICE);
            VectorReader reader = features.reader(SERVICE);
            features.push("steps", events.slice(0, 500));
            features.materialize(SERVICE);
            features.push("steps", events.row(500));
            mlops.online().remove(StoredStates.name(Walkers.VIEW.digest()));
            if (rows) {
                for (int row = 501; row < 1_000; row++) {
                    features.push("steps", events.row(row));
                }
            } else {
                features.push("steps", events.slice(501, 1_000));
            }
            assertThat(vectors(reader)).containsExactly(expected(features));
            assertThat(features.history("steps").digest()).isEqualTo(events.digest());
        }
    }

    /** Any entity is read at any time from the instant on, those with late events and with none that counts as well. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatHasExpiredAtAnInstantChangesNoNumberFromThenOn(long seed) {
        Random random = new Random(seed);
        long ttl = 20;
        FeatureView.Builder builder = FeatureView.named("v")
                .entity("who")
                .from(LATE)
                .eventTime("at")
                .availableAt("known")
                .ttl(Duration.ofNanos(ttl))
                .feature("n", count())
                .feature("sum", sum(col("x")).over(Duration.ofNanos(15)))
                .feature("last", last(col("x")), -1);
        FeatureView view = (seed % 2 == 0 ? builder.includeNow() : builder).build();
        FeatureService service = FeatureService.of("s", view);
        Map<Long, Long> newest = new TreeMap<>();
        Table.Builder events = Table.builder(LATE);
        for (int i = 0; i < 60; i++) {
            long who = random.nextInt(30);
            long at = random.nextInt(100);
            newest.merge(who, at, Math::max);
            events.add(who, at, at + random.nextInt(40), random.nextGaussian());
        }
        long instant = 60L + random.nextInt(40);
        long expired = newest.values().stream()
                .filter(at -> at + ttl + (view.includesNow() ? 0 : 1) <= instant)
                .count();
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(service);
            features.push("v", events.build());
            features.materialize(service);
            assertThat(features.states().removeExpired(Times.instant(instant)))
                    .isEqualTo(expired)
                    .isPositive();
        }
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            Table.Builder requests = Table.builder(REQUESTS);
            for (long time = instant; time < 150; time++) {
                for (long who = 0; who < 31; who++) {
                    requests.add(who, time);
                }
            }
            Table asked = requests.build();
            Table wanted = features.recompute(service, asked, "time");
            VectorReader reader = features.reader(service);
            double[] vector = new double[3];
            for (int row = 0; row < asked.rowCount(); row++) {
                reader.read(asked.row(row), asked.longs("time").get(row), vector);
                assertThat(vector)
                        .containsExactly(
                                wanted.doubles("n").get(row),
                                wanted.doubles("sum").get(row),
                                wanted.doubles("last").get(row));
            }
        }
    }
}
