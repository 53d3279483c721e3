// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.Telemetry.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request through a deployment: it is made fit, its features are read, a model is asked, and the answer is
 * logged. Thread-safe.
 */
final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final String deployment;
    private final InstantSource clock;
    private final VectorReader features;
    private final RequestForm form;
    private final Routes routes;
    private final Responder responder;
    private final DeploymentLog log;
    private final Shadow shadow;
    private final DeploymentCounts counts;

    Requests(
            String deployment,
            InstantSource clock,
            VectorReader features,
            Routes routes,
            Responder responder,
            DeploymentLog log,
            Shadow shadow,
            DeploymentCounts counts) {
        this.deployment = deployment;
        this.clock = clock;
        this.features = features;
        this.form = RequestForm.of(features);
        this.routes = routes;
        this.responder = responder;
        this.log = log;
        this.shadow = shadow;
        this.counts = counts;
    }

    VectorReader features() {
        return features;
    }

    /** {@return a row as it is read} Only what comes in another form is copied. */
    Row fitted(String requestId, Row request) {
        return form.fits(request) ? request : counted(requestId, () -> form.fitted(request, protection()));
    }

    /** {@return a row of values by name} */
    Row fitted(String requestId, Map<String, ? extends @Nullable Object> values) {
        return counted(requestId, () -> form.fitted(values, protection()));
    }

    private Protection protection() {
        return routes.table().routing().protection();
    }

    private Row counted(String requestId, Supplier<Row> fit) {
        try {
            return fit.get();
        } catch (InvalidException e) {
            counts.unreadable(requestId, Outcome.REFUSED, 0);
            throw e;
        }
    }

    /**
     * {@return the answer}
     *
     * @param request a row that is fitted
     * @param requireOpen throws if the deployment is closed
     */
    Prediction predict(String requestId, Row request, Runnable requireOpen) {
        long time = Times.nanos(clock.instant());
        long begin = System.nanoTime();
        double[] vector = new double[features.names().size()];
        double[] out = new double[routes.outputs()];
        boolean read = readOrFill(requestId, request, time, vector, out);
        long readNanos = System.nanoTime() - begin;
        ServedModel model = read ? answer(requestId, request, begin, vector, out, requireOpen) : null;
        if (model == null) {
            counts.besideRoutes();
        }
        String route = model == null ? Routing.FALLBACK : model.route();
        ModelVersion version = model == null ? routes.championVersion() : model.version();
        long latency = System.nanoTime() - begin;
        counts.answered(model, requestId, InFlight.stripe(), latency);
        if (read && log.takes(requestId)) {
            LoggedRequest logged = new LoggedRequest(requestId, time, readNanos, vector, request);
            log.add(new LoggedPrediction(logged, version, route, latency, out));
            shadow.ask(logged);
        }
        return new Prediction(requestId, Times.instant(time), values(out), version, route, latency);
    }

    /**
     * {@return the answer of a version of the caller's choice}
     *
     * @param request a row that is fitted
     * @param requireOpen throws if the deployment is closed
     * @throws NotFoundException if no route has the version
     */
    Prediction predictWith(ModelVersion wanted, String requestId, Row request, Runnable requireOpen) {
        long time = Times.nanos(clock.instant());
        long begin = System.nanoTime();
        double[] vector = new double[features.names().size()];
        double[] out = new double[routes.outputs()];
        read(requestId, request, time, vector);
        long readNanos = System.nanoTime() - begin;
        String route = answer(wanted, requestId, begin, vector, out, requireOpen);
        long latency = System.nanoTime() - begin;
        if (log.takes(requestId)) {
            LoggedRequest logged = new LoggedRequest(requestId, time, readNanos, vector, request);
            log.add(new LoggedPrediction(logged, wanted, route, latency, out));
            if (route.equals(Routing.CHAMPION)) {
                shadow.ask(logged);
            }
        }
        return new Prediction(requestId, Times.instant(time), values(out), wanted, route, latency);
    }

    private static List<Double> values(double[] out) {
        List<Double> values = new ArrayList<>(out.length);
        for (double value : out) {
            values.add(value);
        }
        return values;
    }

    private void read(String requestId, Row request, long time, double[] vector) {
        long begin = System.nanoTime();
        try {
            features.read(request, time, vector);
        } catch (RuntimeException e) {
            counts.unreadable(requestId, Outcome.of(e), System.nanoTime() - begin);
            throw e;
        }
    }

    /** {@return whether the features were read; if not, a constant answers} */
    private boolean readOrFill(String requestId, Row request, long time, double[] vector, double[] out) {
        try {
            read(requestId, request, time, vector);
            return true;
        } catch (RuntimeException e) {
            if (e instanceof InvalidException
                    || !(routes.table().routing().fallback() instanceof Fallback.Constant constant)) {
                throw e;
            }
            LOG.debug("the features of a request to deployment {} cannot be read", deployment, e);
            Responder.fill(constant, out);
            return false;
        }
    }

    private @Nullable ServedModel answer(
            String requestId, Row request, long begin, double[] vector, double[] out, Runnable requireOpen) {
        while (true) {
            RouteTable table = routes.table();
            Route route = table.choose(requestId, request);
            try {
                ServedModel model = responder.answer(table, route, requestId, begin, vector, out);
                route.record(InFlight.stripe(), System.nanoTime() - begin);
                return model;
            } catch (Responder.GoneException e) {
                requireOpen.run();
            }
        }
    }

    /** {@return the route under which an answer of that version is logged} */
    private String answer(
            ModelVersion wanted, String requestId, long begin, double[] vector, double[] out, Runnable requireOpen) {
        while (true) {
            RouteTable table = routes.table();
            Route route = table.withVersion(wanted).orElseThrow(() -> missing(wanted, requestId, begin));
            String logged = table.isForked() || route != table.champion() ? Routing.DIRECT : Routing.CHAMPION;
            try {
                ServedModel model = responder.answerAlone(route, logged, requestId, begin, vector, out);
                long latency = System.nanoTime() - begin;
                route.record(InFlight.stripe(), latency);
                counts.answered(model, requestId, InFlight.stripe(), latency);
                if (route == table.shadow()) {
                    counts.besideRoutes();
                }
                // Another version may have come to the route since it was found there.
                if (model.version().equals(wanted)) {
                    return logged;
                }
            } catch (Responder.GoneException e) {
                requireOpen.run();
            }
        }
    }

    private NotFoundException missing(ModelVersion wanted, String requestId, long begin) {
        counts.unreadable(requestId, Outcome.REFUSED, System.nanoTime() - begin);
        return new NotFoundException("no route of deployment '" + deployment + "' has " + wanted + " now");
    }
}
