// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

class WindowsTest {

    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    private static final Schema SCHEMA =
            Schema.of(Field.nullable("time", DataType.TIMESTAMP), Field.of("id", DataType.INT64));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRowIsInEveryWindowOfTimeThatHoldsItAndInNoOther(long seed) {
        Random random = new Random(seed);
        Duration length = Duration.ofSeconds(1 + random.nextInt(50));
        Duration step = length.dividedBy(1 + random.nextInt(7));
        Table table = seconds(random.longs(200, -3_000, 3_000).toArray());
        List<Window> windows = Windows.sliding(length, step, NOON).of(table, "time");

        assertThat(windows).isSortedAccordingTo(Comparator.comparing(Window::from));
        List<Window> expected = new ArrayList<>();
        for (Instant from = NOON.minus(step.multipliedBy(100_000 / Math.max(1, step.toSeconds())));
                from.isBefore(NOON.plusSeconds(3_000));
                from = from.plus(step)) {
            Instant begin = from;
            int[] rows = IntStream.range(0, table.rowCount())
                    .filter(row -> !time(table, row).isBefore(begin)
                            && time(table, row).isBefore(begin.plus(length)))
                    .toArray();
            if (rows.length > 0) {
                expected.add(new Window(begin, begin.plus(length), table.take(rows)));
            }
        }
        assertThat(windows)
                .as("seed %s", seed)
                .extracting(Window::from)
                .containsExactlyElementsOf(expected.stream().map(Window::from).toList());
        for (int i = 0; i < windows.size(); i++) {
            assertThat(windows.get(i).to()).isEqualTo(expected.get(i).to());
            assertThat(ids(windows.get(i))).containsExactlyInAnyOrderElementsOf(ids(expected.get(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lateRowsGoToTheirWindowInWhateverOrderTheyArrive(long seed) {
        Random random = new Random(seed);
        Table table = seconds(random.longs(300, 0, 900).toArray());
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, table.rowCount()).boxed().toList());
        Collections.shuffle(order, random);
        Table late = table.take(order.stream().mapToInt(Integer::intValue).toArray());

        for (Windows windows : List.of(
                Windows.every(Duration.ofSeconds(60), NOON),
                Windows.sliding(Duration.ofSeconds(60), Duration.ofSeconds(7), NOON),
                Windows.ofRows(25),
                Windows.sessions(Duration.ofSeconds(5)))) {
            List<Window> inOrder = windows.of(table, "time");
            List<Window> shuffled = windows.of(late, "time");
            assertThat(shuffled).as("%s, seed %s", windows, seed).hasSameSizeAs(inOrder);
            for (int i = 0; i < inOrder.size(); i++) {
                assertThat(shuffled.get(i).from()).isEqualTo(inOrder.get(i).from());
                assertThat(shuffled.get(i).to()).isEqualTo(inOrder.get(i).to());
                assertThat(ids(shuffled.get(i))).containsExactlyInAnyOrderElementsOf(ids(inOrder.get(i)));
            }
        }
    }

    @Test
    void windowsOfRowsDoNotPartAnInstant() {
        List<Window> windows = Windows.ofRows(2).of(seconds(0, 1, 1, 1, 2, 3, 4), "time");

        assertThat(windows)
                .extracting(WindowsTest::ids)
                .containsExactly(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L), List.of(6L));
        assertThat(windows.get(0).from()).isEqualTo(NOON);
        assertThat(windows.get(0).to()).isEqualTo(NOON.plusSeconds(1).plusNanos(1));
        assertThat(Windows.ofRows(2).closed(windows.get(1), NOON.plusSeconds(9)))
                .isTrue();
        assertThat(Windows.ofRows(2).closed(windows.get(2), NOON.plusSeconds(9)))
                .isFalse();
    }

    @Test
    void sessionsEndWhereNothingHappensForAGap() {
        Windows sessions = Windows.sessions(Duration.ofSeconds(10));
        List<Window> windows = sessions.of(seconds(0, 9, 18, 28, 100), "time");

        assertThat(windows).extracting(WindowsTest::ids).containsExactly(List.of(0L, 1L, 2L), List.of(3L), List.of(4L));
        assertThat(windows.get(0).to()).isEqualTo(NOON.plusSeconds(28));
        assertThat(sessions.closed(windows.get(1), NOON.plusSeconds(37))).isFalse();
        assertThat(sessions.closed(windows.get(1), NOON.plusSeconds(38))).isTrue();
        // The late row joins the first two.
        assertThat(sessions.of(seconds(0, 9, 18, 28, 100, 23), "time").get(0).to())
                .isEqualTo(NOON.plusSeconds(38));
    }

    @Test
    void farApartAndMissingTimesCostNothing() {
        Table table = Table.builder(SCHEMA)
                .add(Instant.parse("1800-01-01T00:00:00Z"), 1L)
                .add(null, 2L)
                .add(Instant.parse("2200-01-01T00:00:00Z"), 3L)
                .build();

        assertThat(Windows.sliding(Duration.ofNanos(10), Duration.ofNanos(5), NOON)
                        .of(table, "time"))
                .extracting(WindowsTest::ids)
                .containsExactly(List.of(1L), List.of(1L), List.of(3L), List.of(3L));
        assertThat(Windows.every(Duration.ofHours(1), NOON).of(table.slice(1, 2), "time"))
                .isEmpty();
    }

    @Test
    void windowsReadBackAsTheyWereAndRefuseNonsense() {
        assertThat(List.of(
                        Windows.every(Duration.ofDays(7), NOON),
                        Windows.sliding(Duration.ofHours(2), Duration.ofMinutes(1), NOON),
                        Windows.ofRows(500),
                        Windows.sessions(Duration.ofMinutes(30))))
                .allSatisfy(windows ->
                        assertThat(Windows.from(windows.toDocument())).isEqualTo(windows));
        assertThatThrownBy(() -> Windows.sliding(Duration.ofDays(1), Duration.ofMillis(1), NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap more than 1000 times");
        assertThatThrownBy(() -> Windows.ofRows(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Windows.sessions(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Windows.from(Document.object().with("kind", "counted").with("rows", 0L)))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Windows.from(Document.object().with("kind", "monthly")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("known are timed, counted and sessions");
    }

    private static Table seconds(long... seconds) {
        Table.Builder table = Table.builder(SCHEMA);
        for (int row = 0; row < seconds.length; row++) {
            table.add(NOON.plusSeconds(seconds[row]), (long) row);
        }
        return table.build();
    }

    private static Instant time(Table table, int row) {
        return table.row(row).instant("time");
    }

    private static List<Long> ids(Window window) {
        return LongStream.of(window.rows().longs("id").toArray()).boxed().toList();
    }
}
