// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.mlops4j.features.Features.approximateDistinct;
import static org.mlops4j.features.Features.bottomK;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.correlation;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.decayedMean;
import static org.mlops4j.features.Features.hopping;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.lastEvents;
import static org.mlops4j.features.Features.lit;
import static org.mlops4j.features.Features.max;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.median;
import static org.mlops4j.features.Features.min;
import static org.mlops4j.features.Features.ratio;
import static org.mlops4j.features.Features.request;
import static org.mlops4j.features.Features.session;
import static org.mlops4j.features.Features.stddev;
import static org.mlops4j.features.Features.sum;
import static org.mlops4j.features.Features.timeSinceLast;
import static org.mlops4j.features.Features.topK;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

/**
 * Random events and labels of a service, small enough for a naive oracle and dense enough for every edge: composite
 * keys that look alike when glued, equal times, duplicates, late and early availability, nulls, NaN, infinities, signed
 * zeros, filters and buckets.
 */
final class Scenario {

    static final Schema EVENTS = Schema.of(
            Field.of("x", DataType.INT64),
            Field.of("y", DataType.STRING),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("known", DataType.TIMESTAMP),
            Field.nullable("value", DataType.FLOAT64),
            Field.nullable("flag", DataType.BOOLEAN));

    static final Schema LABELS = Schema.of(
            Field.of("id", DataType.INT64),
            Field.of("y", DataType.STRING),
            Field.of("x", DataType.INT64),
            Field.of("time", DataType.TIMESTAMP),
            Field.nullable("amount", DataType.FLOAT64));

    private static final long[] X = {1, 12, 2, -1};
    private static final String[] Y = {"23", "3", "", "2"};
    private static final double[] ODD = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, 1e300, -1e300
    };

    final FeatureView pairs;
    final FeatureView singles;
    /** With windows that hold the present instant. */
    final FeatureView upToNow;
    /** Functions that are no more than near the truth, to be compared with themselves. */
    final FeatureView sketches;

    final FeatureService service;
    final List<Object[]> events = new ArrayList<>();
    final List<Object[]> labels = new ArrayList<>();

    Scenario(long seed) {
        Random random = new Random(seed);
        long span = random.nextBoolean() ? 40 : 4_000;
        Duration shortWindow = Duration.ofNanos(1 + random.nextInt(5));
        Duration longWindow = Duration.ofNanos(1 + random.nextInt((int) span));
        FeatureView.Builder view = FeatureView.named("pairs");
        if (random.nextBoolean()) {
            view.ttl(Duration.ofNanos(1 + random.nextInt((int) span)));
        }
        pairs = view.entity("pair", "x", "y")
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known")
                .feature("count_short", count().over(shortWindow))
                .feature("count", count())
                .feature("sum_short", sum(col("value")).over(shortWindow))
                .feature("sum_long", sum(col("value")).over(longWindow))
                .feature("sum", sum(col("value")))
                .feature("mean_long", mean(col("value").gt(0.5)).over(longWindow))
                .feature("min_short", min(col("value")).over(shortWindow))
                .feature("min_long", min(col("value")).over(longWindow))
                .feature("max_long", max(col("value")).over(longWindow), -7)
                .feature("max", max(col("value")))
                .feature("min", min(col("value")))
                .feature("last_long", last(col("value")).over(longWindow))
                .feature("last", last(col("value")))
                .feature("since", timeSinceLast())
                .feature("since_long", timeSinceLast().over(longWindow))
                .feature("ratio_long", ratio(col("value"), col("flag")).over(longWindow))
                .feature("correlation", correlation(col("value"), col("flag")))
                .feature("flagged", count().where(col("flag")).over(longWindow))
                .feature(
                        "sum_flagged",
                        sum(col("value")).where(col("flag").and(col("value").gt(0))))
                .feature("top", topK(col("value"), 2))
                .feature("bottom_flagged", bottomK(col("value"), 3).where(col("flag")))
                .build();
        singles = FeatureView.named("singles")
                .entity("x", DataType.INT64)
                .from(EVENTS)
                .eventTime("at")
                .availableAfter(Duration.ofNanos(random.nextInt(4)))
                .feature("x_mean", mean(col("value").times(lit(0.1))).over(longWindow))
                .feature("x_unset", count().where(col("value").isNull()))
                .featureBy("x_count", "y", List.of("23", "3"), count().over(longWindow))
                .featureBy("x_last", "y", List.of("3"), last(col("value")).where(col("flag")))
                .build();
        upToNow = FeatureView.named("up_to_now")
                .entity("x", DataType.INT64)
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known")
                .includeNow()
                .feature("now_count", count().over(shortWindow))
                .feature("now_sum", sum(col("value")).where(col("flag")).over(longWindow))
                .feature("now_since", timeSinceLast())
                .build();
        sketches = FeatureView.named("sketches")
                .entity("pair", "x", "y")
                .from(EVENTS)
                .eventTime("at")
                .availableAt("known")
                .ttl(Duration.ofNanos(span / 2))
                .feature("median", median(col("value")).over(longWindow))
                .feature("about", approximateDistinct(col("value")))
                .feature("lately", decayedMean(col("value"), Duration.ofMillis(1)))
                .feature("newest", mean(col("value")).over(lastEvents(3)))
                .feature("together", count().over(session(shortWindow, longWindow)))
                .feature(
                        "spread",
                        stddev(col("value")).where(col("value").lt(1e6)).over(hopping(longWindow, shortWindow)))
                .build();
        service = FeatureService.of(
                "scenario",
                pairs,
                request("last_known", col("last").isNull().not()),
                singles,
                request("amount"),
                request("share", col("sum_long").dividedBy(col("sum").plus(col("amount")))),
                upToNow,
                sketches);
        int size = 1 + random.nextInt(120);
        for (int i = 0; i < size; i++) {
            events.add(event(random, span));
            if (random.nextInt(8) == 0) {
                events.add(events.get(random.nextInt(events.size())).clone());
            }
        }
        for (int i = 0; i < 60; i++) {
            labels.add(new Object[] {
                (long) i,
                Y[random.nextInt(Y.length)],
                X[random.nextInt(X.length)],
                random.nextLong(span + 10) - 5,
                random.nextInt(5) == 0 ? null : random.nextGaussian()
            });
        }
        Collections.shuffle(events, random);
    }

    private static Object[] event(Random random, long span) {
        long at = random.nextLong(span);
        long late = random.nextInt(3) == 0 ? 0 : random.nextLong(span / 2) - 2;
        return new Object[] {
            X[random.nextInt(3)],
            Y[random.nextInt(3)],
            at,
            at + late,
            value(random),
            switch (random.nextInt(3)) {
                case 0 -> null;
                case 1 -> true;
                default -> false;
            }
        };
    }

    private static Double value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> ODD[random.nextInt(ODD.length)];
            case 2, 3 -> (double) (random.nextInt(7) - 3);
            case 4 -> random.nextGaussian() * 1e17;
            default -> random.nextGaussian();
        };
    }

    Table eventTable() {
        return table(EVENTS, events);
    }

    /** {@return the events of each view, which are the same} */
    Map<String, Table> history() {
        Table table = eventTable();
        return service.views().stream().collect(Collectors.toMap(FeatureView::name, view -> table));
    }

    Table labelTable() {
        return table(LABELS, labels);
    }

    static Table table(Schema schema, List<Object[]> rows) {
        Table.Builder table = Table.builder(schema);
        rows.forEach(table::add);
        return table.build();
    }
}
