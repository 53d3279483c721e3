// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.batch.ScoreSink;
import org.mlops4j.features.source.JdbcQuery;

/** Scores of a batch go to a table of a real PostgreSQL. */
class ScoreTableTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final int PAGE = 500;
    private static final int PAGES = 20;
    private static final Schema SCORES = Schema.of(
            Field.of("Payment Id", DataType.STRING),
            Field.of("foreign", DataType.BOOLEAN),
            Field.nullable("risk", DataType.FLOAT64),
            Field.nullable("error", DataType.STRING),
            Field.of("version", DataType.INT64),
            Field.of("scored", DataType.TIMESTAMP));

    @TempDir
    private Path scratch;

    private String table = "";

    @BeforeEach
    void create() {
        String schema = TestServer.schema(scratch);
        table = schema + ".scores";
        TestServer.execute("CREATE SCHEMA " + schema);
        TestServer.execute("CREATE TABLE " + table + " (\"Payment Id\" TEXT PRIMARY KEY, \"foreign\" BOOLEAN NOT NULL,"
                + " risk DOUBLE PRECISION, error TEXT, version BIGINT NOT NULL, scored TIMESTAMPTZ NOT NULL,"
                + " seen TIMESTAMPTZ NOT NULL DEFAULT now())");
    }

    private ScoreSink sink() {
        return ScoreSink.jdbc(TestServer.pool(), table, "day-1");
    }

    private static Table page(int from) {
        Table.Builder page = Table.builder(SCORES);
        for (int row = from; row < from + PAGE; row++) {
            boolean rejected = row % 10 == 9;
            page.add(
                    String.format("payment %05d", row),
                    row % 2 == 0,
                    rejected ? null : (Double) (row / 3.0),
                    rejected ? "input 'amount' is missing" : null,
                    1L,
                    NOON.plusSeconds(row));
        }
        return page.build();
    }

    private Table written() {
        return JdbcQuery.of(TestServer.pool(), "SELECT * FROM " + table + " ORDER BY \"Payment Id\"")
                .table(SCORES);
    }

    @Test
    void rowsComeBackAsTheyWere() {
        try (ScoreSink.Writer writer = sink().open(SCORES)) {
            writer.add(page(0));
        }
        assertThat(written().digest()).isEqualTo(page(0).digest());
        try (ScoreSink.Writer writer = sink().open(SCORES)) {
            assertThat(writer.rows()).isEqualTo(PAGE);
        }
    }

    @Test
    void aPageThatFailsLeavesNothingAndTheWriterCanTryAgain() {
        try (ScoreSink.Writer writer = sink().open(SCORES)) {
            TestServer.execute("INSERT INTO " + table + " VALUES ('payment 00250', true, 1, NULL, 1, now())");
            assertThatThrownBy(() -> writer.add(page(0)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("payment 00250");
            TestServer.execute("DELETE FROM " + table);
            writer.add(page(0));
        }
        assertThat(written().digest()).isEqualTo(page(0).digest());
    }

    @Test
    void processesThatWriteOneBatchAtOnceDoubleNoRow() throws Exception {
        Callable<Boolean> batch = () -> {
            try (ScoreSink.Writer writer = sink().open(SCORES)) {
                while (writer.rows() < PAGE * PAGES) {
                    writer.add(page((int) writer.rows()));
                }
                return true;
            } catch (ConflictException | StorageException e) {
                return false;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<Boolean> ended : threads.invokeAll(List.of(batch, batch, batch))) {
                ended.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(batch.call()).isTrue();
        assertThat(TestServer.number("SELECT count(*) FROM " + table)).isEqualTo((long) PAGE * PAGES);
    }
}
