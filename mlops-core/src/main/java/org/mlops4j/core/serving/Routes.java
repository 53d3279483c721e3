// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Routing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a deployment and the models on them, which follow aliases and changes of the routing. A change is made
 * of whole steps: all versions that it needs are loaded, then the table is replaced, then what is no longer needed is
 * closed. Reading the table waits for nobody; changes wait for each other.
 */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final String deployment;
    private final Mlops mlops;
    private final RouteModels models;
    private final @Nullable Schema request;
    private final int outputs;
    private volatile RouteTable table;
    private boolean closed;

    /** Guards what follows and each new table: whoever counts does not wait for a model to be loaded. */
    private final Object counting = new Object();

    /** The routes that are no longer in the table, but not closed yet. */
    private final List<Route> leaving = new ArrayList<>();

    private long answeredBefore;
    private long failedBefore;

    private Routes(
            String deployment,
            Mlops mlops,
            RouteModels models,
            @Nullable Schema request,
            LoadedModel champion,
            Routing first) {
        this.deployment = deployment;
        this.mlops = mlops;
        this.models = models;
        this.request = request;
        this.outputs = champion.predictor().outputs();
        Route route = new Route(Routing.CHAMPION, first.champion(), first.protection());
        route.put(models.served(route, new SharedModel(champion)));
        Routing alone = Routing.to(first.champion()).protection(first.protection());
        this.table = new RouteTable(deployment, alone, null, List.of(route));
    }

    /**
     * {@return the routes of a routing, with their models} Those that were loaded on the way are freed if one fails.
     */
    static Routes open(
            String deployment, Mlops mlops, ModelLoader loader, @Nullable VectorReader features, Routing routing) {
        RouteModels models = new RouteModels(deployment, mlops.telemetry(), loader, features);
        LoadedModel champion = models.load(mlops.registry().resolve(routing.champion()), Routing.CHAMPION);
        Schema request = features == null ? null : features.request();
        Routes routes = new Routes(deployment, mlops, models, request, champion, routing);
        try {
            routes.follow(routing);
            return routes;
        } catch (RuntimeException | LinkageError e) {
            routes.close();
            throw e;
        }
    }

    RouteTable table() {
        return table;
    }

    int outputs() {
        return outputs;
    }

    /**
     * {@return the version of the champion}
     *
     * @throws IllegalStateException if this is closed
     */
    ModelVersion championVersion() {
        ModelVersion version = champion();
        if (version == null) {
            throw closed();
        }
        return version;
    }

    /** {@return how many requests were answered on all routes, also those that are no longer there} */
    long answered() {
        synchronized (counting) {
            return answeredBefore + counted().mapToLong(Routes::answered).sum();
        }
    }

    /** {@return how many requests models failed to answer; what the shadow did beside others is none} */
    long errors() {
        synchronized (counting) {
            return failedBefore + counted().mapToLong(Route::errors).sum();
        }
    }

    private Stream<Route> counted() {
        return Stream.concat(table.routes().stream(), leaving.stream());
    }

    /** {@return how many callers a route answered} The shadow's are counted where they ask, others are beside them. */
    private static long answered(Route route) {
        return route.name().equals(Routing.SHADOW) ? 0 : route.answered();
    }

    /**
     * Makes a routing the one that holds, and each route answer with the version that its reference names now.
     *
     * @return whether the champion is another version than before
     * @throws RuntimeException if a version cannot be loaded; then its route stays as it is, and if the route is a new
     *     one, so does the routing. All other routes follow
     */
    synchronized boolean follow(Routing routing) {
        if (closed) {
            throw closed();
        }
        RouteTable before = table;
        ModelVersion champion =
                requireNonNull(before.champion().slot().current()).version();
        if (!routing.equals(before.routing())) {
            replace(before, routing);
        }
        followAliases();
        return !requireNonNull(table.champion().slot().current()).version().equals(champion);
    }

    private void replace(RouteTable before, Routing routing) {
        List<Route> next = new ArrayList<>();
        List<Route> added = new ArrayList<>();
        try {
            references(routing).forEach((name, reference) -> {
                Route known = before.routes().stream()
                        .filter(route -> route.is(name, reference, routing.protection()))
                        .findFirst()
                        .orElse(null);
                Route route = known == null ? new Route(name, reference, routing.protection()) : known;
                next.add(route);
                if (known == null) {
                    added.add(route);
                    follow(route, null);
                }
            });
            requireOutputs(routing);
            publish(new RouteTable(deployment, routing, request, next));
        } catch (RuntimeException | LinkageError e) {
            added.forEach(route -> route.put(null));
            throw e;
        }
        for (Route old : before.routes()) {
            if (!next.contains(old)) {
                old.put(null);
                left(old);
            }
        }
        LOG.info("deployment {} is now routed by {}", deployment, routing);
    }

    private void publish(RouteTable next) {
        synchronized (counting) {
            table.routes().stream()
                    .filter(route -> !next.routes().contains(route))
                    .forEach(leaving::add);
            table = next;
        }
    }

    private void left(Route route) {
        synchronized (counting) {
            if (leaving.remove(route)) {
                answeredBefore += answered(route);
                failedBefore += route.errors();
            }
        }
    }

    /** {@return the reference of each route by its name, in order} */
    private static Map<String, String> references(Routing routing) {
        Map<String, String> references = new LinkedHashMap<>();
        references.put(Routing.CHAMPION, routing.champion());
        routing.arms().forEach(arm -> references.put(arm.name(), arm.reference()));
        routing.segments().forEach(segment -> references.put(segment.name(), segment.reference()));
        if (routing.fallback() instanceof Fallback.Version version) {
            references.put(Routing.FALLBACK, version.reference());
        }
        routing.findShadow().ifPresent(reference -> references.put(Routing.SHADOW, reference));
        return references;
    }

    private void requireOutputs(Routing routing) {
        if (routing.fallback() instanceof Fallback.Constant constant
                && constant.outputs().size() != outputs) {
            throw new IncompatibleException("the fallback has "
                    + constant.outputs().size() + " outputs, deployment '" + deployment + "' answers with " + outputs);
        }
    }

    /** One that cannot be loaded does not keep the others from moving. */
    private void followAliases() {
        forEach(route -> follow(route, route.slot().current()));
    }

    /** Does something with every route, and throws the first failure at the end. */
    private void forEach(Consumer<Route> action) {
        RuntimeException first = null;
        for (Route route : table.routes()) {
            try {
                action.accept(route);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void follow(Route route, @Nullable ServedModel now) {
        ModelVersion wanted;
        try {
            wanted = mlops.registry().resolve(route.reference());
        } catch (NotFoundException nowhereYet) {
            if (route.name().equals(Routing.CHAMPION)) {
                throw nowhereYet;
            }
            LOG.debug("route {} of deployment {}: {}", route.name(), deployment, nowhereYet.getMessage());
            route.put(null);
            return;
        }
        if (route.name().equals(Routing.SHADOW) && wanted.equals(champion())) {
            route.put(null);
        } else if (now == null || !now.version().equals(wanted)) {
            route.put(load(wanted, route));
            LOG.info("deployment {} now answers on route {} with {}", deployment, route.name(), wanted);
        }
    }

    private @Nullable ModelVersion champion() {
        ServedModel model = table.champion().slot().current();
        return model == null ? null : model.version();
    }

    private ServedModel load(ModelVersion version, Route route) {
        return models.served(
                route, warm(version).orElseGet(() -> new SharedModel(models.load(version, route.name(), outputs))));
    }

    /** {@return a version that another route has already: nothing is taken from its place while this method runs} */
    private Optional<SharedModel> warm(ModelVersion version) {
        for (Route route : table.routes()) {
            ServedModel model = route.slot().current();
            if (model != null && model.version().equals(version)) {
                models.requireServable(version);
                return Optional.of(model.shared().retain());
            }
        }
        return Optional.empty();
    }

    private IllegalStateException closed() {
        return new IllegalStateException("deployment '" + deployment + "' is closed");
    }

    /** Waits for the calls inside and frees all models, even if one of them fails to close; idempotent. */
    synchronized void close() {
        closed = true;
        forEach(route -> route.put(null));
    }
}
