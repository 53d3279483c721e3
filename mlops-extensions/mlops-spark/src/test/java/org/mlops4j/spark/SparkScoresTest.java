// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.batch.BatchScorer;
import org.mlops4j.features.batch.ScoreSink;
import org.mlops4j.features.source.Source;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;

class SparkScoresTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Schema INPUTS = Schema.of(
            Field.nullable("hour", DataType.FLOAT64),
            Field.of("delay", DataType.INT64),
            Field.nullable("distance", DataType.FLOAT64));

    @TempDir
    private static Path directory;

    private static Mlops mlops;

    private final SparkSession spark = LocalSpark.session();

    @BeforeAll
    static void open() throws Exception {
        mlops = Mlops.builder().directory(directory).clock(() -> NOON).open();
        Signature signature = new Signature(INPUTS, Schema.of(Field.of("risk", DataType.FLOAT64)));
        byte[] linear = "{\"intercept\": 1, \"coefficients\": [0.1, -0.01, 0.001], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        register("linear", ModelPackage.of("linear").withFile("model", linear).signature(signature));
        byte[] trees;
        try (var file = SparkScoresTest.class.getResourceAsStream("/trees.json")) {
            trees = Objects.requireNonNull(file).readAllBytes();
        }
        register("trees", ModelPackage.xgboost(trees).signature(signature));
    }

    @AfterAll
    static void close() {
        mlops.close();
    }

    @ParameterizedTest(name = "{0}, seed {1}, {2} partitions")
    @CsvSource({"linear, 1, 1", "linear, 2, 3", "trees, 3, 2", "trees, 4, 5"})
    void scoresHaveTheBitsOfABatchInOneProcess(String model, long seed, int partitions) {
        Table rows = rows(seed, 3_000);
        String stream = "scores-" + model + "-" + seed;
        BatchScorer.named("nightly", mlops)
                .model(model + "@champion")
                .keep(Field.of("id", DataType.STRING))
                .score(Source.of(rows), ScoreSink.stream(mlops.events(), stream));
        Table expected = mlops.events().read(stream, 0, 10_000);

        Dataset<Row> scores = SparkScores.named("nightly", mlops)
                .model(model + "@champion")
                .keep("id")
                .score(DataFrames.of(spark, rows).repartition(partitions));

        Table actual = DataFrames.table(scores.orderBy("id"), expected.schema());
        assertThat(actual.longs("scored").get(0))
                .isEqualTo(expected.longs("scored").get(0));
        assertThat(actual.digest()).as("seed %d", seed).isEqualTo(expected.digest());
    }

    @Test
    void columnsOfAllTypesAreKept() {
        Dataset<Row> rows = DataFrames.of(spark, rows(5, 10))
                .withColumn("tags", functions.map(functions.lit("a"), functions.array(functions.lit(1))))
                .withColumn("price", functions.lit(new BigDecimal("1.10")))
                .withColumn("day", functions.lit(LocalDate.EPOCH));
        Dataset<Row> scores = SparkScores.named("nightly", mlops)
                .model("linear@champion")
                .keep("tags", "price", "day", "hour")
                .score(rows);
        assertThat(scores.columns())
                .containsExactly("tags", "price", "day", "hour", "risk", "error", "version", "scored");
        assertThat(scores.selectExpr("tags['a'][0] AS tag", "price", "CAST(day AS STRING) AS day")
                        .distinct()
                        .collectAsList()
                        .toString())
                .isEqualTo("[[1,1.10,1970-01-01]]");
    }

    @Test
    void whatIsMissingIsToldBeforeSparkRuns() {
        Dataset<Row> rows = DataFrames.of(spark, rows(6, 10));
        SparkScores scores = SparkScores.named("nightly", mlops).model("linear@champion");
        assertThatThrownBy(() -> scores.score(rows.drop("hour", "delay")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no columns 'hour', 'delay'");
        assertThatThrownBy(() -> scores.keep("nothing").score(rows))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("no column 'nothing' to keep");
        assertThatThrownBy(() -> scores.keep("risk").score(rows.withColumn("risk", functions.lit(1))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'risk' cannot be kept");
        assertThatThrownBy(() -> SparkScores.named("nightly", mlops).score(rows))
                .isInstanceOf(NotFoundException.class);
    }

    private static void register(String name, ModelPackage contents) {
        ModelVersion version = mlops.registry().register(name, contents);
        mlops.registry().alias(name, "champion").moveTo(version, "first");
    }

    private static Table rows(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        Table.Builder table = Table.builder(Schema.of(
                Field.of("id", DataType.STRING),
                Field.nullable("hour", DataType.FLOAT64),
                Field.nullable("delay", DataType.INT64),
                Field.nullable("distance", DataType.FLOAT64)));
        for (int row = 0; row < count; row++) {
            table.add(
                    "row " + (100_000 + row),
                    random.nextInt(9) == 0 ? null : (Object) random.nextDouble(24),
                    random.nextInt(9) == 0 ? null : random.nextLong(-50, 150),
                    random.nextInt(9) == 0 ? Double.NaN : random.nextDouble(3_000));
        }
        return table.build();
    }
}
