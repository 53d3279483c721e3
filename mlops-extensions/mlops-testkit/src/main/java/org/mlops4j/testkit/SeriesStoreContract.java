// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;

/** What every {@link SeriesStore} must do. */
public abstract class SeriesStoreContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    @TempDir
    private Path scratch;

    private SeriesStore store;

    /** For subclasses. */
    protected SeriesStoreContract() {}

    /** {@return a store that keeps its content under a directory; opened again there, it has what it had} */
    protected abstract SeriesStore open(Path scratch);

    @BeforeEach
    final void openTheStore() {
        store = open(scratch);
    }

    @AfterEach
    final void closeTheStore() {
        store.close();
    }

    @Test
    void everyDoubleKeepsItsBits() {
        double[] values = {
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            0.1,
            Double.longBitsToDouble(0x7FF8_0000_0000_1234L),
            Double.longBitsToDouble(0xFFF0_0000_0000_0001L)
        };
        for (int i = 0; i < values.length; i++) {
            store.append(List.of(new Point("s", i, NOON, values[i])));
        }
        assertThat(store.read("s", 0, 100).stream().map(p -> Double.doubleToRawLongBits(p.value())))
                .containsExactlyElementsOf(IntStream.range(0, values.length)
                        .mapToObj(i -> Double.doubleToRawLongBits(values[i]))
                        .toList());
    }

    @Test
    void timesKeepTheirNanosecondsAndStepsTheirSign() {
        List<Point> points = List.of(
                new Point("s", Long.MIN_VALUE, NOON, 1),
                new Point("s", -1, Instant.parse("1969-12-31T23:59:59.999999999Z"), 2),
                new Point("s", Long.MAX_VALUE, NOON.plusNanos(1), 3));
        store.append(points);
        assertThat(store.read("s", Long.MIN_VALUE, 10)).isEqualTo(points);
        assertThat(store.latest("s")).contains(points.get(2));
    }

    @Test
    void pointsAreOrderedByStepThenTimeThenValue() {
        List<Point> points = new ArrayList<>();
        double[] values = {Double.NaN, -0.0, 0.0, 1, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300};
        for (long step = -2; step < 3; step++) {
            for (int time = 0; time < 3; time++) {
                for (double value : values) {
                    points.add(new Point("s", step, NOON.minusNanos(time), value));
                }
            }
        }
        Collections.shuffle(points, new Random(1));
        store.append(points.subList(0, 50));
        store.append(points.subList(50, points.size()));
        points.sort(
                Comparator.comparingLong(Point::step).thenComparing(Point::time).thenComparingDouble(Point::value));
        assertThat(store.read("s", Long.MIN_VALUE, 1_000)).isEqualTo(points);
        assertThat(store.latest("s")).contains(points.get(points.size() - 1));
    }

    @Test
    void anIdenticalPointIsStoredOnce() {
        Point point = new Point("s", 1, NOON, Double.NaN);
        store.append(List.of(point, point));
        store.append(List.of(point));
        assertThat(store.read("s", 0, 10)).containsExactly(point);
        store.append(List.of(
                new Point("s", 1, NOON, 0.0),
                new Point("s", 1, NOON, -0.0),
                new Point("s", 1, NOON.plusNanos(1), 0.0)));
        assertThat(store.read("s", 0, 10)).hasSize(4);
    }

    @Test
    void readingBeginsAtAStepAndEndsAtALimit() {
        store.append(IntStream.range(0, 100)
                .mapToObj(i -> new Point("s", i, NOON, i))
                .toList());
        assertThat(store.read("s", 40, 3)).extracting(Point::step).containsExactly(40L, 41L, 42L);
        assertThat(store.read("s", 98, 3)).hasSize(2);
        assertThat(store.read("s", 100, 3)).isEmpty();
        assertThatThrownBy(() -> store.read("s", 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void seriesAreApart() {
        store.append(List.of(new Point("a", 1, NOON, 1), new Point("b", 2, NOON, 2), new Point("A", 3, NOON, 3)));
        assertThat(store.read("a", 0, 10)).hasSize(1);
        assertThat(store.latest("b")).map(Point::step).contains(2L);
        assertThat(store.read("none", 0, 10)).isEmpty();
        assertThat(store.latest("none")).isEmpty();
    }

    @Test
    void seriesAreListedByNameInPages() {
        List<String> names = List.of("A", "a", "a/b", "b", "ü", "\uFF5E", "\uD83D\uDE00");
        names.forEach(name -> store.append(List.of(new Point(name, 1, NOON, 1))));
        assertThat(store.names("", 100)).isEqualTo(names);
        assertThat(store.names("", 2)).containsExactly("A", "a");
        assertThat(store.names("a", 2)).containsExactly("a/b", "b");
        assertThat(store.names("\uD83D\uDE00", 2)).isEmpty();
        assertThatThrownBy(() -> store.names("", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints(long seed) {
        Random random = new Random(seed);
        TreeSet<Point> expected = new TreeSet<>(
                Comparator.comparingLong(Point::step).thenComparing(Point::time).thenComparingDouble(Point::value));
        for (int batch = 0; batch < 200; batch++) {
            List<Point> points = new ArrayList<>();
            for (int i = random.nextInt(batch % 20 == 0 ? 700 : 4); i >= 0; i--) {
                points.add(new Point(
                        "s", random.nextInt(1_000) - 300, NOON.plusNanos(random.nextInt(2)), random.nextInt(3)));
            }
            store.append(points);
            expected.addAll(points);
            if (batch % 10 == 0) {
                int from = random.nextInt(1_200) - 400;
                int limit = 1 + random.nextInt(300);
                assertThat(store.read("s", from, limit))
                        .as("seed %s, batch %s", seed, batch)
                        .isEqualTo(expected.stream()
                                .filter(p -> p.step() >= from)
                                .limit(limit)
                                .toList());
                assertThat(store.latest("s")).contains(expected.last());
            }
        }
        assertThat(store.read("s", Long.MIN_VALUE, Integer.MAX_VALUE)).isEqualTo(List.copyOf(expected));
        assertThat(store.verify().damage()).isEmpty();
        assertThat(store.verify().checked()).isPositive();
    }

    @Test
    void namesMayHoldAnythingButControlCharacters() {
        for (String name : List.of("run 7/loss 'train' %", "ü\uD83D\uDE00", "n".repeat(1_000))) {
            store.append(List.of(new Point(name, 1, NOON, 1)));
            assertThat(store.latest(name)).map(Point::series).contains(name);
        }
        for (String name : List.of("", "n".repeat(1_001), "a\nb")) {
            assertThatThrownBy(() -> store.append(List.of(new Point(name, 1, NOON, 1))))
                    .isInstanceOf(InvalidException.class);
        }
    }

    @Test
    void aBatchWithABadPointStoresNothing() {
        List<Point> batch = List.of(new Point("s", 1, NOON, 1), new Point("", 2, NOON, 2));
        assertThatThrownBy(() -> store.append(batch)).isInstanceOf(InvalidException.class);
        List<Point> late = List.of(new Point("s", 1, NOON, 1), new Point("s", 2, Instant.MAX, 2));
        assertThatThrownBy(() -> store.append(late)).isInstanceOf(InvalidException.class);
        assertThat(store.read("s", 0, 10)).isEmpty();
        store.append(List.of());
    }

    @Test
    void noPointIsLostUnderConcurrentWriters() throws InterruptedException {
        AtomicInteger writer = new AtomicInteger();
        try (Crew crew = new Crew(8)) {
            crew.goTogether(8, () -> {
                int first = writer.getAndIncrement() * 100;
                for (int i = 0; i < 20; i++) {
                    int step = first + i;
                    store.append(List.of(new Point("all", step, NOON, step), new Point("all", step, NOON, -step - 1)));
                }
            });
        }
        assertThat(store.read("all", 0, 1_000)).hasSize(320);
    }

    @Test
    void aReaderSeesABatchAsAWhole() throws InterruptedException {
        try (Crew crew = new Crew(1)) {
            Future<Integer> writer = crew.go(() -> {
                for (int i = 0; i < 100; i++) {
                    store.append(List.of(new Point("s", 2L * i, NOON, 1), new Point("s", 2L * i + 1, NOON, 1)));
                }
                return 0;
            });
            while (!writer.isDone()) {
                Crew.giveWay();
                assertThat(store.read("s", 0, 1_000).size() % 2).isZero();
                assertThat(store.latest("s").map(p -> p.step() % 2).orElse(1L)).isEqualTo(1);
            }
            Crew.result(writer);
        }
    }

    @Test
    @Tag("large")
    void aMillionPointsAreReadInPages() {
        int batch = 100_000;
        for (long first = 0; first < 10L * batch; first += batch) {
            store.append(LongStream.range(first, first + batch)
                    .mapToObj(step -> new Point("s", step, NOON, step))
                    .toList());
        }
        long read = 0;
        for (List<Point> page = store.read("s", 0, 30_000); !page.isEmpty(); page = store.read("s", read, 30_000)) {
            assertThat(page.get(0).step()).isEqualTo(read);
            read = page.get(page.size() - 1).step() + 1;
            assertThat(page.size()).isEqualTo((int) (read - page.get(0).step()));
        }
        assertThat(read).isEqualTo(10L * batch);
        assertThat(store.latest("s").map(Point::step)).contains(read - 1);
    }

    @Test
    void whoIsInACallWhileTheStoreClosesFinishesOrIsTold() throws InterruptedException {
        AtomicInteger step = new AtomicInteger();
        List<Integer> answered = Crew.closeDuring(
                store::close,
                () -> store.append(List.of(new Point("s", step.getAndIncrement(), NOON, 1))),
                () -> store.read("s", 0, 10),
                () -> store.latest("s"),
                () -> store.names("", 10));
        store = open(scratch);
        assertThat(store.read("s", 0, 1_000_000)).hasSize(answered.get(0));
    }

    @Test
    void reopenedItHasEverything() {
        store.append(List.of(new Point("s", 1, NOON, Double.NaN), new Point("s", 2, NOON, 2)));
        List<Point> before = store.read("s", 0, 10);
        store.close();
        store = open(scratch);
        assertThat(store.read("s", 0, 10)).isEqualTo(before);
        store.append(before);
        assertThat(store.read("s", 0, 10)).isEqualTo(before);
    }

    @Test
    void closedItRefusesEveryCall() {
        store.close();
        store.close();
        assertThatThrownBy(() -> store.append(List.of(new Point("s", 1, NOON, 1))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.read("s", 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.latest("s")).isInstanceOf(IllegalStateException.class);
    }
}
