// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.store.FaultyStores.watched;
import static org.mlops4j.features.store.Walkers.ENTITIES;
import static org.mlops4j.features.store.Walkers.SERVICE;
import static org.mlops4j.features.store.Walkers.events;
import static org.mlops4j.features.store.Walkers.expected;
import static org.mlops4j.features.store.Walkers.vectors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.source.Source;
import org.mlops4j.progress.Progress;

/** States of entities in memory and in the on-line store, over restarts and processes. */
class OnlineStateTest {

    @TempDir
    private Path directory;

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

    /**
     * Four pages of events: a reader dies at the third, who materializes at the fourth; each page is stored by itself.
     */
    @Test
    void statesAreMadeInLittleMemoryAndADeathOnTheWayCostsWhatCameSince() {
        Table events = events(200_000, 8);
        AtomicLong read = new AtomicLong();
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events);
        }
        List<Consumer<FeatureStore>> uses =
                List.of(features -> features.reader(SERVICE), features -> features.materialize(SERVICE));
        for (int life = 0; life < 2; life++) {
            read.set(0);
            long most = (2L - life) * Source.PAGE_ROWS;
            try (Mlops mlops = Mlops.builder()
                    .directory(directory)
                    .events(watched(Mlops.open(directory).events(), rows -> {
                        if (read.addAndGet(rows) > most) {
                            throw new StorageException("the power is gone");
                        }
                    }))
                    .open()) {
                FeatureStore dying = FeatureStore.on(mlops, ENTITIES / 2);
                Consumer<FeatureStore> use = uses.get(life);
                assertThatThrownBy(() -> use.accept(dying)).isInstanceOf(StorageException.class);
            }
        }
        read.set(0);
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .events(watched(Mlops.open(directory).events(), read::addAndGet))
                        .open();
                FeatureStore features = FeatureStore.on(mlops, ENTITIES / 2)) {
            assertThat(features.materialize(SERVICE)).isEqualTo(ENTITIES);
            assertThat(read).hasValue(200_000 - 3 * Source.PAGE_ROWS);
            assertThat(vectors(features)).containsExactly(expected(features));
        }
    }

    /** Three pages of events are read and forty states stored, in steps that never go back. */
    @Test
    void materializingShowsHowFarItIs() {
        Map<String, List<Long>> shown = new LinkedHashMap<>();
        Map<String, Long> totals = new HashMap<>();
        Set<String> ended = new HashSet<>();
        Progress progress = (what, total) -> {
            totals.put(what, total);
            List<Long> steps = shown.computeIfAbsent(what, w -> new ArrayList<>());
            return new Progress.Work() {
                @Override
                public void at(long done) {
                    steps.add(done);
                }

                @Override
                public void close() {
                    ended.add(what);
                }
            };
        };
        try (Mlops mlops =
                        Mlops.builder().directory(directory).progress(progress).open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            features.push("steps", events(150_000, 4));
            shown.clear();
            features.materialize(SERVICE);
        }
        assertThat(shown)
                .containsExactly(
                        Map.entry("read steps", List.of((long) Source.PAGE_ROWS, 2L * Source.PAGE_ROWS, 150_000L)),
                        Map.entry("materialize steps", List.of((long) ENTITIES)));
        assertThat(totals).containsEntry("read steps", 150_000L).containsEntry("materialize steps", (long) ENTITIES);
        assertThat(ended).containsAll(shown.keySet());
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
}
