// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Table;
import org.mlops4j.features.source.Source;

class ParquetPropertyTest {

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsWrittenIsReadAgainToTheBit(long seed) {
        Table table = new RandomRows(seed).table((int) (seed * seed * 700));
        Path file = directory.resolve("rows.parquet");
        Parquet.write(file, table);
        Table again = Parquet.of(file).table(table.schema());
        assertThat(again.rowCount()).isEqualTo(table.rowCount());
        assertThat(again.digest()).as("seed %d", seed).isEqualTo(table.digest());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8})
    void manyPagesKeepTheirOrder(long seed) {
        Table table = new RandomRows(seed)
                .table(2 * Source.PAGE_ROWS + 1_234)
                .select(List.of("of int64", "of float64", "of string"));
        Path file = directory.resolve("rows.parquet");
        assertThat(Parquet.write(file, table.schema(), Source.of(table))).isEqualTo(table.rowCount());
        try (Source.Pages pages = Parquet.of(file).open(table.schema())) {
            int from = 0;
            for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                assertThat(page.rowCount()).isEqualTo(Math.min(Source.PAGE_ROWS, table.rowCount() - from));
                assertThat(page.digest())
                        .as("seed %d, rows from %d on", seed, from)
                        .isEqualTo(table.slice(from, from + page.rowCount()).digest());
                from += page.rowCount();
            }
            assertThat(from).isEqualTo(table.rowCount());
        }
    }
}
