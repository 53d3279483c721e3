// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.store.TrainingSet;

class SparkFeaturesPropertyTest {

    private static final FeatureService RIDES = RandomEvents.service();

    private final SparkSession spark = LocalSpark.session();

    @ParameterizedTest(name = "seed {0}, {1} partitions out of {2}")
    @CsvSource({"1, 1, 1", "2, 2, 5", "3, 7, 2", "4, 5, 3"})
    void aTrainingSetHasTheBitsOfTheOneInOneProcess(long seed, int partitions, int before) {
        RandomEvents random = new RandomEvents(seed);
        Table trips = random.trips(1_500);
        Table ratings = random.ratings(800);
        Table labels = random.labels(400);
        TrainingSet expected = TrainingSet.of(RIDES, Map.of("trips", trips, "ratings", ratings), labels, "when");

        Dataset<Row> training = SparkFeatures.of(RIDES)
                .partitions(partitions)
                .from("trips", DataFrames.of(spark, trips).repartition(before))
                .from("ratings", DataFrames.of(spark, ratings).repartition(before + 1))
                .trainingSet(DataFrames.of(spark, labels).repartition(before), "when");

        assertThat(training.columns())
                .containsExactly(expected.table().schema().names().toArray(String[]::new));
        Table actual = DataFrames.table(training.orderBy("id"), expected.table().schema());
        for (String feature : RIDES.featureNames()) {
            assertThat(bits(actual, feature))
                    .as("seed %d, feature %s", seed, feature)
                    .isEqualTo(bits(expected.table(), feature));
        }
        assertThat(actual.digest()).isEqualTo(expected.table().digest());
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"5"})
    void featuresAsOfATimeAreThoseOfLabelsAtThatTime(long seed) {
        RandomEvents random = new RandomEvents(seed);
        Table trips = random.trips(1_000);
        Table ratings = random.ratings(500);
        Table entities = random.labels(60).without("when");
        Instant time = Instant.parse("2026-03-01T00:10:00.000000001Z");
        long[] times = new long[entities.rowCount()];
        Arrays.fill(times, Times.nanos(time));
        TrainingSet expected = TrainingSet.of(
                RIDES,
                Map.of("trips", trips, "ratings", ratings),
                entities.with(Field.of("t", DataType.TIMESTAMP), LongColumn.ofTimes(times)),
                "t");
        Dataset<Row> features = SparkFeatures.of(RIDES)
                .from("trips", DataFrames.of(spark, trips))
                .from("ratings", DataFrames.of(spark, ratings))
                .asOf(DataFrames.of(spark, entities), time);
        Table actual = DataFrames.table(
                features.orderBy("id"), expected.table().without("t").schema());
        assertThat(actual.digest())
                .as("seed %d", seed)
                .isEqualTo(expected.table().without("t").digest());
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"6"})
    void keysAndTimesMeetWhateverTypesOfSparkHoldThem(long seed) {
        RandomEvents random = new RandomEvents(seed);
        Table trips = random.trips(800);
        Table ratings = random.ratings(800);
        Table labels = random.labels(200);
        TrainingSet expected = TrainingSet.of(RIDES, Map.of("trips", trips, "ratings", ratings), labels, "when");
        Dataset<Row> nanos = DataFrames.of(spark, labels)
                .withColumn("when", functions.unix_micros(functions.col("when")).multiply(1_000L))
                .withColumn("zone", functions.col("zone").cast("short"))
                .withColumn("of another type", functions.array(functions.lit(1)))
                .withColumn("driver", functions.expr("collate(driver, 'UTF8_LCASE')"));
        Dataset<Row> training = SparkFeatures.of(RIDES)
                .from(
                        "trips",
                        DataFrames.of(spark, trips)
                                .withColumn("seats", functions.col("seats").cast("byte")))
                .from(
                        "ratings",
                        DataFrames.of(spark, ratings)
                                .withColumn("zone", functions.col("zone").cast("int")))
                .trainingSet(nanos, "when");
        assertThat(training.columns()).contains("of another type");
        Schema wanted = expected.table().schema();
        Table actual = DataFrames.table(training.orderBy("id").drop("of another type"), wanted);
        assertThat(actual.digest())
                .as("seed %d", seed)
                .isEqualTo(expected.table().digest());
    }

    private static long[] bits(Table table, String column) {
        double[] values = table.doubles(column).toArray();
        long[] bits = new long[values.length];
        for (int row = 0; row < bits.length; row++) {
            bits[row] = Double.doubleToRawLongBits(values[row]);
        }
        return bits;
    }
}
