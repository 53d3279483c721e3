// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.testkit.crash.KillLoop;

/** Logs that share the topics, as those of several processes do, and processes that are killed. */
class SeveralProcessesTest {

    @TempDir
    private Path scratch;

    @Test
    void twoLogsGiveTheSameRowsTheSamePositions() {
        try (KafkaEventLog one = CrashingWriter.open(Broker.shared().servers(), Broker.prefix(scratch));
                KafkaEventLog two = CrashingWriter.open(Broker.shared().servers(), Broker.prefix(scratch))) {
            one.create("s", Flights.SCHEMA, "landed");
            two.create("s", Flights.SCHEMA, "landed");
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> append(two, 2));
            append(one, 1);
            other.join();
            assertThat(one.position("s")).isEqualTo(2 * 20 * 7);
            assertThat(two.position("s")).isEqualTo(2 * 20 * 7);
            assertThat(two.read("s", 0, 1_000).digest())
                    .isEqualTo(one.read("s", 0, 1_000).digest());
            assertThat(two.scan("s", Instant.MIN, Instant.MAX).digest())
                    .isEqualTo(one.scan("s", Instant.MIN, Instant.MAX).digest());
        }
    }

    private static void append(KafkaEventLog log, long seed) {
        for (int i = 0; i < 20; i++) {
            Table rows = Flights.rows(7, seed * 100 + i);
            long last = log.append("s", rows);
            assertThat(log.read("s", last - 7, 7).digest()).isEqualTo(rows.digest());
        }
    }

    @Test
    void ofTwoDefinitionsAtOnceTheFirstCountsForBoth() {
        Schema other = Flights.SCHEMA.with(Field.nullable("more", DataType.FLOAT64));
        try (KafkaEventLog one = CrashingWriter.open(Broker.shared().servers(), Broker.prefix(scratch));
                KafkaEventLog two = CrashingWriter.open(Broker.shared().servers(), Broker.prefix(scratch))) {
            one.create("s", Flights.SCHEMA, "landed");
            assertThatThrownBy(() -> two.create("s", other, "landed")).isInstanceOf(IncompatibleException.class);
            assertThat(two.find("s")).isEqualTo(one.find("s"));
        }
    }

    @Test
    void aBatchOfManyRecordsIsOne() {
        Schema wide = Schema.of(Field.of("at", DataType.TIMESTAMP), Field.of("text", DataType.STRING));
        Table.Builder rows = Table.builder(wide);
        for (long i = 0; i < 5; i++) {
            rows.add(i, String.valueOf((char) ('a' + i)).repeat(BatchPart.MOST_BYTES / 2 - 100));
        }
        Table large = rows.build();
        try (KafkaEventLog log = CrashingWriter.open(Broker.shared().servers(), Broker.prefix(scratch))) {
            log.create("wide", wide, "at");
            assertThat(log.append("wide", large)).isEqualTo(5);
            assertThat(log.append("wide", large.slice(0, 1))).isEqualTo(6);
            assertThat(log.read("wide", 0, 5).digest()).isEqualTo(large.digest());
            assertThat(log.verify().requirePassed().checked()).isGreaterThan(4);
        }
    }

    /** Each turn is a batch of two records; half of one is never seen. */
    @Test
    @Tag("stress")
    void whatAKilledProcessAcknowledgedIsThereAndNothingIsTorn() throws IOException {
        String servers = Broker.shared().servers();
        String prefix = Broker.prefix(scratch);
        KillLoop.ofRounds(5)
                .run(CrashingWriter.class, attempted -> List.of(servers, prefix, "" + attempted), (a, n) -> {
                    try (KafkaEventLog log = CrashingWriter.open(servers, prefix)) {
                        verify(log, a, n);
                    }
                });
    }

    private static void verify(KafkaEventLog log, SortedSet<Long> acknowledged, long attempted) {
        log.create(CrashingWriter.STREAM, CrashingWriter.SCHEMA, "turn");
        Table rows = log.read(CrashingWriter.STREAM, 0, Integer.MAX_VALUE);
        SortedSet<Long> there = new TreeSet<>();
        for (int row = 0; row < rows.rowCount(); row += CrashingWriter.ROWS) {
            long turn = rows.longs("turn").get(row);
            assertThat(rows.slice(row, row + CrashingWriter.ROWS).digest())
                    .isEqualTo(CrashingWriter.turn(turn).digest());
            assertThat(there.add(turn)).as("turn %d twice", turn).isTrue();
        }
        assertThat(there).containsAll(acknowledged);
        assertThat(LongStream.rangeClosed(1, attempted).boxed()).containsAll(there);
        log.verify().requirePassed();
    }
}
