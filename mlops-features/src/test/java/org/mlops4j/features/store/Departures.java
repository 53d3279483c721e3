// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hourOf;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.Features.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

/** Random flights of two airports, and a service of features from them. */
final class Departures {

    static final Schema FLIGHTS = Schema.of(
            Field.of("origin", DataType.STRING),
            Field.of("departed", DataType.TIMESTAMP),
            Field.of("landed", DataType.TIMESTAMP),
            Field.nullable("delay", DataType.FLOAT64));

    static final FeatureView DEPARTURES = FeatureView.named("departures")
            .entity("origin", DataType.STRING)
            .from(FLIGHTS)
            .eventTime("departed")
            .availableAt("landed")
            .feature("late_share_3h", mean(col("delay").gt(15)).over(hours(3)))
            .feature("flights_30m", count().over(minutes(30)))
            .feature("flights", count())
            .build();

    static final FeatureService SERVICE = FeatureService.of(
            "late-flights", DEPARTURES, request("hour", hourOf("scheduled", ZoneId.of("America/Chicago"))));

    static final Instant START = Instant.parse("2001-01-01T06:00:00Z");

    private Departures() {}

    static Table flights(int size, long seed) {
        Random random = new Random(seed);
        Table.Builder table = Table.builder(FLIGHTS);
        for (int i = 0; i < size; i++) {
            Instant departed = START.plusSeconds(i * 20L + random.nextInt(600));
            Instant landed = departed.plusSeconds(1_800 + random.nextInt(7_200));
            Double delay = random.nextInt(10) == 0 ? null : (Double) (double) (random.nextInt(80) - 20);
            table.add(random.nextBoolean() ? "ORD" : "ATL", departed, landed, delay);
        }
        return table.build();
    }

    static Table requests(int size) {
        Table.Builder table = Table.builder(Schema.of(
                Field.of("origin", DataType.STRING),
                Field.of("scheduled", DataType.TIMESTAMP),
                Field.of("time", DataType.TIMESTAMP)));
        for (int i = 0; i < size; i++) {
            Instant time = START.plusSeconds(3_600 + i * 45L);
            table.add(i % 3 == 0 ? "ATL" : i % 3 == 1 ? "ORD" : "XXX", time.minusSeconds(60), time);
        }
        return table.build();
    }
}
