// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.Features;

/** States of many events that are stored in parts give the bits of states that never were. */
class TilesPropertyTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("key", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.of("value", DataType.FLOAT64));

    private static final long LONGEST = 60_000;
    private static final long BACK = 500;

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    /** Parts are stored now and then, as those that changed; a state is read again from them now and then. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesTheBitsOfAStateThatWasNeverStored(long seed) {
        Random random = new Random(seed);
        ViewPlan plan = ViewPlan.of(view(seed % 3 == 0 ? LONGEST / 2 : 0));
        EntityState whole = new EntityState(plan, BACK);
        EntityState parts = new EntityState(plan, BACK);
        StoredParts stored = new StoredParts(plan, BACK);
        double[] expected = new double[plan.outputCount()];
        double[] actual = new double[plan.outputCount()];
        long now = 0;
        int largest = 0;
        for (long[] event : events(random, 12_000)) {
            whole.push(event[0], event[1], event, 2);
            parts.push(event[0], event[1], event, 2);
            if (random.nextInt(40) == 0) {
                now = Math.max(now, event[0] + random.nextInt(200) - 100);
                long at = Math.max(whole.earliest(), now - (random.nextInt(4) == 0 ? random.nextInt(400) : 0));
                read(plan, whole, at, expected);
                read(plan, parts, at, actual);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(Double.doubleToLongBits(actual[i]))
                            .as("seed %d, number %d at %d: %s is not %s", seed, i, at, actual[i], expected[i])
                            .isEqualTo(Double.doubleToLongBits(expected[i]));
                }
            }
            if (random.nextInt(300) == 0) {
                stored.put(parts, 1);
                largest = Math.max(largest, parts.tiles().all().size());
            }
            if (random.nextInt(900) == 0) {
                stored.put(parts, 1);
                parts = requireNonNull(stored.state());
            }
        }
        assertThat(largest).as("tiles, seed %d", seed).isGreaterThan(4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderOfArrivalAndAnyStoresInBetweenGiveTheSameBytes(long seed) {
        Random random = new Random(seed);
        ViewPlan plan = ViewPlan.of(view(0));
        List<long[]> events = new ArrayList<>(events(random, 6_000));
        Map<String, byte[]> inOrder = new TreeMap<>();
        for (int turn = 0; turn < 3; turn++) {
            EntityState state = new EntityState(plan, BACK);
            for (long[] event : events) {
                state.push(event[0], event[1], event, 2);
                if (turn > 0 && random.nextInt(1_000) == 0) {
                    // All that can still arrive belongs to windows that are not forgotten.
                    state.advance(random.nextInt(2_000));
                    new StoredParts(plan, BACK).put(state, 1);
                }
            }
            state.advance(LONGEST + 900);
            Map<String, byte[]> stored = new TreeMap<>();
            for (Tile tile : state.tiles().all()) {
                stored.put(tile.name(), StoredParts.bytes(state.tiles().events(tile)::write));
            }
            assertThat(stored).hasSizeGreaterThan(4);
            if (turn == 0) {
                inOrder.putAll(stored);
            }
            assertThat(stored.keySet()).as("seed %d, turn %d", seed, turn).isEqualTo(inOrder.keySet());
            for (Map.Entry<String, byte[]> tile : stored.entrySet()) {
                assertThat(tile.getValue())
                        .as("%s, seed %d, turn %d", tile.getKey(), seed, turn)
                        .isEqualTo(inOrder.get(tile.getKey()));
            }
            Collections.shuffle(events, random);
        }
    }

    @Test
    void oneMoreEventChangesOneTileHoweverManyThereAre() {
        ViewPlan plan = ViewPlan.of(view(0));
        int[] changed = new int[3];
        for (int i = 0; i < changed.length; i++) {
            int size = 20_000 << (2 * i);
            EntityState state = new EntityState(plan, BACK);
            for (int event = 0; event < size; event++) {
                push(plan, state, event * LONGEST / size, event);
            }
            state.advance(LONGEST);
            StoredParts stored = new StoredParts(plan, BACK);
            stored.put(state, 1);
            stored.parts.clear();
            push(plan, state, LONGEST / 3, 1);
            stored.put(state, 2);
            assertThat(stored.parts).hasSizeBetween(3, 5);
            stored.parts.remove("head");
            changed[i] = stored.parts.values().stream()
                    .mapToInt(bytes -> bytes.length)
                    .sum();
        }
        int aggregates = 1_024;
        int most = (Tiles.MOST + 1) * (2 + plan.slotCount()) * Long.BYTES + 2 * Integer.BYTES + aggregates;
        assertThat(Arrays.stream(changed).max().orElseThrow()).isLessThanOrEqualTo(most);
    }

    @Test
    void manyEventsOfOneInstantAreOneTile() {
        ViewPlan plan = ViewPlan.of(view(0));
        EntityState state = new EntityState(plan, BACK);
        for (int event = 0; event < 5_000; event++) {
            push(plan, state, 7, event % 10);
        }
        state.advance(100);
        assertThat(state.tiles().all()).singleElement().matches(tile -> tile.events() == 5_000 && tile.bits() == 0);
        double[] before = new double[plan.outputCount()];
        double[] after = new double[plan.outputCount()];
        read(plan, state, 100, before);
        StoredParts stored = new StoredParts(plan, BACK);
        stored.put(state, 1);
        read(plan, requireNonNull(stored.state()), 100, after);
        assertThat(after).containsExactly(before);
    }

    @Test
    void aTileOfAnotherTimeIsFoundOut() throws IOException {
        ViewPlan plan = ViewPlan.of(view(0));
        EntityState state = new EntityState(plan, BACK);
        for (int event = 0; event < 3_000; event++) {
            push(plan, state, event, event);
        }
        state.advance(3_000);
        StoredParts stored = new StoredParts(plan, BACK);
        stored.put(state, 1);
        StateHead older = stored.head();
        push(plan, state, 2_500, 0);
        stored.put(state, 2);
        int fitting = 0;
        for (Tile tile : older.tiles()) {
            fitting += older.read(tile, stored.in(StoredParts.events(tile))) ? 1 : 0;
        }
        for (Tile tile : older.aggregated()) {
            fitting += older.readAggregates(tile, stored.in(StoredParts.aggregates(tile))) ? 1 : 0;
        }
        int all = older.tiles().size() + older.aggregated().size();
        assertThat(fitting).isEqualTo(all - 1);
    }

    /** As they were stored when tiles had events alone. */
    @Test
    void tilesWithoutPartialAggregatesAreReadByTheirEventsAndStoredAnew() {
        ViewPlan plan = ViewPlan.of(view(0));
        EntityState state = new EntityState(plan, BACK);
        for (int event = 0; event < 9_000; event++) {
            push(plan, state, event * 5L, event % 10);
        }
        state.advance(45_000);
        StoredParts stored = new StoredParts(plan, BACK);
        stored.put(state, 1);
        stored.parts.keySet().removeIf(name -> name.startsWith("sums"));
        requireNonNull(stored.parts.get("head"))[0] = EntityState.HEAD_OF_EVENTS;
        assertThat(stored.head().aggregated()).isEmpty();
        EntityState restored = requireNonNull(stored.state());
        double[] before = new double[plan.outputCount()];
        double[] after = new double[plan.outputCount()];
        read(plan, state, 46_000, before);
        read(plan, restored, 46_000, after);
        assertThat(after).containsExactly(before);
        stored.put(restored, 2);
        assertThat(stored.head().aggregated()).isNotEmpty();
        read(plan, requireNonNull(stored.state()), 46_000, after);
        assertThat(after).containsExactly(before);
    }

    private static void push(ViewPlan plan, EntityState state, long at, double value) {
        long[] slots = new long[plan.slotCount()];
        Arrays.fill(slots, Double.doubleToLongBits(value));
        state.push(at, at, slots, 0);
    }

    private static void read(ViewPlan plan, EntityState state, long at, double[] into) {
        state.advance(at);
        state.read(at, plan.accumulators(), into, 0);
    }

    /** {@return events about in the order of time, of which some come late and some are known late} */
    private static List<long[]> events(Random random, int size) {
        List<long[]> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            // Most lie close together, so that tiles are of several lengths.
            long at = i * LONGEST / size + (random.nextInt(3) == 0 ? random.nextInt(900) : i % 20);
            if (random.nextInt(500) == 0) {
                at += random.nextLong(4 * LONGEST);
            }
            long known = at + (random.nextInt(5) == 0 ? random.nextInt(2_000) : 0);
            long value = Double.doubleToLongBits(random.nextInt(50) / 8.0);
            // What is counted, and what the other functions take.
            events.add(new long[] {at, known, Double.doubleToLongBits(1), value});
        }
        long[] arrivals = new long[size];
        Arrays.setAll(
                arrivals,
                i -> events.get(i)[0] + (random.nextInt(10) == 0 ? random.nextLong(LONGEST) : random.nextInt(50)));
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> arrivals[i]))
                .map(events::get)
                .toList();
    }

    private static FeatureView view(long ttl) {
        FeatureView.Builder view = FeatureView.named("v")
                .entity("key")
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known");
        if (ttl > 0) {
            view.ttl(Duration.ofNanos(ttl));
        }
        Duration longest = Duration.ofNanos(LONGEST);
        return view.feature("count", Features.count().over(longest))
                .feature("sum", Features.sum(col("value")).over(Duration.ofNanos(LONGEST / 7)))
                .feature("max", Features.max(col("value")).over(longest))
                .feature("variance", Features.variance(col("value")).over(Duration.ofNanos(LONGEST / 3)))
                .feature(
                        "distinct",
                        Features.distinct(col("value")).over(Features.hopping(longest, Duration.ofNanos(700))))
                .feature("last", Features.last(col("value")).over(Duration.ofNanos(90)))
                .feature("first", Features.first(col("value")).over(Duration.ofNanos(LONGEST / 2)))
                .feature("all", Features.mean(col("value")))
                .build();
    }
}
