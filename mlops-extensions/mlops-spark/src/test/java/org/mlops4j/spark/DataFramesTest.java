// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.duckdb.Parquet;
import org.mlops4j.error.InvalidException;

class DataFramesTest {

    private static final Table ALL = all();

    private final SparkSession spark = LocalSpark.session();

    @TempDir
    private Path directory;

    @Test
    void aTableComesBackToTheBit() {
        Dataset<Row> frame = DataFrames.of(spark, ALL);
        assertThat(DataFrames.table(frame, ALL.schema()).digest()).isEqualTo(ALL.digest());
        assertThat(DataFrames.schema(frame.drop("v"))).isEqualTo(ALL.schema().without("v"));
    }

    @Test
    void timesAreTheSameInstantsForSessionsWithJavaTime() {
        spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
        try {
            assertThat(DataFrames.table(DataFrames.of(spark, ALL), ALL.schema()).digest())
                    .isEqualTo(ALL.digest());
        } finally {
            spark.conf().set("spark.sql.datetime.java8API.enabled", "false");
        }
    }

    @Test
    void whatSparkWroteAsParquetIsReadWithoutSpark() {
        Path target = directory.resolve("from spark");
        DataFrames.of(spark, ALL).coalesce(1).write().parquet(target.toString());
        assertThat(Parquet.in(target).table(ALL.schema()).digest()).isEqualTo(ALL.digest());
        Path old = directory.resolve("with times of old");
        DataFrames.of(spark, ALL)
                .coalesce(1)
                .write()
                .option("spark.sql.parquet.outputTimestampType", "INT96")
                .parquet(old.toString());
        assertThat(Parquet.in(old).zone(ZoneOffset.UTC).table(ALL.schema()).digest())
                .isEqualTo(ALL.digest());
    }

    @Test
    void sparkReadsWhatWasWrittenAsParquetWithoutIt() {
        Table table = ALL.without("at", "t");
        Path file = directory.resolve("rows.parquet");
        Parquet.write(file, table);
        Dataset<Row> frame = spark.read().parquet(file.toString());
        assertThat(DataFrames.table(frame, table.schema()).digest()).isEqualTo(table.digest());
    }

    @Test
    void timesInNanosecondsAreReadAsWholeNumbersOfParquet() {
        Schema schema = Schema.of(Field.of("at", DataType.TIMESTAMP));
        Table table = Table.of(schema, List.of(LongColumn.ofTimes(1, -999, Long.MIN_VALUE)));
        Path file = directory.resolve("times.parquet");
        Parquet.write(file, table);
        spark.conf().set("spark.sql.legacy.parquet.nanosAsLong", "true");
        try {
            Dataset<Row> frame = spark.read().parquet(file.toString());
            assertThat(DataFrames.table(frame, schema).digest()).isEqualTo(table.digest());
        } finally {
            spark.conf().unset("spark.sql.legacy.parquet.nanosAsLong");
        }
        assertThatThrownBy(() -> DataFrames.of(spark, table))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("row 0 of column 'at' has nanoseconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int64|1.0D|should be int64, is DOUBLE",
                "int64|CAST(1 AS DECIMAL(20, 0))|should be int64, is DECIMAL(20,0)",
                "int64|CAST(NULL AS BIGINT)|there is no value",
                "float32|0.1D|is no float32",
                "float64|CAST(1 AS STRING)|should be float64, is STRING",
                "string|1|should be string, is INT",
                "boolean|1|should be boolean, is INT",
                "timestamp|1|should be timestamp, is INT",
                "timestamp|DATE '2001-01-01'|should be timestamp, is DATE",
                "timestamp|TIMESTAMP_NTZ '2001-01-01 00:00:00'|local times",
                "timestamp|TIMESTAMP '2500-01-01 00:00:00'|outside of 1677-09-21",
                "vector(2)|array(1.0D)|a list of 1 numbers",
                "vector(2)|array(1.0D, CAST(NULL AS DOUBLE))|component 1 of a vector is null",
                "vector(2)|array('a', 'b')|should be vector(2), is ARRAY<STRING>"
            })
    void whatAColumnCannotHoldIsToldWithItsName(String type, String value, String why) {
        Dataset<Row> frame = spark.sql("SELECT " + value + " AS x");
        assertThatThrownBy(() -> DataFrames.table(frame, Schema.of(Field.of("x", DataType.parse(type)))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 'x'")
                .hasMessageContaining(why);
    }

    @Test
    void columnsAreFoundToTheLetterAndThoseThatAreNoneAreRefused() {
        Dataset<Row> frame = spark.sql("SELECT 1 AS x, map('a', 1) AS m, 2S AS `odd.name`");
        assertThatThrownBy(() -> DataFrames.table(
                        frame, Schema.of(Field.of("X", DataType.INT64), Field.of("y", DataType.INT64))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no columns 'X', 'y'; it has x, m, odd.name");
        assertThatThrownBy(() -> DataFrames.schema(frame))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 'm' is MAP<STRING, INT>");
        assertThat(DataFrames.table(frame, Schema.of(Field.of("odd.name", DataType.INT64)))
                        .longs("odd.name")
                        .get(0))
                .isEqualTo(2);
    }

    private static Table all() {
        Instant time = Instant.parse("2026-03-01T10:20:30.123456Z");
        Schema schema = Schema.of(
                Field.nullable("b", DataType.BOOLEAN),
                Field.nullable("i", DataType.INT64),
                Field.nullable("f", DataType.FLOAT32),
                Field.nullable("d", DataType.FLOAT64),
                Field.nullable("s", DataType.STRING),
                Field.nullable("at", DataType.TIMESTAMP));
        Table table = Table.builder(schema)
                .add(true, Long.MIN_VALUE, 0.1f, Double.NaN, "", time)
                .add(false, Long.MAX_VALUE, Float.NaN, -0.0, "a\0b \uD83D\uDE00", Instant.parse("1677-09-22T00:00:00Z"))
                .add(null, null, null, null, null, null)
                .add(true, 0, -0.0f, Double.NEGATIVE_INFINITY, "NULL", Instant.EPOCH.minusNanos(1_000))
                .build();
        BitSet nulls = new BitSet();
        nulls.set(2);
        return table.with(
                        Field.nullable("v", new DataType.Vector(2)),
                        VectorColumn.of(2, new double[] {1, Double.NaN, -0.0, 2, 0, 0, 5, 6}, nulls))
                .with(Field.of("n", DataType.FLOAT64), DoubleColumn.of(1, Double.NaN, 3, 4))
                .with(Field.of("t", DataType.TIMESTAMP), LongColumn.ofTimes(0, 1_000, Times.nanos(time), -1_000));
    }
}
