// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.mlops4j.features.Features.bottomK;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.correlation;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.decayedMean;
import static org.mlops4j.features.Features.distinct;
import static org.mlops4j.features.Features.first;
import static org.mlops4j.features.Features.histogram;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.lastEvents;
import static org.mlops4j.features.Features.max;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.median;
import static org.mlops4j.features.Features.request;
import static org.mlops4j.features.Features.session;
import static org.mlops4j.features.Features.stddev;
import static org.mlops4j.features.Features.sum;
import static org.mlops4j.features.Features.timeSinceLast;
import static org.mlops4j.features.Features.tumbling;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

/**
 * Events and labels of a few entities in a short time, so that there are many ties; with nulls, NaN, late events,
 * events that are known only later, labels that are there twice, and entities that have only one or the other.
 */
final class RandomEvents {

    static final Schema TRIPS = Schema.of(
            Field.of("driver", DataType.STRING),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.nullable("fare", DataType.FLOAT64),
            Field.nullable("seats", DataType.INT64),
            Field.nullable("shared", DataType.BOOLEAN),
            Field.nullable("kind", DataType.STRING));
    static final Schema RATINGS = Schema.of(
            Field.of("driver", DataType.STRING),
            Field.of("zone", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.nullable("stars", DataType.FLOAT32));
    static final Schema LABELS = Schema.of(
            Field.of("id", DataType.INT64),
            Field.of("driver", DataType.STRING),
            Field.of("zone", DataType.INT64),
            Field.of("when", DataType.TIMESTAMP),
            Field.nullable("km", DataType.FLOAT64),
            Field.nullable("late", DataType.BOOLEAN));

    private static final long BEGIN = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();
    private static final String[] DRIVERS = {"", "ann", "ben", "it's", "ä\uD83D\uDE00", "NULL", "zoe"};

    private final SplittableRandom random;

    RandomEvents(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static FeatureService service() {
        FeatureView trips = FeatureView.named("trips")
                .entity("driver")
                .from(TRIPS)
                .eventTime("at")
                .availableAt("known")
                .feature("sum_fare", sum(col("fare")).over(Duration.ofMinutes(3)))
                .feature("mean_fare", mean(col("fare").times(1.1)).over(Duration.ofMinutes(9)))
                .feature("sd_fare", stddev(col("fare")))
                .feature("shared_2m", count().where(col("shared")).over(Duration.ofMinutes(2)), 0)
                .feature(
                        "sizes",
                        distinct(col("seats")).where(col("kind").ne("kind 1")).over(tumbling(Duration.ofMinutes(5))))
                .feature("last_fare", last(col("fare")))
                .feature("first_fare", first(col("fare")).over(Duration.ofMinutes(4)))
                .feature("max_of_3", max(col("fare")).over(lastEvents(3)))
                .feature("in_session", count().over(session(Duration.ofSeconds(40), Duration.ofHours(1))))
                .feature("since", timeSinceLast())
                .feature("fares", histogram(col("fare"), -1, 0, 1))
                .feature("decayed", decayedMean(col("fare"), Duration.ofMinutes(1)))
                .build();
        FeatureView ratings = FeatureView.named("ratings")
                .entity("place", "driver", "zone")
                .from(RATINGS)
                .eventTime("at")
                .availableAfter(Duration.ofSeconds(30))
                .ttl(Duration.ofMinutes(6))
                .includeNow()
                .feature("median_stars", median(col("stars")))
                .feature("worst", bottomK(col("stars"), 2))
                .feature("trend", correlation(col("stars"), col("zone")))
                .build();
        return FeatureService.of(
                        "rides",
                        trips,
                        request("km"),
                        ratings,
                        request("per_km", col("sum_fare").then("safe_div", col("km"))),
                        request(
                                "good",
                                col("median_stars").gt(3).or(col("per_km").gt(1))))
                .select(
                        "per_km",
                        "sum_fare",
                        "mean_fare",
                        "sd_fare",
                        "shared_2m",
                        "sizes",
                        "last_fare",
                        "first_fare",
                        "max_of_3",
                        "in_session",
                        "since",
                        "fares_1",
                        "fares_4",
                        "decayed",
                        "median_stars",
                        "worst_1",
                        "worst_2",
                        "trend",
                        "good",
                        "km");
    }

    Table trips(int rows) {
        Table.Builder table = Table.builder(TRIPS);
        for (int row = 0; row < rows; row++) {
            Instant at = time();
            Instant known = random.nextInt(3) == 0 ? at.plusSeconds(random.nextInt(200)) : at;
            table.add(
                    driver(),
                    at,
                    known,
                    number(),
                    random.nextInt(6) == 0 ? null : random.nextLong(5),
                    random.nextInt(6) == 0 ? null : random.nextBoolean(),
                    random.nextInt(6) == 0 ? null : "kind " + random.nextInt(4));
        }
        return table.build();
    }

    Table ratings(int rows) {
        Table.Builder table = Table.builder(RATINGS);
        for (int row = 0; row < rows; row++) {
            table.add(
                    driver(),
                    random.nextLong(3),
                    time(),
                    random.nextInt(6) == 0 ? null : (Object) (float) random.nextInt(6));
        }
        return table.build();
    }

    Table labels(int rows) {
        Table.Builder table = Table.builder(LABELS);
        for (int row = 0; row < rows; row++) {
            table.add((long) row, driver(), random.nextLong(3), time(), number(), random.nextBoolean());
        }
        return table.build();
    }

    private String driver() {
        return DRIVERS[random.nextInt(DRIVERS.length - 1) + random.nextInt(2)];
    }

    /** In tenths of a second; many are equal. */
    private Instant time() {
        return Instant.ofEpochSecond(BEGIN + random.nextInt(900), random.nextInt(4) * 1_000L);
    }

    private @Nullable Double number() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> Double.NaN;
            case 2 -> -0.0;
            case 3 -> 1e17;
            default -> random.nextDouble(-2, 2);
        };
    }
}
