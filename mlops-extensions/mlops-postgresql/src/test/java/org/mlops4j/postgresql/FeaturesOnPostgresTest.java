// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.Features.stddev;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.store.FeatureStore;

/** Definitions, events and states in PostgreSQL give the bits that the embedded store gives. */
class FeaturesOnPostgresTest {

    private static final Schema FLIGHTS = Schema.of(
            Field.of("origin", DataType.STRING),
            Field.of("number", DataType.INT64),
            Field.of("departed", DataType.TIMESTAMP),
            Field.of("landed", DataType.TIMESTAMP),
            Field.nullable("delay", DataType.FLOAT64));

    private static final FeatureView DEPARTURES = FeatureView.named("departures")
            .entity("origin", DataType.STRING)
            .from(FLIGHTS)
            .eventTime("departed")
            .availableAt("landed")
            .identifiedBy("number")
            .feature("late_share_3h", mean(col("delay").gt(15)).over(hours(3)))
            .feature("flights_30m", count().over(minutes(30)))
            .feature("mean_delay", mean(col("delay")))
            .feature("delay_deviation_3h", stddev(col("delay")).over(hours(3)))
            .build();

    private static final FeatureService SERVICE = FeatureService.of("late-flights", DEPARTURES);
    private static final Instant START = Instant.parse("2001-01-01T06:00:00Z");
    private static final long READ_AT = Times.nanos(START.plus(Duration.ofHours(40)));
    private static final int AIRPORTS = 40;
    private static final int ROWS = 3_000;
    private static final long SEED = 17;

    @TempDir
    private Path scratch;

    @Test
    void theBitsAreThoseOfTheEmbeddedStore() {
        Table flights = flights();
        long[] embedded;
        try (Mlops mlops = Mlops.open(scratch.resolve("embedded"))) {
            embedded = served(mlops, flights);
        }
        try (PostgresStores stores = TestServer.open(scratch);
                Mlops mlops = mlops(stores)) {
            assertThat(served(mlops, flights)).as("seed %d", SEED).containsExactly(embedded);
        }
        try (PostgresStores stores = TestServer.open(scratch);
                Mlops mlops = mlops(stores);
                FeatureStore features = FeatureStore.on(mlops, 1)) {
            assertThat(features.service("late-flights")).isEqualTo(SERVICE);
            assertThat(vectors(features)).as("reopened, seed %d", SEED).containsExactly(embedded);
            // What is pushed again is known, and what was put in force is there already.
            assertThat(features.push("departures", flights).repeated()).isEqualTo(ROWS);
            assertThat(features.plan(SERVICE).isEmpty()).isTrue();
            assertThat(vectors(features)).containsExactly(embedded);
        }
    }

    private Mlops mlops(PostgresStores stores) {
        return Mlops.builder()
                .metadata(stores.metadata())
                .series(stores.series())
                .events(stores.events())
                .online(stores.online())
                .directory(scratch.resolve("files"))
                .open();
    }

    /** One entity is in memory, so that nearly all reads ask the store. */
    private static long[] served(Mlops mlops, Table flights) {
        try (FeatureStore features = FeatureStore.on(mlops, 1)) {
            features.apply(SERVICE);
            for (int from = 0; from < ROWS; from += 500) {
                features.push("departures", flights.slice(from, from + 500));
                features.materialize(SERVICE);
            }
            return vectors(features);
        }
    }

    private static long[] vectors(FeatureStore features) {
        VectorReader reader = features.reader(SERVICE);
        List<Long> bits = new ArrayList<>();
        double[] vector = new double[reader.names().size()];
        for (int airport = 0; airport <= AIRPORTS; airport++) {
            Row request = Row.of(reader.request(), "airport " + airport);
            reader.read(request, READ_AT, vector);
            for (double value : vector) {
                bits.add(Double.doubleToRawLongBits(value));
            }
        }
        return bits.stream().mapToLong(Long::longValue).toArray();
    }

    private static Table flights() {
        Random random = new Random(SEED);
        Table.Builder table = Table.builder(FLIGHTS);
        for (int i = 0; i < ROWS; i++) {
            Instant departed = START.plusSeconds(i * 45L + random.nextInt(600));
            Instant landed = departed.plusSeconds(1_800 + random.nextInt(7_200));
            Double delay = random.nextInt(10) == 0 ? null : (Double) (random.nextDouble() * 80 - 20);
            table.add("airport " + random.nextInt(AIRPORTS), i, departed, landed, delay);
        }
        return table.build();
    }
}
