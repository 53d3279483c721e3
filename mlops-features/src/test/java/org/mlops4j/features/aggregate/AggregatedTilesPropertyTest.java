// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.approximateDistinct;
import static org.mlops4j.features.Features.bottomK;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.correlation;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.decayedMean;
import static org.mlops4j.features.Features.decayedSum;
import static org.mlops4j.features.Features.distinct;
import static org.mlops4j.features.Features.entropy;
import static org.mlops4j.features.Features.first;
import static org.mlops4j.features.Features.histogram;
import static org.mlops4j.features.Features.hopping;
import static org.mlops4j.features.Features.kurtosis;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.lastEvents;
import static org.mlops4j.features.Features.max;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.median;
import static org.mlops4j.features.Features.min;
import static org.mlops4j.features.Features.mode;
import static org.mlops4j.features.Features.rate;
import static org.mlops4j.features.Features.ratio;
import static org.mlops4j.features.Features.session;
import static org.mlops4j.features.Features.skewness;
import static org.mlops4j.features.Features.stddev;
import static org.mlops4j.features.Features.streak;
import static org.mlops4j.features.Features.sum;
import static org.mlops4j.features.Features.timeSinceLast;
import static org.mlops4j.features.Features.topK;
import static org.mlops4j.features.Features.variance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Aggregation;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.Window;
import org.mlops4j.features.aggregate.StoredParts.Unfit;

/** States that hold partial aggregates in place of events give the bits of states that hold all events. */
class AggregatedTilesPropertyTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("key", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.nullable("value", DataType.FLOAT64),
            Field.of("other", DataType.FLOAT64));

    private static final int SIZE = 5_000;
    /** Few, so that few events are many tiles. */
    private static final int MOST = 64;

    private static final long LONGEST = 70_000_000;
    private static final long BACK = 600_000;
    private static final Expression VALUE = col("value");
    private static final List<Aggregation> OF_AGGREGATES = List.of(
            count(),
            rate(),
            sum(VALUE),
            mean(VALUE),
            min(VALUE),
            max(VALUE),
            last(VALUE),
            timeSinceLast(),
            variance(VALUE),
            stddev(VALUE),
            skewness(VALUE),
            kurtosis(VALUE),
            distinct(VALUE),
            distinct(col("other"), 5),
            approximateDistinct(col("other")),
            mode(VALUE),
            entropy(VALUE),
            topK(VALUE, 3),
            bottomK(col("other"), 2),
            median(VALUE),
            histogram(VALUE, 1, 3),
            ratio(VALUE, col("other")),
            correlation(VALUE, col("other")),
            decayedSum(VALUE, Duration.ofMillis(2)),
            decayedMean(VALUE, Duration.ofMillis(40)));
    private static final List<Aggregation> OF_EVENTS = List.of(
            first(VALUE).over(Duration.ofNanos(LONGEST / 3)),
            streak(VALUE).over(Duration.ofNanos(LONGEST / 2)),
            max(VALUE).over(session(Duration.ofNanos(40_000), Duration.ofNanos(LONGEST / 5))));

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    /**
     * Two processes follow one log, store what they know, mostly give back what is stored, and are killed now and then.
     * What one of them lacks in memory the other may have stored with later events: then a read fails until the
     * follower knows them, too.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesTheBitsOfAStateThatHoldsAllEvents(long seed) {
        Random random = new Random(seed);
        ViewPlan plan = ViewPlan.withTilesOf(MOST, view(random));
        List<long[]> log = log(plan, random, SIZE);
        StoredParts stored = new StoredParts(plan, BACK);
        Follower[] followers = {new Follower(plan, log, stored), new Follower(plan, log, stored)};
        int aggregated = 0;
        int released = 0;
        int compared = 0;
        while (followers[0].position < SIZE) {
            Follower follower = followers[random.nextInt(2)];
            Follower other = follower == followers[0] ? followers[1] : followers[0];
            int most = random.nextInt(90);
            follower.follow(Math.min(SIZE, Math.min(follower.position + most, other.position + 300)));
            if (random.nextInt(2) == 0) {
                long at = follower.now()
                        + random.nextInt(200_000)
                        - random.nextInt(random.nextBoolean() ? 200_000 : 700_000);
                compared += follower.compare(Math.max(at, follower.state.earliest()), seed);
            }
            if (random.nextInt(20) == 0) {
                // Nothing comes for a while.
                for (int i = 0; i < 6; i++) {
                    follower.compare(follower.state.time() + random.nextInt(1_000_000), seed);
                }
            }
            if (random.nextInt(8) == 0) {
                follower.store(random.nextInt(4) > 0);
                released = Math.max(released, follower.whole.eventsInMemory() - follower.state.eventsInMemory());
            }
            if (random.nextInt(25) == 0 && stored.position() > 0) {
                follower.restart();
                aggregated = Math.max(aggregated, stored.head().aggregated().size());
            }
        }
        assertThat(aggregated).as("aggregated tiles, seed %d", seed).isGreaterThan(2);
        assertThat(released).as("events given back, seed %d", seed).isGreaterThan(2 * MOST);
        assertThat(compared).as("reads compared, seed %d", seed).isGreaterThan(20);
    }

    @Test
    void readsTilesAtTheEndsOfWindowsAlone() {
        ViewPlan plan = ViewPlan.withTilesOf(MOST, simple());
        int size = 10_000;
        long[] slots = new long[plan.slotCount()];
        EntityState state = new EntityState(plan, BACK);
        for (int event = 0; event < size; event++) {
            state.push(event * LONGEST / size, event * LONGEST / size, slots, 0);
        }
        state.advance(LONGEST);
        StoredParts stored = new StoredParts(plan, BACK);
        stored.put(state, 1);
        int tiles = state.tiles().all().size();
        assertThat(tiles).isGreaterThan(90);
        EntityState restored = requireNonNull(stored.state());
        double[] vector = new double[2];
        for (long at = LONGEST; at < LONGEST + LONGEST / 4; at += LONGEST / 1_000) {
            restored.advance(at);
            restored.read(at, plan.accumulators(), vector, 0);
            assertThat(vector[0]).isEqualTo(size * (2.0 * LONGEST - at) / LONGEST);
            if (at < LONGEST + LONGEST / 500) {
                assertThat(stored.tilesRead).isLessThanOrEqualTo(6);
            }
        }
        assertThat(stored.tilesRead).isBetween(tiles / 4, tiles * 5 / 8);
        restored.advance(3 * LONGEST);
        restored.read(3 * LONGEST, plan.accumulators(), vector, 0);
        assertThat(vector).containsExactly(0, Double.NaN);
        assertThat(stored.tilesRead).isLessThanOrEqualTo(tiles * 5 / 8);
    }

    /** Of the many events that come and go while it runs, with a store after each few thousand of them. */
    @Test
    void aStateThatGoesOnHoldsTheEventsAtTheEndsOfWindowsAlone() {
        ViewPlan plan = ViewPlan.withTilesOf(MOST, simple());
        StoredParts stored = new StoredParts(plan, BACK);
        EntityState state = new EntityState(plan, BACK);
        int perWindow = 5_000;
        int perStore = 200;
        int most = 0;
        long[] slots = new long[plan.slotCount()];
        double[] vector = new double[2];
        for (int event = 0; event < 3 * perWindow; event++) {
            long at = event * LONGEST / perWindow;
            state.push(at, at, slots, 0);
            if (event % 10 == 9) {
                state.advance(at + 1);
                state.read(at + 1, plan.accumulators(), vector, 0);
                assertThat(vector[0]).isEqualTo(Math.min(event + 1, perWindow));
                most = Math.max(most, event < 2 * perStore ? 0 : state.eventsInMemory());
            }
            if (event % perStore == perStore - 1) {
                stored.put(state, event);
                state.release(stored);
            }
        }
        // The tile at each of the two older ends, the one behind it, the newest two, and what came since.
        assertThat(most).isBetween(perStore, perStore + 6 * MOST);
    }

    @Test
    void theEventsOfAWindowThatNeedsThemAreNotGivenBack() {
        ViewPlan plan = ViewPlan.withTilesOf(
                MOST,
                FeatureView.named("v")
                        .entity("key")
                        .from(EVENTS)
                        .eventTime("at")
                        .feature("count", count().over(Duration.ofNanos(LONGEST)))
                        .feature("first", first(VALUE).over(Duration.ofNanos(LONGEST / 2)))
                        .build());
        StoredParts stored = new StoredParts(plan, BACK);
        EntityState state = new EntityState(plan, BACK);
        for (int event = 0; event < SIZE; event++) {
            state.push(event * LONGEST / SIZE, event * LONGEST / SIZE, new long[plan.slotCount()], 0);
        }
        state.advance(LONGEST);
        stored.put(state, 1);
        state.release(stored);
        assertThat(state.eventsInMemory()).isBetween(SIZE / 2, SIZE * 2 / 3);
        state.advance(LONGEST + 3);
        assertThat(stored.tilesRead).isZero();
    }

    @Test
    void whatWasReadBecauseAnEndOfAWindowCameIsGivenBackWhenItHasGone() {
        ViewPlan plan = ViewPlan.withTilesOf(MOST, simple());
        StoredParts stored = new StoredParts(plan, BACK);
        EntityState state = new EntityState(plan, BACK);
        long[] slots = new long[plan.slotCount()];
        for (int event = 0; event < 5_000; event++) {
            state.push(event * LONGEST / 5_000, event * LONGEST / 5_000, slots, 0);
        }
        state.advance(LONGEST);
        stored.put(state, 1);
        state.release(stored);
        for (long at = LONGEST; at < LONGEST + LONGEST / 5; at += LONGEST / 500) {
            state.advance(at);
            assertThat(state.eventsInMemory()).isLessThan(6 * MOST);
        }
        assertThat(stored.tilesRead).isGreaterThan(20);
    }

    /** As when a store is away for a moment. */
    @Test
    void aReadThatFailsChangesNothing() {
        ViewPlan plan = ViewPlan.withTilesOf(MOST, simple());
        List<long[]> log = log(plan, new Random(3), SIZE);
        StoredParts stored = new StoredParts(plan, BACK);
        Follower follower = new Follower(plan, log, stored);
        follower.follow(SIZE);
        follower.compare(follower.now(), 3);
        follower.store(false);
        follower.restart();
        long later = follower.now() + LONGEST / 3;
        List<String> tiles = stored.parts.keySet().stream()
                .filter(name -> name.startsWith("tile"))
                .toList();
        List<byte[]> kept = tiles.stream().map(stored.parts::remove).toList();
        assertThatThrownBy(() -> follower.compare(later, 3)).isInstanceOf(NullPointerException.class);
        follower.compare(follower.now(), 3);
        for (int i = 0; i < tiles.size(); i++) {
            stored.parts.put(tiles.get(i), kept.get(i));
        }
        assertThat(follower.compare(later, 3)).isOne();
    }

    /** Knows the events of a log up to a position: in a state that is stored in parts, and in one that never is. */
    private static final class Follower {

        private final ViewPlan plan;
        private final List<long[]> log;
        private final StoredParts stored;
        private EntityState state;
        private EntityState whole;
        private int position;
        private long newest;

        Follower(ViewPlan plan, List<long[]> log, StoredParts stored) {
            this.plan = plan;
            this.log = log;
            this.stored = stored;
            this.state = new EntityState(plan, BACK);
            this.whole = new EntityState(plan, BACK);
        }

        void follow(int to) {
            for (; position < to; position++) {
                long[] event = log.get(position);
                state.push(event[0], event[1], event, 2);
                whole.push(event[0], event[1], event, 2);
                newest = Math.max(newest, position * LONGEST * 2 / SIZE);
            }
        }

        long now() {
            return newest;
        }

        /** {@return 1 if a time was read, 0 if the store is ahead} */
        int compare(long at, long seed) {
            double[] expected = new double[plan.outputCount()];
            double[] actual = new double[plan.outputCount()];
            try {
                state.advance(at);
                state.read(at, plan.accumulators(), actual, 0);
            } catch (Unfit e) {
                assertThat(e.position).as("seed %d", seed).isGreaterThan(position);
                return 0;
            }
            whole.advance(at);
            whole.read(at, plan.accumulators(), expected, 0);
            for (int i = 0; i < expected.length; i++) {
                assertThat(Double.doubleToLongBits(actual[i]))
                        .as("seed %d, number %d at %d: %s is not %s", seed, i, at, actual[i], expected[i])
                        .isEqualTo(Double.doubleToLongBits(expected[i]));
            }
            return 1;
        }

        void store(boolean release) {
            try {
                stored.put(state, position);
                if (release) {
                    state.release(stored);
                }
            } catch (Unfit e) {
                assertThat(e.position).isGreaterThan(position);
            }
        }

        /** Knows from then on what is stored, and perhaps less than before. */
        void restart() {
            state = requireNonNull(stored.state());
            whole = new EntityState(plan, BACK);
            position = (int) stored.position();
            for (long[] event : log.subList(0, position)) {
                whole.push(event[0], event[1], event, 2);
            }
            whole.advance(state.time());
            newest = Math.max(newest, state.time());
        }
    }

    /** {@return events that come about in the order of time, of which some come late, twice, or are known late} */
    private static List<long[]> log(ViewPlan plan, Random random, int size) {
        List<long[]> log = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long at = 2 * LONGEST * i / size - (random.nextInt(10) == 0 ? random.nextLong(LONGEST / 3) : 0);
            // Most lie close together, so that tiles are of several lengths.
            at -= random.nextInt(3) == 0 ? 0 : Math.floorMod(at, 1_500_000);
            long known = at + (random.nextInt(40) == 0 ? random.nextInt(3_000_000) : random.nextInt(3));
            @Nullable Double value = random.nextInt(9) == 0 ? null : random.nextInt(40) / 8.0;
            double other = random.nextInt(4) == 0 ? random.nextInt(1_000) : random.nextInt(7);
            long[] event = new long[2 + plan.slotCount()];
            event[0] = at;
            event[1] = known;
            plan.take(Row.of(EVENTS, 1L, at, known, value, other), event, 2);
            log.add(event);
            if (random.nextInt(30) == 0) {
                log.add(event);
                i++;
            }
        }
        return log.subList(0, size);
    }

    private static FeatureView simple() {
        return FeatureView.named("v")
                .entity("key")
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known")
                .feature("count", count().over(Duration.ofNanos(LONGEST)))
                .feature("max", max(VALUE).over(Duration.ofNanos(LONGEST / 4)))
                .build();
    }

    private static FeatureView view(Random random) {
        FeatureView.Builder view = FeatureView.named("v")
                .entity("key")
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known")
                .feature("all", count().over(Duration.ofNanos(LONGEST)))
                .feature("ever", mean(VALUE));
        if (random.nextBoolean()) {
            // Something changes at almost every instant.
            view.feature("recent", sum(VALUE).over(Duration.ofNanos(90_000)));
        }
        int ttl = random.nextInt(4);
        if (ttl == 0) {
            view.ttl(Duration.ofNanos(LONGEST - random.nextInt((int) LONGEST / 2)));
        }
        if (random.nextInt(3) == 0) {
            view.includeNow();
        }
        Window[] windows = {
            Window.sliding(Duration.ofNanos(LONGEST)),
            Window.sliding(Duration.ofNanos(LONGEST / 2)),
            Window.sliding(Duration.ofNanos(LONGEST / 7)),
            hopping(Duration.ofNanos(LONGEST / 2), Duration.ofMillis(2)),
            hopping(Duration.ofNanos(LONGEST / 3), Duration.ofNanos(LONGEST / 3))
        };
        Collections.shuffle(Arrays.asList(windows), random);
        List<Aggregation> chosen = new ArrayList<>(OF_AGGREGATES);
        Collections.shuffle(chosen, random);
        for (int i = 0; i < 9; i++) {
            Aggregation aggregation = chosen.get(i / 2).over(windows[i % 3]);
            view.feature(
                    "f" + i,
                    random.nextInt(3) == 0 ? aggregation.where(col("other").gt(3)) : aggregation);
        }
        if (random.nextInt(3) == 0) {
            view.feature("events", OF_EVENTS.get(random.nextInt(OF_EVENTS.size())));
        }
        if (ttl == 0 && random.nextBoolean()) {
            view.feature("newest", sum(VALUE).over(lastEvents(4)));
        }
        return view.build();
    }
}
