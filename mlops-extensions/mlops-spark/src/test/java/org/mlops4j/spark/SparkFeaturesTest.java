// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.Features;
import org.mlops4j.features.store.TrainingSet;

class SparkFeaturesTest {

    private static final RandomEvents EVENTS = new RandomEvents(11);
    private static final Table TRIPS = EVENTS.trips(50);
    private static final Table RATINGS = EVENTS.ratings(50);
    private static final Table LABELS = EVENTS.labels(20);

    private final SparkSession spark = LocalSpark.session();

    @Test
    void labelsWithoutEventsKeepTheirRowsAndEventsWithoutLabelsGiveNone() {
        Dataset<Row> labels = DataFrames.of(spark, LABELS);
        SparkFeatures none = features(DataFrames.of(spark, TRIPS.slice(0, 0)), DataFrames.of(spark, RATINGS));
        Table expected = TrainingSet.of(
                        RandomEvents.service(), Map.of("trips", TRIPS.slice(0, 0), "ratings", RATINGS), LABELS, "when")
                .table();
        assertThat(DataFrames.table(none.trainingSet(labels, "when").orderBy("id"), expected.schema())
                        .digest())
                .isEqualTo(expected.digest());
        assertThat(none.trainingSet(labels.limit(0), "when").count()).isZero();
    }

    @Test
    void featuresOfRequestsNeedNoEvents() {
        FeatureService service = FeatureService.of(
                "ratio", Features.request("ratio", Features.col("km").dividedBy(Features.col("zone"))));
        Table expected = TrainingSet.of(service, Map.of(), LABELS, "when").table();
        Dataset<Row> training = SparkFeatures.of(service).trainingSet(DataFrames.of(spark, LABELS), "when");
        assertThat(DataFrames.table(training.orderBy("id"), expected.schema()).digest())
                .isEqualTo(expected.digest());
    }

    @Test
    void whatIsMissingIsToldBeforeSparkRuns() {
        Dataset<Row> labels = DataFrames.of(spark, LABELS);
        Dataset<Row> trips = DataFrames.of(spark, TRIPS);
        SparkFeatures features = SparkFeatures.of(RandomEvents.service()).from("trips", trips);
        assertThatThrownBy(() -> features.trainingSet(labels, "when"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no events of feature view 'ratings'");
        assertThatThrownBy(() -> features.from("nothing", trips))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("it has [trips, ratings]");
        assertThatThrownBy(() -> features.from("ratings", trips))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no columns 'zone', 'stars'");
        assertThatThrownBy(() -> features.from("trips", trips.withColumn("driver", trips.col("seats"))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'driver' of the events of view 'trips' should be string, is BIGINT");
        SparkFeatures complete = features.from("ratings", DataFrames.of(spark, RATINGS));
        assertThatThrownBy(() -> complete.trainingSet(labels.drop("zone", "km"), "when"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("the labels has no columns");
        assertThatThrownBy(() -> complete.trainingSet(labels, "km")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> complete.partitions(0)).isInstanceOf(InvalidException.class);
    }

    @Test
    void aColumnWithTheNameOfAFeatureIsRefusedAsInOneProcess() {
        Dataset<Row> labels = DataFrames.of(spark, LABELS);
        SparkFeatures features = features(DataFrames.of(spark, TRIPS), DataFrames.of(spark, RATINGS));
        assertThatThrownBy(() -> features.trainingSet(labels.withColumn("sum_fare", labels.col("id")), "when"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'sum_fare', which is the name of a feature");
    }

    @Test
    void aValueThatIsWrongIsTheCauseOfTheFailureOfTheJob() {
        Schema nullable = Schema.of(
                Field.of("id", DataType.INT64),
                Field.nullable("driver", DataType.STRING),
                Field.of("zone", DataType.INT64),
                Field.of("when", DataType.TIMESTAMP),
                Field.nullable("km", DataType.FLOAT64));
        Table label =
                Table.builder(nullable).add(1L, null, 2L, Instant.EPOCH, 1.0).build();
        SparkFeatures features = features(DataFrames.of(spark, TRIPS), DataFrames.of(spark, RATINGS));
        assertThatThrownBy(() -> features.trainingSet(DataFrames.of(spark, label), "when")
                        .count())
                .rootCause()
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 'driver': there is no value");
    }

    private static SparkFeatures features(Dataset<Row> trips, Dataset<Row> ratings) {
        return SparkFeatures.of(RandomEvents.service()).from("trips", trips).from("ratings", ratings);
    }
}
