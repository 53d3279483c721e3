// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.Aggregation;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.Features;
import org.mlops4j.features.Function;
import org.mlops4j.features.Window;
import org.mlops4j.features.aggregate.NaiveFunctions.Event;

/** Every function in every window, as events come late and reads go back, beside the naive truth. */
class EntityStatePropertyTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("key", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.of("value", DataType.FLOAT64),
            Field.of("second", DataType.FLOAT64));

    private static final long BACK = 7;

    static LongStream seeds() {
        return LongStream.range(0, 80);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalsTheDefinition(long seed) throws IOException {
        Random random = new Random(seed);
        long ttl = random.nextLong(1, 61);
        boolean lives = random.nextBoolean();
        FeatureView view = view(random, lives ? Duration.ofNanos(ttl) : null);
        ViewPlan plan = ViewPlan.of(view);
        EntityState state = new EntityState(plan, BACK);
        Accumulator[] scratch = plan.accumulators();
        double[] vector = new double[plan.outputCount()];
        List<Event> pushed = new ArrayList<>();
        List<Event> coming = events(random);
        long now = -20;
        int look = 0;
        for (int step = 0; step < 60; step++) {
            for (int i = random.nextInt(3); i > 0 && !coming.isEmpty(); i--) {
                Event event = coming.remove(0);
                state.push(event.time(), event.availableAt(), slots(plan, event), 0);
                pushed.add(event);
            }
            if (random.nextInt(10) == 0) {
                state = written(plan, state);
            }
            // Between events, reads go on and on, and nothing or only the time changes.
            for (int reads = random.nextInt(4); reads >= 0; reads--) {
                now += random.nextInt(5);
                long at =
                        random.nextInt(3) == 0 ? Math.max(now - random.nextInt((int) BACK + 1), state.earliest()) : now;
                state.advance(at);
                state.read(at, scratch, vector, 0);
                plan.replaceMissing(vector, 0);
                // The truth costs most: each feature is looked at every third time, at other times for other seeds.
                for (int f = (int) ((seed + look++) % 3); f < plan.featureCount(); f += 3) {
                    check(
                            seed,
                            view,
                            f,
                            pushed,
                            at,
                            lives ? ttl : null,
                            Arrays.copyOfRange(vector, plan.output(f), plan.output(f + 1)));
                }
            }
        }
    }

    @Test
    void runningSumsOverAMaximumAreNoMaximum() {
        // Six events, a window of 15 minutes that hops by 5: a running sum over tiles gives 122 for both extremes.
        FeatureView view = FeatureView.named("v")
                .entity("key")
                .from(EVENTS)
                .eventTime("at")
                .feature(
                        "max",
                        Features.max(col("value"))
                                .over(Features.hopping(Duration.ofMinutes(15), Duration.ofMinutes(5))))
                .feature(
                        "min",
                        Features.min(col("value"))
                                .over(Features.hopping(Duration.ofMinutes(15), Duration.ofMinutes(5))))
                .build();
        ViewPlan plan = ViewPlan.of(view);
        EntityState state = new EntityState(plan, 0);
        double[] values = {10, 20, 30, 5, 25, 32};
        for (int i = 0; i < values.length; i++) {
            long time = Duration.ofMinutes(4L * i).toNanos();
            state.push(time, time, new long[] {Double.doubleToLongBits(values[i])}, 0);
        }
        long at = Duration.ofMinutes(20).toNanos();
        state.advance(at);
        double[] vector = new double[2];
        state.read(at, plan.accumulators(), vector, 0);
        // Those of minutes 5 to 20: 8, 12, 16.
        assertThat(vector).containsExactly(30, 5);
    }

    @Test
    void aWindowIsNoNanosecondLongerThanDeclared() {
        FeatureView view = FeatureView.named("v")
                .entity("key")
                .from(EVENTS)
                .eventTime("at")
                .feature("n", Features.count().over(Duration.ofHours(12)))
                .build();
        ViewPlan plan = ViewPlan.of(view);
        long length = Duration.ofHours(12).toNanos();
        for (long at : new long[] {length, length + 1, length + 61_000_000_000L}) {
            EntityState state = new EntityState(plan, 0);
            long[] one = {Double.doubleToLongBits(1)};
            state.push(at - length - 1, 0, one, 0);
            state.push(at - length, 0, one, 0);
            state.push(at, 0, one, 0);
            state.advance(at);
            double[] vector = new double[1];
            state.read(at, plan.accumulators(), vector, 0);
            assertThat(vector).containsExactly(1);
        }
    }

    /** The error is 2.3 % in a standard deviation, however many there are; what leaves a window is forgotten. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 100_000, 1_000_000})
    void theSketchIsAsCloseAsItSays(int different) {
        Accumulator sketch = Accumulator.windowed(Function.Statistic.APPROXIMATE_DISTINCT, 1);
        Accumulator lifetime = Accumulator.lifetime(Function.Statistic.APPROXIMATE_DISTINCT);
        for (int i = 0; i < different; i++) {
            for (int again = 0; again < 2; again++) {
                sketch.add(i, i, i * 0.7, i * 0.7);
                lifetime.add(i, i, i * 0.7, i * 0.7);
            }
        }
        assertThat(sketch.result(0))
                .isBetween(different * 0.93, different * 1.07)
                .isEqualTo(lifetime.result(0));
        for (int i = 0; i < different - 10; i++) {
            sketch.remove(i, i, i * 0.7, i * 0.7);
            sketch.remove(i, i, i * 0.7, i * 0.7);
        }
        assertThat(sketch.result(0)).isEqualTo(10);
    }

    /** However many values come, and though those it has given up count again when others have left. */
    @Test
    void aBoundedCountHoldsNoMoreValuesThanItsBound() throws IOException {
        Accumulator count = Accumulator.windowed(new Function.Distinct(100), 1);
        for (int i = 0; i < 100_000; i++) {
            count.add(i, i, i % 30_000, i % 30_000);
        }
        assertThat(count.result(0)).isEqualTo(100);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        count.write(new DataOutputStream(bytes));
        assertThat(bytes.size()).isEqualTo(Integer.BYTES + 100 * 2 * Long.BYTES);
        for (int i = 0; i < 99_990; i++) {
            count.remove(i, i, i % 30_000, i % 30_000);
        }
        assertThat(count.result(0)).isEqualTo(10);
    }

    @Test
    void aStateOfAnotherFormatIsRefused() {
        ViewPlan plan = ViewPlan.of(view(new Random(1), null));
        assertThatThrownBy(() -> EntityState.read(
                        plan, BACK, new DataInputStream(new ByteArrayInputStream(new byte[] {99, 0, 0}))))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("99");
    }

    private static void check(
            long seed, FeatureView view, int f, List<Event> pushed, long at, Long ttl, double[] actual) {
        Aggregation aggregation = view.features().get(f).aggregation();
        Window window = aggregation.findWindow().orElse(null);
        List<Event> counting = pushed.stream()
                .filter(e ->
                        e.availableAt() <= at && NaiveFunctions.holds(window, ttl, view.includesNow(), e.time(), at))
                .toList();
        double[] expected = NaiveFunctions.results(aggregation.function(), window, counting, at);
        double tolerance = NaiveFunctions.tolerance(aggregation.function());
        // Where weighted values cancel out, the rounding of each is left.
        double terms = aggregation.function() instanceof Function.Decayed
                ? NaiveFunctions.counting(window, counting, at).stream()
                        .mapToDouble(e -> Math.abs(e.value()))
                        .filter(Double::isFinite)
                        .sum()
                : 0;
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(actual[i]) == Double.doubleToLongBits(expected[i])) {
                continue;
            }
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as(
                            "seed %d, %s, at %d: %s is not %s of %s",
                            seed, view.features().get(f), at, actual[i], expected[i], counting)
                    .isLessThanOrEqualTo(tolerance * (Math.abs(expected[i]) + terms) + (tolerance > 0 ? 1e-13 : -1));
        }
    }

    /** The view takes the value, and the second one if any function needs it. */
    private static long[] slots(ViewPlan plan, Event event) {
        long[] slots = {Double.doubleToLongBits(event.value()), Double.doubleToLongBits(event.second())};
        return plan.slotCount() == 1 ? new long[] {slots[0]} : slots;
    }

    private static EntityState written(ViewPlan plan, EntityState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return EntityState.read(plan, BACK, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static FeatureView view(Random random, Duration ttl) {
        List<Function> functions = new ArrayList<>(List.of(Function.Statistic.values()));
        functions.addAll(List.of(Function.OfTwo.values()));
        functions.add(new Function.Quantile(random.nextDouble(), 0.01));
        functions.add(new Function.Histogram(List.of(-1.0, 0.0, 0.5)));
        for (Function.Selection.Order order : Function.Selection.Order.values()) {
            functions.add(new Function.Selection(order, 1 + random.nextInt(3)));
        }
        for (Function.Decayed.Of of : Function.Decayed.Of.values()) {
            functions.add(new Function.Decayed(of, Duration.ofMillis(1)));
        }
        FeatureView.Builder view = FeatureView.named("v")
                .entity("key")
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known");
        if (random.nextBoolean()) {
            view.includeNow();
        }
        if (ttl != null) {
            view.ttl(ttl);
        }
        int name = 0;
        for (Function function : functions) {
            Window[] windows = {
                Window.sliding(Duration.ofNanos(1 + random.nextInt(40))),
                Window.tumbling(Duration.ofNanos(1 + random.nextInt(20))),
                Window.hopping(Duration.ofNanos(1 + random.nextInt(40)), Duration.ofNanos(1 + random.nextInt(20))),
                Window.last(1 + random.nextInt(6)),
                Window.session(Duration.ofNanos(1 + random.nextInt(4)), Duration.ofNanos(1 + random.nextInt(60))),
                null
            };
            Window window = windows[random.nextInt(windows.length)];
            if (window instanceof Window.Interval || function != Function.Statistic.RATE) {
                Aggregation aggregation = function instanceof Function.OfTwo ofTwo
                        ? Aggregation.of(ofTwo, col("value"), col("second"))
                        : Aggregation.of(function, col("value"));
                view.feature("f" + name++, window == null ? aggregation : aggregation.over(window));
            }
        }
        Aggregation bounded = Features.distinct(col("value"), 3);
        return view.feature("sliding", bounded.over(Duration.ofNanos(31)))
                .feature("hopping", bounded.over(Window.hopping(Duration.ofNanos(20), Duration.ofNanos(6))))
                .feature("newest", bounded.over(Window.last(5)))
                .feature("ever", bounded)
                .build();
    }

    private static double value(Random random, boolean plain) {
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, 0.0, -0.0, 1e300, -1e300, 1e-310};
        return switch (random.nextInt(plain ? 2 : 4)) {
            case 0 -> random.nextInt(3);
            case 1, 2 -> random.nextGaussian();
            default -> odd[random.nextInt(odd.length)];
        };
    }

    private static List<Event> events(Random random) {
        boolean plain = random.nextInt(3) > 0;
        List<Event> events = new ArrayList<>();
        int size = random.nextInt(60);
        for (int i = 0; i < size; i++) {
            long time = random.nextLong(-20, 110);
            events.add(new Event(time, time + random.nextInt(15) - 3, value(random, plain), value(random, plain)));
        }
        // About in the order of time, so that windows fill.
        events.sort(Comparator.comparingLong(e -> e.time() + random.nextInt(2)));
        return events;
    }
}
