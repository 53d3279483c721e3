// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.Function;
import org.mlops4j.features.Window;

/** The laws of the algebra, for every function. */
class AccumulatorPropertyTest {

    private static final List<Window> NEWEST =
            List.of(Window.last(3), Window.session(Duration.ofNanos(3), Duration.ofNanos(100)));

    static LongStream seeds() {
        return LongStream.range(0, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfAddingDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<Event> events = events(random);
        for (Supplier<Accumulator> empty : all()) {
            Accumulator one = empty.get();
            Accumulator other = empty.get();
            events.forEach(e -> e.addTo(one));
            List<Event> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            shuffled.forEach(e -> e.addTo(other));
            same(seed, other, one);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyTreeOfMergesGivesTheWhole(long seed) {
        Random random = new Random(seed);
        List<Event> events = events(random);
        for (Supplier<Accumulator> empty : all()) {
            Accumulator whole = empty.get();
            List<Accumulator> shards = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                shards.add(empty.get());
            }
            for (Event event : events) {
                event.addTo(shards.get(random.nextInt(shards.size())));
            }
            events.forEach(e -> e.addTo(whole));
            while (shards.size() > 1) {
                Accumulator from = shards.remove(random.nextInt(shards.size()));
                shards.get(random.nextInt(shards.size())).merge(from);
            }
            same(seed, shards.get(0), whole);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theEmptyStateChangesNothing(long seed) {
        Random random = new Random(seed);
        List<Event> events = events(random);
        for (Supplier<Accumulator> empty : all()) {
            Accumulator state = empty.get();
            Accumulator nothing = empty.get();
            Accumulator left = empty.get();
            events.forEach(e -> e.addTo(state));
            left.merge(state);
            same(seed, left, state);
            Accumulator right = empty.get();
            right.copyFrom(state);
            right.merge(nothing);
            same(seed, right, state);
            right.clear();
            same(seed, right, nothing);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void takingBackTheOldestLeavesTheRest(long seed) {
        Random random = new Random(seed);
        List<Event> events = events(random);
        List<Event> byTime = new ArrayList<>(events);
        byTime.sort(Comparator.comparingLong(Event::time));
        long bound = random.nextInt(40);
        for (Supplier<Accumulator> empty : windowed()) {
            Accumulator state = empty.get();
            Accumulator rest = empty.get();
            events.forEach(e -> e.addTo(state));
            byTime.stream().filter(e -> e.time >= bound).forEach(e -> e.addTo(rest));
            byTime.stream()
                    .filter(e -> e.time < bound)
                    .forEach(e -> state.remove(e.time, e.time + e.known, e.value, e.second));
            same(seed, state, rest);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void takingBackAnyLeavesTheRestWhereItCanBeDone(long seed) {
        Random random = new Random(seed);
        List<Event> events = events(random);
        List<Event> gone = new ArrayList<>(events);
        Collections.shuffle(gone, random);
        List<Event> left = List.copyOf(gone.subList(0, random.nextInt(gone.size() + 1)));
        gone.removeAll(left);
        Event more = new Event(7, 1, 0.25, 0.5);
        int done = 0;
        for (Supplier<Accumulator> empty : windowed()) {
            Accumulator state = empty.get();
            Accumulator rest = empty.get();
            events.forEach(e -> e.addTo(state));
            events.stream().filter(e -> !gone.contains(e)).forEach(e -> e.addTo(rest));
            if (gone.stream().allMatch(e -> state.takeBack(e.time, e.time + e.known, e.value, e.second))) {
                same(seed, state, rest);
                more.addTo(state);
                more.addTo(rest);
                same(seed, state, rest);
                done++;
            }
        }
        assertThat(done).as("seed %d", seed).isGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenIsReadAgain(long seed) throws IOException {
        Random random = new Random(seed);
        List<Event> events = events(random);
        List<Event> more = events(random);
        for (Supplier<Accumulator> empty : all()) {
            Accumulator state = empty.get();
            events.forEach(e -> e.addTo(state));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            state.write(new DataOutputStream(bytes));
            Accumulator back = empty.get();
            more.forEach(e -> e.addTo(back));
            back.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            same(seed, back, state);
            more.forEach(e -> e.addTo(state));
            more.forEach(e -> e.addTo(back));
            same(seed, back, state);
        }
    }

    /** Damaged bytes give a state of some sort, or are refused as such; they never cost more than they are long. */
    @ParameterizedTest
    @MethodSource("seeds")
    void damagedBytesAreRefusedOrRead(long seed) throws IOException {
        Random random = new Random(seed);
        List<Event> events = events(random);
        for (Supplier<Accumulator> empty : all()) {
            Accumulator state = empty.get();
            events.forEach(e -> e.addTo(state));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            state.write(new DataOutputStream(bytes));
            byte[] damaged = bytes.toByteArray();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                empty.get().read(new DataInputStream(new ByteArrayInputStream(damaged)));
            } catch (CorruptException | EOFException refused) {
                assertThat(refused).as("seed %d", seed).isNotNull();
            }
        }
    }

    private static void same(long seed, Accumulator actual, Accumulator expected) {
        double[] a = new double[8];
        double[] b = new double[8];
        for (long time : new long[] {40, 1_000}) {
            actual.results(time, a, 1);
            expected.results(time, b, 1);
            for (int i = 0; i < a.length; i++) {
                assertThat(Double.doubleToLongBits(a[i]))
                        .as(
                                "seed %d, %s, number %d: %s",
                                seed, expected.getClass().getSimpleName(), i, b[i])
                        .isEqualTo(Double.doubleToLongBits(b[i]));
            }
        }
    }

    private static List<Function> functions() {
        List<Function> functions = new ArrayList<>(List.of(Function.Statistic.values()));
        functions.addAll(List.of(Function.OfTwo.values()));
        functions.add(new Function.Quantile(0.5, 0.01));
        functions.add(new Function.Quantile(0.99, 0.1));
        functions.add(new Function.Histogram(List.of(-1.0, 0.0, 0.5)));
        functions.add(new Function.Distinct(1));
        functions.add(new Function.Distinct(5));
        for (Function.Selection.Order order : Function.Selection.Order.values()) {
            functions.add(new Function.Selection(order, 3));
        }
        for (Function.Decayed.Of of : Function.Decayed.Of.values()) {
            functions.add(new Function.Decayed(of, Duration.ofMillis(1)));
        }
        return functions;
    }

    /** {@return what makes an empty state, for every function over a window} */
    private static List<Supplier<Accumulator>> windowed() {
        return Stream.of(
                        functions().stream()
                                .<Supplier<Accumulator>>map(function -> () -> Accumulator.windowed(function, 2)),
                        NEWEST.stream()
                                .<Supplier<Accumulator>>map(
                                        window -> () -> new NewestEvents(window, Function.Statistic.MEAN, true)),
                        NEWEST.stream()
                                .<Supplier<Accumulator>>map(
                                        window -> () -> new NewestEvents(window, Function.OfTwo.CORRELATION, true)))
                .flatMap(some -> some)
                .toList();
    }

    private static List<Supplier<Accumulator>> all() {
        return Stream.concat(
                        windowed().stream(),
                        functions().stream()
                                .<Supplier<Accumulator>>map(function -> () -> Accumulator.lifetime(function)))
                .toList();
    }

    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, 0.0, -0.0, 1e300, -1e300};
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            double value = random.nextInt(12) == 0 ? odd[random.nextInt(odd.length)] : random.nextGaussian();
            double second = random.nextInt(12) == 0 ? odd[random.nextInt(odd.length)] : random.nextGaussian();
            events.add(new Event(random.nextInt(40), random.nextInt(3), random.nextInt(3) == 0 ? 1 : value, second));
        }
        return events;
    }

    private record Event(long time, long known, double value, double second) {
        void addTo(Accumulator state) {
            state.add(time, time + known, value, second);
        }
    }
}
