// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.request;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.duckdb.Parquet;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;

/** The code of the page about Spark. */
class SparkGuideTest {

    private static final Instant SIX = Instant.parse("2001-01-01T06:00:00Z");

    private final SparkSession spark = LocalSpark.session();

    @TempDir
    private Path directory;

    @Test
    void fromEventsToScores() {
        Table flights = flights();
        Table planned = planned();
        String departures = directory.resolve("departures").toString();
        DataFrames.of(spark, flights).write().parquet(departures);
        Path trainingFiles = directory.resolve("training");
        Path scoreFiles = directory.resolve("scores");

        FeatureView view = FeatureView.named("departures")
                .entity("airport", "origin")
                .from(Flight.class)
                .eventTime("departed")
                .availableAt("landed")
                .feature("mean_delay_24h", mean(col("delay")).over(hours(24)))
                .feature("flights_7d", count().over(days(7)), 0)
                .build();
        FeatureService service = FeatureService.of("late-flights", view, request("distance"));

        Dataset<Row> labels = DataFrames.of(spark, planned);
        Dataset<Row> training = SparkFeatures.of(service)
                .from("departures", spark.read().parquet(departures))
                .trainingSet(labels, "scheduled");
        training.write().parquet(trainingFiles.toString());

        TrainingSet same = TrainingSet.of(service, Map.of("departures", flights), planned, "scheduled");
        Table inOneProcess = same.table();
        Table onSpark = DataFrames.table(training.orderBy("scheduled"), inOneProcess.schema());
        assertThat(onSpark.digest()).isEqualTo(inOneProcess.digest());

        Dataset<Row> airports = DataFrames.of(spark, planned).select("origin", "distance");
        Dataset<Row> now = SparkFeatures.of(service)
                .from("departures", spark.read().parquet(departures))
                .asOf(airports, Instant.parse("2001-01-02T00:00:00Z"));
        assertThat(now.columns()).containsExactly("origin", "mean_delay_24h", "flights_7d", "distance");

        ReferenceProfile reference = ReferenceProfile.of(same.inputs());
        Profile profile = SparkProfiles.count(reference, spark.read().parquet(trainingFiles.toString()));
        assertThat(profile).isEqualTo(reference.count(same.inputs()));

        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            register(mlops);
            SparkScores.named("nightly", mlops)
                    .model("late-flights@champion")
                    .keep("origin", "scheduled")
                    .score(spark.read().parquet(trainingFiles.toString()))
                    .write()
                    .parquet(scoreFiles.toString());
        }
        Schema scored = Schema.of(Scored.class);
        Table scores = Parquet.in(scoreFiles).table(scored);
        assertThat(scores.rowCount()).isEqualTo(planned.rowCount());
        assertThat(scores.strings("origin").isNull(0)).isFalse();
    }

    private static void register(Mlops mlops) {
        byte[] model = "{\"intercept\": 1, \"coefficients\": [0.1, 0.2, 0.001], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        mlops.registry()
                .alias("late-flights", "champion")
                .moveTo(
                        mlops.registry()
                                .register(
                                        "late-flights",
                                        ModelPackage.of("linear")
                                                .withFile("model", model)
                                                .signature(
                                                        new Signature(Schema.of(Inputs.class), Schema.of(Late.class)))),
                        "first");
    }

    private static Table flights() {
        return Table.of(
                Flight.class,
                List.of(
                        new Flight("ORD", SIX, SIX.plusSeconds(7_200), 12),
                        new Flight("ORD", SIX.plusSeconds(600), SIX.plusSeconds(9_000), 40),
                        new Flight("ATL", SIX, SIX.plusSeconds(3_600), -3)));
    }

    private static Table planned() {
        return Table.of(
                Planned.class,
                List.of(
                        new Planned("ORD", SIX.plusSeconds(1), 733),
                        new Planned("ORD", SIX.plusSeconds(8_000), 733),
                        new Planned("ATL", SIX.plusSeconds(80_000), 210),
                        new Planned("SEA", SIX.plusSeconds(90_000), 99)));
    }

    record Flight(String origin, Instant departed, Instant landed, double delay) {}

    record Planned(String origin, Instant scheduled, double distance) {}

    record Inputs(double mean_delay_24h, double flights_7d, double distance) {}

    record Late(double late) {}

    record Scored(String origin, Instant scheduled) {}
}
