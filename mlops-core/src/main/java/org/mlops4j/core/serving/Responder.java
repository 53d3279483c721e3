// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.OverloadedException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.serving.Fallback;
import org.mlops4j.spi.Telemetry.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the model of a route, and what answers in its place if it fails. Allocates nothing: that is why a call is no
 * object but goes by its parts. Thread-safe.
 */
final class Responder {

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private final String deployment;
    private final DeploymentLog log;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param log takes what failed
     * @param clock by which models rest
     */
    Responder(String deployment, DeploymentLog log, InstantSource clock) {
        this.deployment = deployment;
        this.log = log;
        this.clock = clock;
    }

    /**
     * {@return the model that answered, with its route; {@code null} if a constant did} It may be closed by now.
     *
     * @param table that chose the route
     * @param requestId for who measures, and for the log of failures; {@code null} if there is none
     * @param begin of the call by {@link System#nanoTime}; of any value if the model is not measured
     * @throws InvalidException if the vector does not fit the model
     * @throws RejectedException if the model rests, and nothing answers in its place
     * @throws RuntimeException of the model, if nothing answers in its place
     * @throws GoneException if the route is empty: another table holds, or the deployment is closed
     */
    @Nullable ServedModel answer(RouteTable table, Route route, @Nullable String requestId, long begin, double[] in, double[] out)
            throws GoneException {
        Fallback fallback = table.routing().fallback();
        if (fallback == null) {
            return answerAlone(route, route.name(), requestId, begin, in, out);
        }
        if (!rests(route)) {
            try {
                return ask(route, route.name(), requestId, begin, in, out);
            } catch (InvalidException theCallers) {
                throw theCallers;
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("route {} of deployment {} failed", route.name(), deployment, e);
            }
        }
        if (fallback instanceof Fallback.Constant constant) {
            fill(constant, out);
            return null;
        }
        Route otherwise = table.fallback();
        if (otherwise == null || otherwise.slot().current() == null) {
            throw new RejectedException("route '" + route.name() + "' of deployment '" + deployment
                    + "' failed, and the alias of its fallback points nowhere");
        }
        return answerAlone(otherwise, otherwise.name(), requestId, begin, in, out);
    }

    /** {@return whether the model of a route is to be left alone} The clock is read for one that rests alone. */
    private boolean rests(Route route) {
        return route.isResting() && route.rests(clock.millis());
    }

    /**
     * {@return the model of a route, which answered; nothing does in its place}
     *
     * @param logged the route under which a failure is logged
     * @throws GoneException if the route is empty: another table holds, or the deployment is closed
     */
    ServedModel answerAlone(
            Route route, String logged, @Nullable String requestId, long begin, double[] in, double[] out)
            throws GoneException {
        if (!rests(route)) {
            return ask(route, logged, requestId, begin, in, out);
        }
        ServedModel model = route.slot().current();
        if (model == null) {
            throw new GoneException();
        }
        route.refused();
        log(requestId, model, logged);
        model.meter().predicted(requestId, Outcome.REFUSED, 0);
        throw new RejectedException(model.version() + " on route '" + route.name() + "' of deployment '" + deployment
                + "' failed " + route.protection().breaker().failures() + " times in a row and rests for "
                + route.protection().breaker().rest() + "; a fallback would answer meanwhile");
    }

    static void fill(Fallback.Constant constant, double[] out) {
        for (int i = 0; i < constant.outputs().size(); i++) {
            out[i] = constant.outputs().get(i);
        }
    }

    private ServedModel ask(
            Route route, String logged, @Nullable String requestId, long begin, double[] in, double[] out)
            throws GoneException {
        int stripe = InFlight.stripe();
        ServedModel model = route.slot().enter(stripe);
        if (model == null) {
            throw new GoneException();
        }
        boolean answered = false;
        try {
            model.predict(in, out);
            route.succeeded();
            answered = true;
            return model;
        } catch (InvalidException theCallers) {
            route.refused();
            log(requestId, model, logged);
            model.meter().predicted(requestId, Outcome.REFUSED, System.nanoTime() - begin);
            throw theCallers;
        } catch (OverloadedException busy) {
            // A model that has much to do is not broken and needs no rest.
            route.refused();
            log(requestId, model, logged);
            model.meter().predicted(requestId, Outcome.FAILED, System.nanoTime() - begin);
            throw busy;
        } catch (RuntimeException | LinkageError e) {
            route.failed(clock.millis());
            log(requestId, model, logged);
            model.meter().predicted(requestId, Outcome.FAILED, System.nanoTime() - begin);
            throw e;
        } finally {
            if (answered) {
                model.calls().leave(stripe);
            } else {
                model.calls().cancel(stripe);
            }
        }
    }

    private void log(@Nullable String requestId, ServedModel model, String route) {
        if (requestId != null && log.takes(requestId)) {
            log.add(new LoggedFailure(requestId, Times.nanos(clock.instant()), model.version(), route));
        }
    }

    /** Nothing is loaded on a route that was chosen a moment ago. */
    static final class GoneException extends Exception {

        private static final long serialVersionUID = 1;

        GoneException() {
            super("the route is empty", null, false, false);
        }
    }
}
