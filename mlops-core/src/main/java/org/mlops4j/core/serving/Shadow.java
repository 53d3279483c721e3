// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.concurrent.atomic.LongAdder;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.Telemetry.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the shadow of a deployment predict what is logged; neither its answers nor its failures reach a caller. */
final class Shadow {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final String deployment;
    private final Routes routes;
    private final DeploymentLog log;
    private final LongAdder errors = new LongAdder();

    Shadow(String deployment, Routes routes, DeploymentLog log) {
        this.deployment = deployment;
        this.routes = routes;
        this.log = log;
    }

    long errors() {
        return errors.sum();
    }

    /** Predicts and logs, if there is a shadow. */
    void answer(LoggedRequest request) {
        Route route = routes.table().shadow();
        int stripe = InFlight.stripe();
        ServedModel model = route == null ? null : route.slot().enter(stripe);
        if (model == null) {
            return;
        }
        long begin = System.nanoTime();
        try {
            double[] out = new double[routes.outputs()];
            model.predict(request.features, out);
            long latency = System.nanoTime() - begin;
            model.meter().predicted(request.id, Outcome.SUCCEEDED, latency);
            log.add(new LoggedPrediction(request, model.version(), Routing.SHADOW, latency, out));
        } catch (RuntimeException | LinkageError e) {
            errors.increment();
            model.meter().predicted(request.id, Outcome.of(e), System.nanoTime() - begin);
            LOG.debug("the shadow {} of deployment {} failed", model.version(), deployment, e);
        } finally {
            model.calls().leave(stripe);
        }
    }
}
