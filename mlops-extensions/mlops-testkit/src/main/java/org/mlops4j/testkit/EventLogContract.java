// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.storage.Verification;

/** What every {@link EventLog} must do. */
public abstract class EventLogContract {

    private static final Schema FLIGHTS = Schema.of(
            Field.of("landed", DataType.TIMESTAMP),
            Field.of("n", DataType.INT64),
            Field.nullable("delay", DataType.FLOAT64),
            Field.nullable("origin", DataType.STRING));

    private static final Schema EVERYTHING = Schema.of(
            Field.of("at", DataType.TIMESTAMP),
            Field.of("b", DataType.BOOLEAN),
            Field.nullable("maybe b", DataType.BOOLEAN),
            Field.of("i", DataType.INT64),
            Field.nullable("maybe i", DataType.INT64),
            Field.of("f", DataType.FLOAT32),
            Field.nullable("maybe f", DataType.FLOAT32),
            Field.of("d", DataType.FLOAT64),
            Field.nullable("maybe d", DataType.FLOAT64),
            Field.of("s", DataType.STRING),
            Field.nullable("maybe s", DataType.STRING),
            Field.nullable("maybe t", DataType.TIMESTAMP),
            Field.of("v", new DataType.Vector(2)),
            Field.nullable("maybe v", new DataType.Vector(2)));

    @TempDir
    private Path scratch;

    private EventLog log;

    /** For subclasses. */
    protected EventLogContract() {}

    /** {@return a log that keeps its content under a directory; opened again there, it has what it had} */
    protected abstract EventLog open(Path scratch);

    @BeforeEach
    final void openTheLog() {
        log = open(scratch);
    }

    @AfterEach
    final void closeTheLog() {
        log.close();
    }

    @Test
    void everyTypeOfColumnComesBackToTheBit() {
        Table table = Table.builder(EVERYTHING)
                .add(
                        1L,
                        true,
                        false,
                        Long.MIN_VALUE,
                        -1L,
                        1.5f,
                        -0.0f,
                        -0.0,
                        0.1,
                        "",
                        "a",
                        5L,
                        vector(1, -0.0),
                        vector(3, 4))
                .add(
                        2L,
                        false,
                        null,
                        5L,
                        null,
                        Float.NaN,
                        null,
                        Double.NaN,
                        null,
                        "ü\u0000",
                        null,
                        null,
                        vector(Double.NaN, Double.NEGATIVE_INFINITY),
                        null)
                .add(
                        3L,
                        true,
                        true,
                        Long.MAX_VALUE,
                        0L,
                        Float.MIN_VALUE,
                        1f,
                        Double.POSITIVE_INFINITY,
                        Double.MIN_VALUE,
                        "x".repeat(100_000),
                        "\uD83D\uDE00",
                        Long.MAX_VALUE,
                        vector(0, 0),
                        vector(1, 1))
                .build();
        log.create("all", EVERYTHING, "at");
        log.append("all", table);
        Table read = log.read("all", 0, 10);
        assertThat(read.schema()).isEqualTo(EVERYTHING);
        assertThat(read.digest()).isEqualTo(table.digest());
        assertThat(log.scan("all", Instant.EPOCH, Instant.EPOCH.plusNanos(10)).digest())
                .isEqualTo(table.digest());
    }

    @Test
    void positionsAreGaplessFromOne() {
        log.create("s", FLIGHTS, "landed");
        assertThat(log.position("s")).isZero();
        assertThat(log.append("s", flights(1, 2, 3))).isEqualTo(3);
        assertThat(log.append("s", flights())).isEqualTo(3);
        assertThat(log.append("s", flights(4))).isEqualTo(4);
        assertThat(log.position("s")).isEqualTo(4);
        assertThat(log.position("none")).isZero();
    }

    @Test
    void rowsAreAppendedBehindTheRowThatTheCallerKnowsOrNotAtAll() {
        log.create("s", FLIGHTS, "landed");
        assertThat(log.appendAfter("s", 1, flights(1))).isFalse();
        assertThat(log.appendAfter("s", 0, flights(1, 2))).isTrue();
        assertThat(log.appendAfter("s", 0, flights(3))).isFalse();
        assertThat(log.appendAfter("s", 1, flights())).isFalse();
        assertThat(log.appendAfter("s", 2, flights())).isTrue();
        log.append("s", flights(4));
        assertThat(log.appendAfter("s", 2, flights(5))).isFalse();
        assertThat(log.appendAfter("s", 3, flights(6))).isTrue();
        assertThat(times(log.read("s", 0, 1_000))).containsExactly(1L, 2L, 4L, 6L);
    }

    @Test
    void whoAppendsBehindWhatItKnowsLosesNoRaceUnnoticed() throws InterruptedException {
        log.create("s", FLIGHTS, "landed");
        try (Crew crew = new Crew(4)) {
            crew.goTogether(4, () -> {
                for (int won = 0; won < 10; ) {
                    long position = log.position("s");
                    // The row says behind which one it belongs.
                    won += log.appendAfter("s", position, flights(position)) ? 1 : 0;
                }
            });
        }
        assertThat(times(log.read("s", 0, 1_000)))
                .containsExactlyElementsOf(LongStream.range(0, 40).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void rowsAreReadInTheOrderOfArrivalInPagesOfAnySize(int size) {
        log.create("s", FLIGHTS, "landed");
        long[] times = {5, 1, 9, 9, 2, 7, 3};
        log.append("s", flights(5, 1, 9));
        log.append("s", flights(9));
        log.append("s", flights(2, 7, 3));
        List<Long> read = new ArrayList<>();
        for (Table page = log.read("s", 0, size); page.rowCount() > 0; page = log.read("s", read.size(), size)) {
            assertThat(page.rowCount()).isLessThanOrEqualTo(size);
            read.addAll(times(page));
        }
        assertThat(read).containsExactlyElementsOf(LongStream.of(times).boxed().toList());
        assertThat(log.read("s", 100, size).rowCount()).isZero();
    }

    @Test
    void aScanHasTheRowsFromAnInstantToAnother() {
        log.create("s", FLIGHTS, "landed");
        log.append("s", flights(10, 20, 30));
        log.append("s", flights(40, 50));
        assertThat(times(scan(20, 40))).containsExactly(20L, 30L);
        assertThat(times(scan(20, 41))).containsExactly(20L, 30L, 40L);
        assertThat(times(scan(21, 21))).isEmpty();
        assertThat(times(scan(41, 20))).isEmpty();
        assertThat(times(log.scan("s", Instant.MIN, Instant.MAX))).hasSize(5);
        assertThat(log.scan("s", Instant.MIN, Times.instant(10)).rowCount()).isZero();
        assertThat(log.scan("s", Instant.MAX, Instant.MAX).schema()).isEqualTo(FLIGHTS);
    }

    @Test
    void aScanReachesTheFirstAndTheLastInstantOfAColumn() {
        log.create("s", FLIGHTS, "landed");
        log.append("s", flights(Long.MAX_VALUE, Long.MIN_VALUE, 0));
        assertThat(times(log.scan("s", Instant.MIN, Instant.MAX))).containsExactly(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
        assertThat(times(log.scan("s", Times.instant(Long.MIN_VALUE), Times.instant(Long.MAX_VALUE))))
                .containsExactly(Long.MIN_VALUE, 0L);
    }

    @Test
    void aScanIsOrderedByTimeAndThenByArrival() {
        log.create("s", FLIGHTS, "landed");
        log.append("s", flights(30, 10, 20, 10));
        log.append("s", flights(10, 5, 30));
        Table all = scan(0, 100);
        assertThat(times(all)).containsExactly(5L, 10L, 10L, 10L, 20L, 30L, 30L);
        assertThat(numbers(all)).containsExactly(6L, 2L, 4L, 5L, 3L, 1L, 7L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void scansOfLateAndEarlyRowsEqualAPlainLoop(long seed) {
        Random random = new Random(seed);
        log.create("s", FLIGHTS, "landed");
        List<long[]> all = new ArrayList<>();
        for (int batch = 0; batch < 20; batch++) {
            long[] times = random.longs(random.nextInt(40), batch * 10L, batch * 10L + 60)
                    .toArray();
            long before = log.position("s");
            log.append("s", flights(times));
            IntStream.range(0, times.length).forEach(i -> all.add(new long[] {times[i], before + i + 1}));
        }
        all.sort(Comparator.<long[]>comparingLong(row -> row[0]).thenComparingLong(row -> row[1]));
        for (int i = 0; i < 50; i++) {
            long from = random.nextInt(280) - 10L;
            long to = from + random.nextInt(120);
            Table found = scan(from, to);
            assertThat(numbers(found))
                    .as("seed %s, [%s, %s)", seed, from, to)
                    .containsExactlyElementsOf(all.stream()
                            .filter(row -> from <= row[0] && row[0] < to)
                            .map(row -> row[1])
                            .toList());
        }
    }

    @Test
    void aStreamIsMadeOnceAndCheckedLater() {
        log.create("s", FLIGHTS, "landed");
        log.append("s", flights(1));
        log.create("s", FLIGHTS, "landed");
        assertThat(log.position("s")).isEqualTo(1);
        assertThat(log.find("s")).map(EventLog.Stream::schema).contains(FLIGHTS);
        assertThat(log.find("none")).isEmpty();
        Schema more = FLIGHTS.with(Field.of("again", DataType.TIMESTAMP));
        assertThatThrownBy(() -> log.create("s", more, "landed")).isInstanceOf(IncompatibleException.class);
        log.create("two_times", more, "landed");
        assertThatThrownBy(() -> log.create("two_times", more, "again")).isInstanceOf(IncompatibleException.class);
    }

    @Test
    void streamsAreKnownWithTheirColumns() {
        assertThat(log.streams()).isEmpty();
        log.create("b", FLIGHTS, "landed");
        log.create("a", FLIGHTS, "landed");
        log.append("b", flights(3, 1, 2));
        assertThat(log.find("a")).contains(new EventLog.Stream("a", FLIGHTS, "landed"));
        assertThat(log.streams())
                .containsExactly(
                        new EventLog.Stream("a", FLIGHTS, "landed"), new EventLog.Stream("b", FLIGHTS, "landed"));
    }

    @Test
    void manySmallBatchesAreReadAsOneAndVerified() {
        log.create("s", FLIGHTS, "landed");
        Table all = flights(LongStream.range(0, 500).map(i -> 1_000 - i).toArray());
        for (int row = 0; row < 500; row++) {
            assertThat(log.append("s", all.slice(row, row + 1))).isEqualTo(row + 1);
        }
        assertThat(log.read("s", 0, 1_000).digest()).isEqualTo(all.digest());
        assertThat(log.read("s", 130, 7).digest()).isEqualTo(all.slice(130, 137).digest());
        assertThat(log.position("s")).isEqualTo(500);
        assertThat(log.scan("s", Instant.MIN, Instant.MAX).rowCount()).isEqualTo(500);
        Verification found = log.verify();
        assertThat(found.damage()).isEmpty();
        assertThat(found.checked()).isPositive();
    }

    @Test
    void theTimeFieldMustBeATimestampThatIsNeverNull() {
        Schema schema = Schema.of(Field.nullable("maybe", DataType.TIMESTAMP), Field.of("n", DataType.INT64));
        for (String field : List.of("maybe", "n", "absent")) {
            assertThatThrownBy(() -> log.create("s", schema, field)).isInstanceOf(InvalidException.class);
        }
        assertThatThrownBy(() -> log.create("../s", FLIGHTS, "landed")).isInstanceOf(InvalidException.class);
        assertThat(log.find("s")).isEmpty();
    }

    @Test
    void rowsOfAnotherSchemaAreRefused() {
        log.create("s", FLIGHTS, "landed");
        Table other = flights(1).without("origin");
        assertThatThrownBy(() -> log.append("s", other)).isInstanceOf(IncompatibleException.class);
        assertThatThrownBy(() -> log.appendAfter("s", 0, other)).isInstanceOf(IncompatibleException.class);
        assertThat(log.position("s")).isZero();
    }

    @Test
    void aStreamThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> log.append("none", flights(1))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> log.appendAfter("none", 0, flights(1))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> log.read("none", 0, 1)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> log.scan("none", Instant.EPOCH, Instant.MAX)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void concurrentWritersGetPositionsOfTheirOwn() throws InterruptedException {
        log.create("s", FLIGHTS, "landed");
        AtomicInteger writer = new AtomicInteger();
        try (Crew crew = new Crew(8)) {
            crew.goTogether(8, () -> {
                long own = writer.getAndIncrement();
                for (int i = 0; i < 20; i++) {
                    long last = log.append("s", flights(own, own, own));
                    assertThat(times(log.read("s", last - 3, 3))).containsExactly(own, own, own);
                }
            });
        }
        assertThat(log.position("s")).isEqualTo(480);
        assertThat(log.read("s", 0, 1_000).rowCount()).isEqualTo(480);
    }

    @Test
    void streamsAreApart() {
        log.create("a", FLIGHTS, "landed");
        log.create("A", FLIGHTS, "landed");
        log.append("a", flights(1, 2));
        assertThat(log.position("A")).isZero();
        assertThat(log.append("A", flights(1))).isEqualTo(1);
        assertThat(log.read("a", 0, 10).rowCount()).isEqualTo(2);
    }

    @Test
    @Tag("large")
    void aLargeBatchIsOne() {
        log.create("s", FLIGHTS, "landed");
        Table large = flights(LongStream.range(0, 200_000).toArray());
        assertThat(log.append("s", large)).isEqualTo(200_000);
        assertThat(log.read("s", 0, 1_000_000).digest()).isEqualTo(large.digest());
        assertThat(times(log.read("s", 65_530, 20)))
                .containsExactlyElementsOf(
                        LongStream.range(65_530, 65_550).boxed().toList());
        assertThat(times(scan(131_070, 131_075))).containsExactly(131_070L, 131_071L, 131_072L, 131_073L, 131_074L);
    }

    @Test
    void whatIsNotNullStaysSo() {
        Table table = Table.builder(EVERYTHING)
                .add(
                        1L,
                        false,
                        false,
                        0L,
                        0L,
                        Float.NaN,
                        Float.NaN,
                        Double.NaN,
                        Double.NaN,
                        "",
                        "",
                        0L,
                        vector(Double.NaN, 0),
                        vector(Double.NaN, Double.NaN))
                .build();
        log.create("all", EVERYTHING, "at");
        log.append("all", table);
        Table read = log.read("all", 0, 10);
        for (Field field : EVERYTHING.fields()) {
            assertThat(read.column(field.name()).isNull(0)).as(field.name()).isFalse();
        }
        assertThat(read.digest()).isEqualTo(table.digest());
    }

    @Test
    void readersSeeWholeBatchesOnly() throws InterruptedException {
        log.create("s", FLIGHTS, "landed");
        try (Crew crew = new Crew(1)) {
            Future<Integer> writer = crew.go(() -> {
                for (int i = 0; i < 100; i++) {
                    log.append("s", flights(i, i, i));
                }
                return 0;
            });
            while (!writer.isDone()) {
                Crew.giveWay();
                assertThat(log.read("s", 0, 1_000).rowCount() % 3).isZero();
                assertThat(scan(0, 100).rowCount() % 3).isZero();
                assertThat(log.position("s") % 3).isZero();
            }
            Crew.result(writer);
        }
    }

    @Test
    void whatWasSyncedAmongManyIsThereWhenOpenedAgain() throws InterruptedException {
        log.create("s", FLIGHTS, "landed");
        try (Crew crew = new Crew(4)) {
            crew.goTogether(4, () -> {
                for (int i = 0; i < 5; i++) {
                    log.append("s", flights(i, i));
                    log.sync();
                }
            });
        }
        log.close();
        log = open(scratch);
        assertThat(log.position("s")).isEqualTo(40);
        assertThat(scan(0, 10).rowCount()).isEqualTo(40);
    }

    @Test
    void whoIsInACallWhileTheStoreClosesFinishesOrIsTold() throws InterruptedException {
        log.create("s", FLIGHTS, "landed");
        Table two = flights(1, 2);
        List<Integer> answered = Crew.closeDuring(
                log::close, () -> log.append("s", two), () -> log.read("s", 0, 10), () -> scan(0, 2), () -> log.sync());
        log = open(scratch);
        assertThat(log.position("s")).isEqualTo(2L * answered.get(0));
    }

    @Test
    void reopenedItHasEverything() {
        log.create("s", FLIGHTS, "landed");
        log.append("s", flights(3, 1, 2));
        log.sync();
        log.append("s", flights(4));
        Table before = log.read("s", 0, 10);
        log.close();
        log = open(scratch);
        assertThat(log.read("s", 0, 10).digest()).isEqualTo(before.digest());
        assertThat(log.find("s")).map(EventLog.Stream::schema).contains(FLIGHTS);
        assertThat(log.append("s", flights(5))).isEqualTo(5);
    }

    @Test
    void closedItRefusesEveryCall() {
        log.create("s", FLIGHTS, "landed");
        log.close();
        log.close();
        assertThatThrownBy(() -> log.create("s", FLIGHTS, "landed")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.append("s", flights(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.appendAfter("s", 0, flights(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.read("s", 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scan(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.position("s")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.find("s")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.sync()).isInstanceOf(IllegalStateException.class);
    }

    /** {@return rows of these event times; their column {@code n} has the positions they will get} */
    private Table flights(long... times) {
        long position = log.position("s");
        Table.Builder rows = Table.builder(FLIGHTS);
        for (int i = 0; i < times.length; i++) {
            rows.add(times[i], position + i + 1, i % 3 == 0 ? null : i / 2.0, i % 4 == 0 ? null : "airport " + i % 5);
        }
        return rows.build();
    }

    private Table scan(long from, long to) {
        return log.scan("s", Times.instant(from), Times.instant(to));
    }

    private static List<Long> times(Table table) {
        return LongStream.of(table.longs("landed").toArray()).boxed().toList();
    }

    private static List<Long> numbers(Table table) {
        return LongStream.of(table.longs("n").toArray()).boxed().toList();
    }

    private static double[] vector(double... components) {
        return components;
    }
}
