// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;

class DuckDbQueryTest {

    private static final Schema X = Schema.of(Field.of("x", DataType.INT64));

    @TempDir
    private Path directory;

    private Parquet flights;

    @BeforeEach
    void writeFlights() {
        Path file = directory.resolve("flights.parquet");
        Parquet.write(
                file,
                Table.of(
                        Schema.of(Field.of("origin", DataType.STRING), Field.of("x", DataType.INT64)),
                        List.of(StringColumn.of("ORD", "ATL", "O'R", "ORD"), LongColumn.of(1, 2, 3, 4))));
        flights = Parquet.of(file);
    }

    @Test
    void aQueryJoinsFilesAndTakesParameters() {
        DuckDbQuery query =
                DuckDbQuery.of("""
                        SELECT a.x + b.x AS x
                        FROM f a JOIN g b USING (origin)
                        WHERE origin = ? AND a.x >= ?
                        ORDER BY x -- the end""").from("f", flights).from("g", flights).with("ORD", 1);
        assertThat(query.table(X).longs("x").toArray()).containsExactly(2, 5, 5, 8);
        assertThat(query.with("O'R", 0L).table(X).longs("x").toArray()).containsExactly(6);
        assertThat(query.with("' OR true --", 0).table(X).rowCount()).isZero();
    }

    @Test
    void aSemicolonMayEndAQuery() {
        assertThat(DuckDbQuery.of("SELECT 1 AS x ; \n").table(X).rowCount()).isEqualTo(1);
    }

    @Test
    void rowsComeInTheOrderOfTheQuery() {
        Path file = directory.resolve("many.parquet");
        Parquet.write(
                file,
                Table.of(X, List.of(LongColumn.of(LongStream.range(0, 300_000).toArray()))));
        Table sorted = DuckDbQuery.of("SELECT x FROM many ORDER BY (x * 7919) % 300007")
                .from("many", Parquet.of(file))
                .table(X);
        long[] expected = LongStream.range(0, 300_000)
                .boxed()
                .sorted(Comparator.comparingLong(x -> x * 7919 % 300007))
                .mapToLong(x -> x)
                .toArray();
        assertThat(sorted.longs("x").toArray()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 AS x FROM read_csv('%s')",
                "SELECT 1 AS x FROM '%s'",
                "SELECT 1 AS x FROM read_text('%s')",
                "SELECT 1 AS x FROM glob('%s')",
                "SELECT 1 AS x FROM read_parquet('https://example.com/x.parquet')",
                "COPY (SELECT 1) TO '%s.out'",
                "ATTACH '%s.db' AS other",
                "INSTALL httpfs",
                "SET enable_external_access = true"
            })
    void aQueryReadsTheFilesThatItWasGivenAndNothingElse(String sql) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.csv"), "x\n1\n");
        DuckDbQuery query = DuckDbQuery.of(sql.formatted(secret)).from("flights", flights);
        assertThatThrownBy(() -> query.table(X)).isInstanceOf(MlopsException.class);
        assertThat(directory.resolve("secret.csv.out")).doesNotExist();
        assertThat(directory.resolve("secret.csv.db")).doesNotExist();
    }

    @Test
    void refusedFilesAreToldWithWhatToDo() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.csv"), "x\n1\n");
        assertThatThrownBy(() -> DuckDbQuery.of("SELECT * FROM read_csv('" + secret + "')")
                        .table(X))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("from(…)");
    }

    @Test
    void wrongQueriesAreToldWithTheirText() {
        assertThatThrownBy(() -> DuckDbQuery.of("SELECT nothing").table(X))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("SELECT nothing");
        assertThatThrownBy(() -> DuckDbQuery.of("SELECT 1 AS y").table(X))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no column 'x'; it has y");
        assertThatThrownBy(() -> DuckDbQuery.of("SELECT 1 AS x WHERE 1 = ?").table(X))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> DuckDbQuery.of("SELECT ? AS x").with(Instant.EPOCH))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("Instant is no parameter");
        assertThatThrownBy(() -> DuckDbQuery.of("SELECT 1").from("a\"; DROP", flights))
                .isInstanceOf(InvalidException.class);
    }
}
