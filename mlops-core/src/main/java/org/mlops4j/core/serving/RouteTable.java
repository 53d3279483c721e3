// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Routing;

/** Which route a request takes. Immutable; what is loaded on a route changes behind it. Choosing allocates nothing. */
/*
 * Weighted rendezvous hashing: each arm of share w draws an exponentially distributed number with rate w from the hash
 * of the request and the arm, and the least one wins; the champion draws with what the shares leave. So each wins with
 * probability w. When the share of an arm grows, its draws get less and those of the champion greater: requests go to
 * that arm, from all others, or from the champion to another arm, and in no other direction.
 */
final class RouteTable {

    private static final int REQUEST_ID = -1;

    private final Routing routing;
    private final Route champion;
    private final Route[] arms;
    private final double[] shares;
    private final long[] seeds;
    private final Fitting[] segments;
    private final @Nullable Route shadow;
    private final @Nullable Route fallback;
    private final int stickyField;
    private final long seed;

    /**
     * Creates a table.
     *
     * @param deployment whose hashes are to be independent of those of others
     * @param request the fields of a request, or {@code null} if there are only vectors
     * @param routes every route of the routing by name
     * @throws InvalidException if the routing asks for a field that a request does not have
     */
    RouteTable(String deployment, Routing routing, @Nullable Schema request, List<Route> routes) {
        this.routing = routing;
        this.champion = named(Routing.CHAMPION, routes);
        this.arms =
                routing.arms().stream().map(arm -> named(arm.name(), routes)).toArray(Route[]::new);
        this.shares = routing.arms().stream().mapToDouble(Routing.Arm::share).toArray();
        this.seeds = routing.arms().stream()
                .mapToLong(arm -> StickyHash.of(arm.name(), 0))
                .toArray();
        this.segments = routing.segments().stream()
                .map(segment -> new Fitting(
                        field(request, segment.field(), segment.name()),
                        Set.copyOf(segment.values()),
                        named(segment.name(), routes)))
                .toArray(Fitting[]::new);
        this.shadow = routing.findShadow()
                .map(reference -> named(Routing.SHADOW, routes))
                .orElse(null);
        this.fallback = routes.stream()
                .filter(route -> route.name().equals(Routing.FALLBACK))
                .findFirst()
                .orElse(null);
        this.stickyField = routing.findStickyBy()
                .map(name -> field(request, name, "sticky"))
                .orElse(REQUEST_ID);
        this.seed = StickyHash.of(deployment, 1);
    }

    Routing routing() {
        return routing;
    }

    Route champion() {
        return champion;
    }

    @Nullable Route shadow() {
        return shadow;
    }

    @Nullable Route fallback() {
        return fallback;
    }

    boolean hasArms() {
        return arms.length > 0;
    }

    /** {@return whether requests go to several routes} */
    boolean isForked() {
        return hasArms() || segments.length > 0;
    }

    /** {@return the first route with that version} */
    Optional<Route> withVersion(ModelVersion version) {
        return routes().stream()
                .filter(route -> route.version().filter(version::equals).isPresent())
                .findFirst();
    }

    /** {@return all routes in the order in which people read them} */
    List<Route> routes() {
        List<Route> all = new ArrayList<>();
        all.add(champion);
        all.addAll(List.of(arms));
        for (Fitting segment : segments) {
            all.add(segment.route);
        }
        if (fallback != null) {
            all.add(fallback);
        }
        if (shadow != null) {
            all.add(shadow);
        }
        return all;
    }

    Route choose(String requestId, Row request) {
        for (Fitting segment : segments) {
            if (segment.route.slot().current() != null && segment.fits(request)) {
                return segment.route;
            }
        }
        if (!hasArms()) {
            return champion;
        }
        boolean byId = stickyField == REQUEST_ID || request.isNull(stickyField);
        return byId ? choose(requestId) : choose(StickyHash.of(request, stickyField, seed));
    }

    Route choose(String key) {
        return hasArms() ? choose(StickyHash.of(key, seed)) : champion;
    }

    /** {@return the route of a call that has nothing but its number} */
    Route chooseByNumber(long number) {
        return hasArms() ? choose(StickyHash.of(number, seed)) : champion;
    }

    private Route choose(long hash) {
        Route best = champion;
        double left = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int arm = 0; arm < arms.length; arm++) {
            left -= shares[arm];
            if (arms[arm].slot().current() != null) {
                double draw = draw(hash, seeds[arm], shares[arm]);
                if (draw < least) {
                    least = draw;
                    best = arms[arm];
                }
            }
        }
        return draw(hash, seed, left) <= least ? champion : best;
    }

    /** {@return an exponentially distributed number with that rate; infinite if it is 0} */
    private static double draw(long hash, long arm, double rate) {
        return rate <= 0
                ? Double.POSITIVE_INFINITY
                : -StrictMath.log(StickyHash.share(StickyHash.of(hash, arm))) / rate;
    }

    private static Route named(String name, List<Route> routes) {
        return routes.stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no route '" + name + "'"));
    }

    private static int field(@Nullable Schema request, String name, String what) {
        if (request == null) {
            throw new InvalidException("route '" + what + "' asks for the field '" + name
                    + "' of a request, but the deployment has no features; deploy with DeploymentSpec.features(...)");
        }
        DataType type = request.field(request.index(name)).type();
        if (type != DataType.STRING && type != DataType.INT64 && type != DataType.BOOLEAN) {
            throw new InvalidException("route '" + what + "' asks for the field '" + name + "', which is " + type.text()
                    + "; routes can ask for string, int64 and boolean");
        }
        return request.index(name);
    }

    /** A segment made ready. */
    private record Fitting(int field, Set<String> values, Route route) {

        boolean fits(Row request) {
            return !request.isNull(field) && values.contains(text(request));
        }

        private String text(Row request) {
            DataType type = request.schema().field(field).type();
            if (type == DataType.STRING) {
                return Objects.requireNonNull(request.text(field));
            }
            return type == DataType.BOOLEAN
                    ? String.valueOf(request.number(field) == 1)
                    : String.valueOf(request.whole(field));
        }
    }
}
