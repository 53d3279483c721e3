// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.features.batch.ScoreSink;

class ParquetScoresTest {

    private static final Schema SCORES = Schema.of(
            Field.of("id", DataType.STRING),
            Field.nullable("risk", DataType.FLOAT64),
            Field.nullable("error", DataType.STRING),
            Field.of("version", DataType.INT64),
            Field.of("scored", DataType.TIMESTAMP));

    @TempDir
    private Path directory;

    private static Table page(int from, int to) {
        Table.Builder page = Table.builder(SCORES);
        for (int row = from; row < to; row++) {
            boolean rejected = row % 10 == 9;
            page.add(
                    "row " + row,
                    rejected ? null : (Double) (row / 8.0),
                    rejected ? "input 'a' is missing" : null,
                    3L,
                    Instant.parse("2026-03-01T12:00:00.000000001Z").plusNanos(row));
        }
        return page.build();
    }

    @Test
    void pagesAreFilesAndABatchGoesOnBehindThem() {
        Path there = directory.resolve("day-1");
        try (ScoreSink.Writer writer = Parquet.scores(there).open(SCORES)) {
            assertThat(writer.rows()).isZero();
            writer.add(page(0, 100));
            writer.add(page(100, 150));
        }
        try (ScoreSink.Writer writer = Parquet.scores(there).open(SCORES)) {
            assertThat(writer.rows()).isEqualTo(150);
            writer.add(page(150, 1_200));
            assertThat(writer.rows()).isEqualTo(1_200);
        }
        assertThat(Parquet.in(there).table(SCORES).digest())
                .isEqualTo(page(0, 1_200).digest());
    }

    @Test
    void aFileThatADyingProcessLeftIsNotThere() throws IOException {
        try (ScoreSink.Writer writer =
                Parquet.scores(directory.resolve("day-1")).open(SCORES)) {
            writer.add(page(0, 10));
        }
        Path part = directory.resolve("day-1/scores-000000000010-000000000020.parquet.part");
        Files.writeString(part, "half of a file");
        try (ScoreSink.Writer writer =
                Parquet.scores(directory.resolve("day-1")).open(SCORES)) {
            assertThat(writer.rows()).isEqualTo(10);
            writer.add(page(10, 20));
        }
        assertThat(part).doesNotExist();
        assertThat(Parquet.in(directory.resolve("day-1")).table(SCORES).digest())
                .isEqualTo(page(0, 20).digest());
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
        Parquet.write(directory.resolve("other.parquet"), page(0, 3));
        assertThatThrownBy(() -> Parquet.scores(directory).open(SCORES))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("is not empty");
        Parquet.scores(directory.resolve("day-1")).open(SCORES).close();
        assertThatThrownBy(() -> Parquet.scores(directory.resolve("day-1")).open(SCORES.without("error")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("scores of other columns");
    }

    @Test
    void aFileThatIsMissingInBetweenIsNamed() throws IOException {
        Path there = directory.resolve("day-1");
        try (ScoreSink.Writer writer = Parquet.scores(there).open(SCORES)) {
            writer.add(page(0, 10));
            writer.add(page(10, 20));
        }
        Files.delete(there.resolve("scores-000000000000-000000000010.parquet"));
        assertThatThrownBy(() -> Parquet.scores(there).open(SCORES))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("the file of the rows from 0 on is missing");
    }
}
