// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.mlops4j.serving.PredictionLogging.WhenFull;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.Telemetry.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the shadow of a deployment predict what is logged, in a thread of its own; neither its answers, its failures nor
 * its slowness reach a caller. What finds the queue full is not predicted, or waits, as the log does.
 */
final class Shadow implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final String deployment;
    private final Routes routes;
    private final DeploymentLog log;
    private final LongConsumer unlogged;
    private final LongAdder errors = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final BackgroundQueue<LoggedRequest> queue;

    /**
     * Creates a shadow that has not been asked yet.
     *
     * @param unlogged is told how many predictions more will not be made; never throws
     */
    Shadow(String deployment, Routes routes, DeploymentLog log, WhenFull whenFull, LongConsumer unlogged) {
        this.deployment = deployment;
        this.routes = routes;
        this.log = log;
        this.unlogged = unlogged;
        this.queue = new BackgroundQueue<>("mlops-shadow-" + deployment, whenFull, this::answer, this::lose);
    }

    long errors() {
        return errors.sum();
    }

    /** {@return how many requests it was not asked for because the queue was full} */
    long lost() {
        return lost.sum();
    }

    /** {@return how many requests wait for it} */
    long queued() {
        return queue.size();
    }

    /** Has the shadow predict, if there is one. */
    void ask(LoggedRequest request) {
        if (routes.table().shadow() != null) {
            queue.add(request);
        }
    }

    /** Returns when all requests so far were predicted and are with the log. */
    void flush() {
        queue.flush();
    }

    /** Flushes and ends the thread; nobody may ask any more. Idempotent. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        flush();
        queue.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(List<LoggedRequest> requests) {
        requests.forEach(this::answer);
    }

    private void answer(LoggedRequest request) {
        Route route = routes.table().shadow();
        int stripe = InFlight.stripe();
        ServedModel model = route == null ? null : route.slot().enter(stripe);
        if (model == null) {
            return;
        }
        long begin = System.nanoTime();
        boolean answered = false;
        try {
            double[] out = new double[routes.outputs()];
            model.predict(request.features, out);
            answered = true;
            long latency = System.nanoTime() - begin;
            model.meter().predicted(request.id, Outcome.SUCCEEDED, latency);
            // What the request would have taken: so it can be compared with who answered it.
            long whole = request.readNanos + latency;
            log.add(new LoggedPrediction(request, model.version(), Routing.SHADOW, whole, out));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Without this thread, nobody would empty the queue.
            errors.increment();
            log.add(new LoggedFailure(request.id, request.time, model.version(), Routing.SHADOW));
            model.meter().predicted(request.id, Outcome.of(e), System.nanoTime() - begin);
            LOG.debug("the shadow {} of deployment {} failed", model.version(), deployment, e);
        } finally {
            if (answered) {
                model.calls().leave(stripe);
            } else {
                model.calls().cancel(stripe);
            }
        }
    }

    private void lose(long requests) {
        lost.add(requests);
        unlogged.accept(requests);
    }
}
