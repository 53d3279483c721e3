// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.decayedMean;
import static org.mlops4j.features.Features.hourOf;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.lastK;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.median;
import static org.mlops4j.features.Features.request;
import static org.mlops4j.features.Features.stddev;
import static org.mlops4j.features.Features.timeSinceLast;
import static org.mlops4j.features.Features.tumbling;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureStatus;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.expect.ExpectationReport;
import org.mlops4j.features.store.FeatureCatalogue;
import org.mlops4j.features.store.FeaturePlan;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.serving.PredictionStreams;

/** The code of the guide to features. */
class FeaturesGuideTest {

    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

    /** An event of the guide. */
    record Flight(String origin, String carrier, Instant departed, Instant landed, double delay) {}

    @TempDir
    private Path directory;

    @Test
    void featuresOnceForTrainingAndServing() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            FeatureView departures = FeatureView.named("departures")
                    .entity("airport", "origin")
                    .from(Flight.class)
                    .eventTime("departed")
                    .availableAt("landed")
                    .ttl(days(2))
                    .identifiedBy("origin", "carrier", "departed")
                    .feature("late_share_3h", mean(col("delay").gt(15)).over(hours(3)))
                    .feature("median_delay_24h", median(col("delay")).over(hours(24)))
                    .feature("delay_spread_24h", stddev(col("delay")).over(hours(24)))
                    .feature("flights_last_hour", count().over(tumbling(hours(1))))
                    .feature("delay_lately", decayedMean(col("delay"), hours(1)))
                    .feature("last_delays", lastK(col("delay"), 3))
                    .featureBy("flights_24h", "carrier", List.of("AA", "UA"), count().over(hours(24)))
                    .feature("since_last", timeSinceLast())
                    .description("How punctual an airport is")
                    .owner("ground-operations")
                    .tags("delay")
                    .build();

            FeatureService service = FeatureService.of(
                            "late-flights",
                            departures,
                            request("hour", hourOf("departed", ZoneId.of("America/Chicago"))),
                            request("distance"),
                            request("worse_than_usual", col("delay_lately").minus(col("median_delay_24h"))))
                    .select("late_share_3h", "worse_than_usual", "hour", "distance");

            features.plan(service).print().apply();

            List<Flight> flights = flights();
            features.push("departures", Table.of(Flight.class, flights));
            features.push(
                    "departures", Row.of(Schema.of(Flight.class), "ORD", "DL", START, START.plusSeconds(7_200), 22.0));

            ExpectationReport again = features.push("departures", Table.of(Flight.class, flights));
            assertThat(again.repeated()).isEqualTo(flights.size());

            Table labels = Table.builder(Schema.of(
                            Field.of("origin", DataType.STRING),
                            Field.of("departed", DataType.TIMESTAMP),
                            Field.of("distance", DataType.FLOAT64),
                            Field.of("late", DataType.BOOLEAN)))
                    .add("ATL", START.plusSeconds(80_000), 300.0, true)
                    .add("ORD", START.plusSeconds(90_000), 612.0, false)
                    .build();
            TrainingSet training = features.trainingSet(service, labels, "departed");
            System.out.println(training.audit());
            assertThat(training.table().rowCount()).isEqualTo(labels.rowCount());

            VectorReader reader = features.reader(service);
            double[] vector = new double[reader.names().size()];
            Row request = Row.of(reader.request(), "ORD", START.plusSeconds(90_000), 612.0);
            reader.read(request, Times.nanos(START.plusSeconds(90_000)), vector);
            assertThat(vector)
                    .containsExactly(training.inputs().doubles("late_share_3h").get(1), vector[1], vector[2], 612);

            FeatureStatus[] statuses = new FeatureStatus[vector.length];
            reader.read(request, Times.nanos(START.plusSeconds(90_000)), vector, statuses);
            assertThat(statuses).containsOnly(FeatureStatus.PRESENT);

            double[] present = features.vector(service, "ORD", Map.of("departed", START, "distance", 612.0));
            assertThat(present).hasSize(4).endsWith(612);

            features.materialize(service);
            assertThat(features.materialize(service)).isZero();

            String stream = PredictionStreams.predictions("late-flights", reader);
            Schema columns = PredictionStreams.predictions(reader, 1);
            mlops.events().create(stream, columns, PredictionStreams.TIME);
            mlops.events().append(stream, logged(columns, vector));
            System.out.println(features.skew(service, "late-flights", START, START.plusSeconds(100_000)));

            evolve(features, service, departures);
        }
    }

    private static void evolve(FeatureStore features, FeatureService service, FeatureView departures) {
        Digest before = service.digest();
        FeatureService shorter = FeatureService.of("late-flights", departures).select("late_share_3h", "since_last");
        FeaturePlan plan = features.plan(shorter);
        System.out.println(plan.changes());
        System.out.println(plan.pinned());
        plan.apply();

        features.rollback("late-flights", before).apply();
        assertThat(features.service("late-flights")).isEqualTo(service);

        FeatureCatalogue catalogue = features.catalogue();
        catalogue
                .search("delay airport")
                .forEach(entry -> System.out.println(
                        entry.view().name() + " of " + entry.view().about().owner()));
        catalogue
                .withFeature("late_share_3h")
                .forEach(entry -> System.out.println(entry.view().name() + ": " + entry.models("late_share_3h")));
        Page<FeatureCatalogue.Entry> found =
                catalogue.find(Search.of("tag = 'delay' and feature like 'late%' and name != 'arrivals'"));
        assertThat(found.items()).isEqualTo(catalogue.tagged("delay")).hasSize(1);
    }

    private static Table logged(Schema columns, double[] vector) {
        Instant time = START.plusSeconds(90_000);
        return Table.builder(columns)
                .add(
                        "r1",
                        time,
                        "late-flights",
                        1L,
                        "champion",
                        900L,
                        0.25,
                        vector[0],
                        vector[1],
                        vector[2],
                        vector[3],
                        "ORD",
                        time,
                        612.0)
                .build();
    }

    private static List<Flight> flights() {
        List<Flight> flights = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Instant departed = START.plusSeconds(i * 600L);
            flights.add(new Flight(
                    i % 2 == 0 ? "ORD" : "ATL",
                    i % 3 == 0 ? "AA" : "UA",
                    departed,
                    departed.plusSeconds(5_400),
                    i * 7 % 40 - 5));
        }
        return flights;
    }
}
