// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.serving.Deployment;

/**
 * The service that the model lives in: asks for a prediction when a flight leaves, and tells the feature store and the
 * deployment what happened when it has landed.
 */
final class LiveAirports implements Replay.Observer {

    private final Deployment deployment;
    private final FeatureStore features;
    private final Table flights;
    private final Table requests;
    private final Table traffic;
    private final List<FeatureView> outcomeViews =
            List.of(Definitions.OUTCOMES, Definitions.ROUTE, Definitions.ARRIVALS);
    private final List<Table> outcomes;
    private final Consumer<Instant> everyMidnight;
    private UnaryOperator<Row> caller = UnaryOperator.identity();
    private long predictions;
    private long refused;

    LiveAirports(Deployment deployment, FeatureStore features, Table flights, Consumer<Instant> everyMidnight) {
        this.deployment = deployment;
        this.features = features;
        this.flights = flights;
        this.requests = flights.select(Definitions.SERVICE.request().names());
        this.traffic = Definitions.events(Definitions.TRAFFIC, flights);
        this.outcomes = outcomeViews.stream()
                .map(view -> Definitions.events(view, flights))
                .toList();
        this.everyMidnight = everyMidnight;
    }

    /** From now on requests are what this makes of them. */
    void callThrough(UnaryOperator<Row> newCaller) {
        this.caller = newCaller;
    }

    @Override
    public void departs(int flight) {
        try {
            deployment.predict(id(flight), caller.apply(requests.row(flight)));
            predictions++;
        } catch (RejectedException stopped) {
            refused++;
        }
        features.push(Definitions.TRAFFIC.name(), traffic.row(flight));
    }

    @Override
    public void lands(int flight) {
        for (int i = 0; i < outcomes.size(); i++) {
            features.push(outcomeViews.get(i).name(), outcomes.get(i).row(flight));
        }
        deployment.label(id(flight), flights.doubles("delay").get(flight) > Flights.LATE_MINUTES ? 1 : 0);
    }

    @Override
    public void midnight(Instant day) {
        everyMidnight.accept(day);
    }

    long predictions() {
        return predictions;
    }

    /** {@return how many flights left while the deployment was stopped} */
    long refused() {
        return refused;
    }

    private String id(int flight) {
        String id = flights.strings("flight").get(flight);
        return id == null ? "" : id;
    }
}
