// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.mlops4j.features.Expectation.that;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hourOf;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.lastEvents;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.request;
import static org.mlops4j.features.Features.streak;
import static org.mlops4j.features.Features.timeSinceLast;
import static org.mlops4j.features.Features.weekdayOf;

import java.time.ZoneId;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Table;
import org.mlops4j.features.Aggregation;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

/** What the model of late flights looks at: defined once, for training and for serving. */
final class Definitions {

    private static final Aggregation LATE = mean(col("delay").gt(Flights.LATE_MINUTES));

    /** What happened to the flights of an airport. A delay is known when the flight has landed, and not before. */
    static final FeatureView OUTCOMES =
            outcomes("outcomes").availableAt("landed").build();

    /** The same, by somebody who forgot that: at departure it sees delays of flights that are still in the air. */
    static final FeatureView LEAKING_OUTCOMES = outcomes("leaking_outcomes").build();

    /** What happened on a route. */
    static final FeatureView ROUTE = route("route").availableAt("landed").build();

    /** The same with the same mistake. */
    static final FeatureView LEAKING_ROUTE = route("leaking_route").build();

    /** What happened to the flights bound for an airport, wherever they came from. */
    static final FeatureView ARRIVALS = FeatureView.named("arrivals")
            .entity("bound_for", "destination")
            .from(Flights.SCHEMA.select(List.of("destination", "departed", "landed", "delay")))
            .eventTime("departed")
            .availableAt("landed")
            .feature("bound_late_share_3h", LATE.over(hours(3)))
            .feature("bound_mean_delay_3h", mean(col("delay")).over(hours(3)))
            .build();

    /** How busy an airport is, which is known at once. */
    static final FeatureView TRAFFIC = FeatureView.named("traffic")
            .entity("airport", "origin")
            .from(Flights.SCHEMA.select(List.of("origin", "departed")))
            .eventTime("departed")
            .feature("departures_1h", count().over(hours(1)))
            .feature("departures_3h", count().over(hours(3)))
            .feature("since_last", timeSinceLast())
            .build();

    /** What the model is trained on and served with. */
    static final FeatureService SERVICE = service("late-flights", OUTCOMES, ROUTE);

    /** What it would be with the mistake. */
    static final FeatureService LEAKING_SERVICE = service("late-flights-leaking", LEAKING_OUTCOMES, LEAKING_ROUTE);

    private Definitions() {}

    /** {@return the events of a view out of the flights} */
    static Table events(FeatureView view, Table flights) {
        return flights.select(view.source().names());
    }

    private static FeatureView.Builder outcomes(String name) {
        return FeatureView.named(name)
                .entity("airport", "origin")
                .from(Flights.SCHEMA.select(List.of("origin", "departed", "landed", "delay")))
                .eventTime("departed")
                .expect(that(col("landed").ge(col("departed"))))
                .feature("late_share_1h", LATE.over(hours(1)))
                .feature("late_share_3h", LATE.over(hours(3)))
                .feature("late_share_24h", LATE.over(hours(24)))
                .feature("late_share_last_10", LATE.over(lastEvents(10)))
                .feature("mean_delay_1h", mean(col("delay")).over(hours(1)))
                .feature("mean_delay_3h", mean(col("delay")).over(hours(3)))
                .feature("mean_delay_24h", mean(col("delay")).over(hours(24)))
                .feature("late_streak", streak(col("delay").gt(Flights.LATE_MINUTES)));
    }

    private static FeatureView.Builder route(String name) {
        return FeatureView.named(name)
                .entity("route", "origin", "destination")
                .from(Flights.SCHEMA.select(List.of("origin", "destination", "departed", "landed", "delay")))
                .eventTime("departed")
                .feature("route_late_share_24h", LATE.over(hours(24)))
                .feature("route_mean_delay_24h", mean(col("delay")).over(hours(24)))
                .feature("route_flights_24h", count().over(hours(24)));
    }

    private static FeatureService service(String name, FeatureView outcomes, FeatureView route) {
        ZoneId central = ZoneId.of("America/Chicago");
        return FeatureService.of(
                name,
                outcomes,
                route,
                ARRIVALS,
                TRAFFIC,
                request("hour", hourOf("departed", central)),
                request("weekday", weekdayOf("departed", central)),
                request("distance", DataType.FLOAT64),
                request("from_atlanta", col("origin").eq("ATL")),
                request("from_boston", col("origin").eq("BOS")),
                request("from_chicago", col("origin").eq("ORD")));
    }
}
