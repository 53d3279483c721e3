// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.experiment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.EventLog;

/**
 * What the routes of a deployment earned, by logged predictions and their labels, and how likely each is the best.
 * Immutable.
 *
 * <pre>{@code
 * RouteRewards rewards = RouteRewards.of(mlops, "offers", reader, begin, end);
 * System.out.println(rewards);
 * deployment.change(Bandit.thompson().on(rewards), "after " + rewards);
 * }</pre>
 *
 * <p>A reward is the label of a request, from 0 to 1, such as 1 for an offer that was taken. What the shadow and the
 * fallback answered is no reward of theirs, and what a caller asked of a version of its choice is none of a route.
 */
public final class RouteRewards {

    /** Posteriors are compared at so many quantiles of each. */
    private static final int QUANTILES = 500;

    private static final Set<String> UNCHOSEN = Set.of(Routing.SHADOW, Routing.FALLBACK, Routing.DIRECT);

    private final List<RouteReward> routes;

    private RouteRewards(List<RouteReward> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * {@return the rewards of these routes}
     *
     * @throws InvalidException if a route is there twice, or there is none
     */
    public static RouteRewards of(List<RouteReward> routes) {
        if (routes.isEmpty()
                || routes.stream().map(RouteReward::route).distinct().count() < routes.size()) {
            throw new InvalidException("rewards are of one or more different routes, got " + routes);
        }
        return new RouteRewards(routes);
    }

    /**
     * {@return the rewards of the routes that made the predictions of some time} Labels count however late they came;
     * of several labels of a request, the last. Costs a pass over both streams, and memory for the request ids.
     *
     * @param features what the deployment reads its features by: {@link VectorReader#of} the inputs if nothing else was
     *     said
     * @param from the time of the first prediction that counts
     * @param to behind the last
     * @throws InvalidException if no prediction has a label yet, or a label is not from 0 to 1
     */
    public static RouteRewards of(Mlops mlops, String deployment, VectorReader features, Instant from, Instant to) {
        EventLog events = mlops.events();
        Map<String, String> routeOf = new HashMap<>();
        table(events, PredictionStreams.predictions(deployment, features), from, to)
                .ifPresent(predictions -> routes(predictions, routeOf));
        Map<String, Double> labels = new HashMap<>();
        table(events, PredictionStreams.labels(deployment), from, Instant.MAX)
                .ifPresent(rows -> labels(rows, routeOf, labels));
        SortedMap<String, List<Double>> rewards = new TreeMap<>();
        labels.forEach((request, label) -> rewards.computeIfAbsent(
                        String.valueOf(routeOf.get(request)), route -> new ArrayList<>())
                .add(label));
        if (rewards.isEmpty()) {
            throw new InvalidException(
                    "no prediction of deployment '" + deployment + "' from " + from + " to " + to + " has a label yet");
        }
        List<RouteReward> routes = new ArrayList<>();
        rewards.forEach((route, all) -> routes.add(new RouteReward(route, all.size(), total(all))));
        return new RouteRewards(routes);
    }

    /** {@return the routes in the order of their names, or in that in which they were given} */
    public List<RouteReward> routes() {
        return routes;
    }

    /**
     * {@return how likely it is for each route, by its index, that its mean reward is the greatest, given what it
     * earned} Each mean has the posterior of {@link RouteReward}; the integral over them is computed at
     * {@value #QUANTILES} quantiles, so there is no randomness. (W. R. Thompson, Biometrika 25 (1933).)
     */
    public double[] likelihoodsOfBest() {
        double[] likelihoods = new double[routes.size()];
        double sum = 0;
        for (int route = 0; route < likelihoods.length; route++) {
            double total = 0;
            for (int quantile = 0; quantile < QUANTILES; quantile++) {
                double mean = routes.get(route).posterior().inverseCumulativeProbability((quantile + 0.5) / QUANTILES);
                double greatest = 1;
                for (int other = 0; other < likelihoods.length; other++) {
                    greatest *=
                            other == route ? 1 : routes.get(other).posterior().cumulativeProbability(mean);
                }
                total += greatest;
            }
            likelihoods[route] = total / QUANTILES;
            sum += likelihoods[route];
        }
        for (int route = 0; route < likelihoods.length; route++) {
            likelihoods[route] /= sum;
        }
        return likelihoods;
    }

    @Override
    public String toString() {
        double[] likelihoods = likelihoodsOfBest();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < routes.size(); i++) {
            RouteReward reward = routes.get(i);
            text.append(i == 0 ? "" : "; ")
                    .append(String.format(
                            Locale.ROOT,
                            "%s %.4f (%.4f to %.4f) of %d, best with %.1f %%",
                            reward.route(),
                            reward.mean(),
                            reward.lower(),
                            reward.upper(),
                            reward.count(),
                            100 * likelihoods[i]));
        }
        return text.toString();
    }

    private static Optional<Table> table(EventLog events, String stream, Instant from, Instant to) {
        return events.find(stream).map(found -> events.scan(stream, from, to));
    }

    private static void routes(Table predictions, Map<String, String> routeOf) {
        StringColumn ids = predictions.strings(PredictionStreams.REQUEST_ID);
        StringColumn routes = predictions.strings("route");
        for (int row = 0; row < predictions.rowCount(); row++) {
            String route = String.valueOf(routes.get(row));
            if (!UNCHOSEN.contains(route)) {
                routeOf.put(String.valueOf(ids.get(row)), route);
            }
        }
    }

    private static void labels(Table rows, Map<String, String> routeOf, Map<String, Double> labels) {
        StringColumn ids = rows.strings(PredictionStreams.REQUEST_ID);
        for (int row = 0; row < rows.rowCount(); row++) {
            String id = String.valueOf(ids.get(row));
            double label = rows.doubles("label").get(row);
            if (routeOf.containsKey(id)) {
                if (!(label >= 0 && label <= 1)) {
                    throw new InvalidException(
                            "the label of request '" + id + "' is no reward from 0 to 1, it is " + label);
                }
                labels.put(id, label);
            }
        }
    }

    /** In ascending order, so that the bits of the sum do not depend on the order of the requests. */
    private static double total(List<Double> rewards) {
        return rewards.stream().mapToDouble(Double::doubleValue).sorted().reduce(0, Double::sum);
    }
}
