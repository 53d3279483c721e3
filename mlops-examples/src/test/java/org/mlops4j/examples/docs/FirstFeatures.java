// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.request;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.TrainingSet;

public final class FirstFeatures {

    record Flight(String carrier, String origin, Instant departed, Instant landed, double delay) {}

    record Label(String origin, Instant scheduled, double distance, boolean late) {}

    private FirstFeatures() {}

    public static void main(String[] arguments) {
        run(Path.of("flights.csv"), Path.of("mlops"));
    }

    static void run(Path flights, Path directory) {
        FeatureView departures = FeatureView.named("departures")
                .entity("airport", "origin")
                .from(Flight.class)
                .eventTime("departed")
                .availableAt("landed") // a delay is not known before landing
                .feature("mean_delay_24h", mean(col("delay")).over(hours(24)))
                .feature("flights", count())
                .build();
        FeatureService service = FeatureService.of("late-flights", departures, request("distance"));

        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            features.plan(service).print().apply();
            System.out.println(features.push("departures", Csv.of(flights)));

            Instant noon = Instant.parse("2026-03-01T12:00:00Z");
            List<Label> labels = List.of(
                    new Label("ORD", noon, 612, true),
                    new Label("ORD", Instant.parse("2026-03-01T09:00:00Z"), 612, false));
            TrainingSet training = features.trainingSet(service, Table.of(Label.class, labels), "scheduled");
            training.audit();
            System.out.println("training "
                    + Arrays.toString(
                            training.inputs().doubles("mean_delay_24h").toArray()));

            VectorReader reader = features.reader(service);
            double[] vector = new double[reader.names().size()];
            reader.read(Row.of(reader.request(), "ORD", 612.0), Times.nanos(noon), vector);
            System.out.println("serving " + reader.names() + " " + Arrays.toString(vector));
        }
    }
}
