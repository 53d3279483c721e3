// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.source.Source;

class ParquetTest {

    private static final Schema X = Schema.of(Field.of("x", DataType.INT64));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's.parquet",
                "'); DROP TABLE x; --.parquet",
                "a[1]*?.parquet",
                "[!a].parquet",
                "**.parquet",
                "a\\b.parquet",
                "k=v.parquet",
                "\"quoted\" ;.parquet",
                "s3: .parquet",
                "ä \uD83D\uDE00.parquet",
                "${HOME}~.parquet",
                "%41.parquet"
            })
    void theNameOfAFileIsTakenToTheLetter(String name) {
        Parquet.write(directory.resolve("a1bc.parquet"), numbers(0));
        Parquet.write(directory.resolve("b.parquet"), numbers(0));
        Path file = directory.resolve(name);
        Parquet.write(file, numbers(1, 2));
        assertThat(file).exists();
        assertThat(Parquet.of(file).table(X).longs("x").toArray()).containsExactly(1, 2);
        Source query = DuckDbQuery.of("SELECT x FROM t ORDER BY x DESC").from("t", Parquet.of(file));
        assertThat(query.table(X).longs("x").toArray()).containsExactly(2, 1);
    }

    @Test
    void directoriesThatLookLikeKeysAddNoColumns() throws IOException {
        Path odd = Files.createDirectories(directory.resolve("x=7/*"));
        Parquet.write(odd.resolve("part-0.parquet"), numbers(1));
        assertThat(Parquet.in(odd).table(X).longs("x").toArray()).containsExactly(1);
    }

    @Test
    void filesOfADirectoryComeInTheOrderOfTheirNames() throws IOException {
        Parquet.write(directory.resolve("part-2.parquet"), numbers(5));
        Parquet.write(directory.resolve("part-1.parquet"), numbers(3, 4));
        Files.writeString(directory.resolve("_SUCCESS"), "");
        Files.writeString(directory.resolve(".part-1.parquet.crc"), "no Parquet");
        Files.writeString(directory.resolve("_hidden.parquet"), "no Parquet");
        Files.createDirectory(directory.resolve("deeper.parquet"));
        assertThat(Parquet.in(directory).table(X).longs("x").toArray()).containsExactly(3, 4, 5);
        assertThatThrownBy(() -> Parquet.in(directory.resolve("deeper.parquet")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no files *.parquet");
        assertThatThrownBy(() -> Parquet.in(directory.resolve("missing"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(Parquet::of).isInstanceOf(InvalidException.class);
    }

    @Test
    void aFileIsThereAsAWholeOrAsItWas() throws IOException {
        Path file = directory.resolve("rows.parquet");
        Parquet.write(file, numbers(1));
        Schema text = Schema.of(Field.of("t", DataType.STRING));
        Table half = Table.of(text, List.of(StringColumn.of("good", "half \uD83D")));
        assertThatThrownBy(() -> Parquet.write(file, half))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("row 1, column 't': character 5 of the text is half of a pair");
        assertThatThrownBy(() -> Parquet.write(file, X, new Failing()))
                .isInstanceOf(StorageException.class)
                .hasMessage("the disk is gone");
        assertThat(Parquet.of(file).table(X).longs("x").toArray()).containsExactly(1);
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).containsExactly(file);
        }
        Parquet.write(file, numbers(2, 3));
        assertThat(Parquet.of(file).table(X).longs("x").toArray()).containsExactly(2, 3);
    }

    @Test
    void whatCannotBeWrittenIsToldBefore() {
        Path file = directory.resolve("rows.parquet");
        assertThatThrownBy(() -> Parquet.write(file, Table.of(Schema.of(), List.of())))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("needs a column");
        Schema alike = Schema.of(Field.of("Late", DataType.INT64), Field.of("late", DataType.INT64));
        assertThatThrownBy(() -> Parquet.write(file, alike, Source.of(numbers())))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'Late' and 'late'");
        Schema time = Schema.of(Field.of("t", DataType.TIMESTAMP));
        for (long nanos : new long[] {Long.MAX_VALUE, -Long.MAX_VALUE}) {
            Table infinite = Table.of(time, List.of(LongColumn.ofTimes(0, nanos)));
            assertThatThrownBy(() -> Parquet.write(file, infinite))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("row 1, column 't': the time")
                    .hasMessageContaining("infinity");
        }
        assertThatThrownBy(() -> Parquet.write(directory.resolve("missing/rows.parquet"), numbers(1)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("missing");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileWithoutRowsHasNone() {
        Path file = directory.resolve("none.parquet");
        Parquet.write(file, numbers());
        assertThat(Parquet.of(file).table(X).rowCount()).isZero();
    }

    @Test
    void whatIsNoParquetIsToldApartFromWhatIsNotThere() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.parquet"), "x,y\n1,2\n".repeat(20));
        assertThatThrownBy(() -> Parquet.of(file).table(X))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(
                        () -> Parquet.of(directory.resolve("missing.parquet")).table(X))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("missing.parquet");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Parquet.of(file).table(X)).isInstanceOf(CorruptException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 90})
    void aFileThatWasCutOrChangedIsNeverReadAsOther(int percent) throws IOException {
        Path file = directory.resolve("rows.parquet");
        Parquet.write(file, numbers(LongStream.range(0, 5_000).toArray()));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * percent / 100));
        assertThatThrownBy(() -> Parquet.of(file).table(X)).isInstanceOf(CorruptException.class);
    }

    @Test
    void missingColumnsAreToldAtOnceAndNamesAreTakenToTheLetter() {
        Path file = directory.resolve("rows.parquet");
        Parquet.write(file, numbers(1));
        Schema wanted = Schema.of(Field.of("X", DataType.INT64), Field.of("y", DataType.INT64));
        assertThatThrownBy(() -> Parquet.of(file).table(wanted))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no columns 'X', 'y'; it has x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int64|9223372036854775808::UBIGINT|INT64",
                "int64|1.5::DECIMAL(9, 2)|has to be a whole number",
                "int64|1.0::DOUBLE|has to be a whole number",
                "int64|NULL::BIGINT|there is no value",
                "float64|7::VARCHAR|has to be a number",
                "float32|0.1::DOUBLE|is no float32",
                "float32|7|has to be a floating point number",
                "string|7|has to be a text",
                "boolean|1|has to be a truth value",
                "timestamp|7|has to be a time",
                "timestamp|DATE '2001-01-01'|has to be a time",
                "timestamp|TIMESTAMP '2001-01-01 00:00:00'|say of which zone",
                "timestamp|'infinity'::TIMESTAMPTZ|is infinite",
                "timestamp|'2500-01-01 00:00:00+00'::TIMESTAMPTZ|Timestamp(NS)",
                "vector(2)|[1.0, 2.0, 3.0]|a list of 3 numbers",
                "vector(2)|[1.0, NULL]|component 1 of a vector is null",
                "vector(2)|['a', 'b']|has to be a list of numbers",
                "vector(2)|7|has to be a list of numbers"
            })
    void valuesOfOtherTypesAreRefusedWithTheirPlace(String type, String value, String why) throws SQLException {
        Path file = foreign("SELECT " + value + " AS v");
        assertThatThrownBy(() -> Parquet.of(file).table(Schema.of(Field.of("v", DataType.parse(type)))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(why);
    }

    @Test
    void filesOfOthersAreReadAsWhatTheyMean() throws SQLException {
        Path file = foreign("""
                SELECT 7::SMALLINT AS small, 18446744073709551::UBIGINT AS great, 12::DECIMAL(9, 0) AS whole,
                       0.10::DECIMAL(9, 2) AS price, 1.5::FLOAT AS single, 3 AS number,
                       TIMESTAMPTZ '2001-01-01 06:00:00.000001+01' AS at, TIMESTAMP '2011-03-13 03:00:00' AS local,
                       [1, 2]::FLOAT[] AS list, [1.5, 2.5]::DOUBLE[2] AS fixed
                """);
        Table table = Parquet.of(file)
                .zone(ZoneId.of("America/New_York"))
                .table(Schema.of(
                        Field.of("local", DataType.TIMESTAMP),
                        Field.of("at", DataType.TIMESTAMP),
                        Field.of("small", DataType.INT64),
                        Field.of("great", DataType.INT64),
                        Field.of("whole", DataType.INT64),
                        Field.of("price", DataType.FLOAT64),
                        Field.of("single", DataType.FLOAT32),
                        Field.of("number", DataType.FLOAT64),
                        Field.of("list", new DataType.Vector(2)),
                        Field.of("fixed", new DataType.Vector(2))));
        assertThat(table.row(0).instant("local")).isEqualTo(Instant.parse("2011-03-13T07:00:00Z"));
        assertThat(table.row(0).instant("at")).isEqualTo(Instant.parse("2001-01-01T05:00:00.000001Z"));
        assertThat(table.longs("small").get(0)).isEqualTo(7);
        assertThat(table.longs("great").get(0)).isEqualTo(18446744073709551L);
        assertThat(table.longs("whole").get(0)).isEqualTo(12);
        assertThat(List.of("price", "single", "number").stream()
                        .map(n -> table.doubles(n).get(0)))
                .containsExactly(0.1, 1.5, 3.0);
        assertThat(table.vectors("list").toArray()).containsExactly(1, 2);
        assertThat(table.vectors("fixed").toArray()).containsExactly(1.5, 2.5);
    }

    @Test
    void aLocalTimeThatWasTwiceIsRefused() throws SQLException {
        Path file = foreign("SELECT TIMESTAMP '2012-11-04 01:30:00' AS v");
        Parquet parquet = Parquet.of(file).zone(ZoneId.of("America/New_York"));
        assertThatThrownBy(() -> parquet.table(Schema.of(Field.of("v", DataType.TIMESTAMP))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("row 0, column 'v'")
                .hasMessageContaining("twice");
    }

    @Test
    void longVectorsAreWrittenAndReadAgain() {
        int size = 768;
        double[] values = new SplittableRandom(5).doubles(3_000L * size).toArray();
        Table table = Table.of(
                Schema.of(Field.of("embedding", new DataType.Vector(size))),
                List.<Column>of(VectorColumn.of(size, values)));
        Path file = directory.resolve("embeddings.parquet");
        Parquet.write(file, table);
        assertThat(Parquet.of(file).table(table.schema()).digest()).isEqualTo(table.digest());
    }

    @Test
    void pagesCanBeLeftAndClosedTwice() {
        Path file = directory.resolve("rows.parquet");
        Parquet.write(file, numbers(LongStream.range(0, Source.PAGE_ROWS + 10L).toArray()));
        Source.Pages pages = Parquet.of(file).open(X);
        assertThat(pages.next().rowCount()).isEqualTo(Source.PAGE_ROWS);
        pages.close();
        pages.close();
        assertThat(pages.next().rowCount()).isZero();
        assertThat(Parquet.of(file)
                        .after(Source.PAGE_ROWS + 8L)
                        .table(X)
                        .longs("x")
                        .toArray())
                .containsExactly(Source.PAGE_ROWS + 8L, Source.PAGE_ROWS + 9L);
    }

    @Test
    void noNanBecomesANull() {
        Schema schema = Schema.of(Field.nullable("x", DataType.FLOAT64));
        BitSet nulls = new BitSet();
        nulls.set(1);
        Table table =
                Table.of(schema, List.of(DoubleColumn.of(DataType.FLOAT64, new double[] {Double.NaN, 0, -0.0}, nulls)));
        Path file = directory.resolve("rows.parquet");
        Parquet.write(file, table);
        Table again = Parquet.of(file).table(schema);
        assertThat(again.column("x").isNull(0)).isFalse();
        assertThat(again.column("x").isNull(1)).isTrue();
        assertThat(Double.doubleToRawLongBits(again.doubles("x").get(2))).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    private static Table numbers(long... x) {
        return Table.of(X, List.of(LongColumn.of(x)));
    }

    private Path foreign(String sql) throws SQLException {
        Path file = directory.resolve("foreign.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + sql + ") TO " + SqlText.literal(file.toString()) + " (FORMAT parquet)");
        }
        return file;
    }

    /** Fails behind its first page. */
    private static final class Failing implements Source {

        @Override
        public Pages open(Schema columns) {
            return new Pages() {
                private boolean given;

                @Override
                public Table next() {
                    if (given) {
                        throw new StorageException("the disk is gone", null);
                    }
                    given = true;
                    return numbers(7, 8, 9);
                }

                @Override
                public void close() {
                    given = true;
                }
            };
        }
    }
}
