// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.DeploymentStatus;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.Routing;

/** A deployment in this process; see {@link ModelSlot} for why no call ever meets a closed predictor. */
final class LocalDeployment implements Deployment {

    private final DeploymentSpec spec;
    private final Mlops mlops;
    private final StoredDeployments stored;
    private final KillSwitch killSwitch;
    private final Consumer<LocalDeployment> onClose;
    private final Routes routes;
    private final Responder responder;
    private final DeploymentLog log;
    private final Shadow shadow;
    private final DeploymentCounts counts;
    private final @Nullable Requests requests;

    /** What ends the watch of whoever measures the queues. */
    private final List<Runnable> queuesMeasured;

    /** The calls that may add to the log, which is closed after the last of them. */
    private final InFlight logging = new InFlight();

    private final AtomicLong scored = new AtomicLong();
    private final Runnable openness = this::requireOpen;
    private volatile boolean closed;

    private LocalDeployment(DeploymentSpec spec, Mlops mlops, Routes routes, Consumer<LocalDeployment> onClose) {
        this.spec = spec;
        this.mlops = mlops;
        this.stored = new StoredDeployments(mlops);
        this.onClose = onClose;
        this.killSwitch = new KillSwitch(mlops, spec.name());
        this.routes = routes;
        this.counts = new DeploymentCounts(spec.name(), mlops.telemetry());
        this.log = DeploymentLog.open(spec, mlops.events(), routes.outputs(), mlops.telemetry());
        this.responder = new Responder(spec.name(), log, mlops.clock());
        this.shadow = new Shadow(
                spec.name(),
                routes,
                log,
                spec.logging().whenFull(),
                lost -> mlops.telemetry().unlogged(spec.name(), lost));
        this.requests = spec.findFeatures()
                .map(features ->
                        new Requests(spec.name(), mlops.clock(), features, routes, responder, log, shadow, counts))
                .orElse(null);
        Map<String, LongSupplier> queues = new TreeMap<>(log.queues());
        queues.put(Routing.SHADOW, shadow::queued);
        this.queuesMeasured = queues.entrySet().stream()
                .map(queue -> mlops.telemetry().queueOpened(spec.name(), queue.getKey(), queue.getValue()))
                .toList();
    }

    /** {@return a deployment that serves} What was opened on the way is freed if it cannot. */
    static LocalDeployment open(
            DeploymentSpec spec, Routing routing, Mlops mlops, ModelLoader loader, Consumer<LocalDeployment> onClose) {
        Routes routes =
                Routes.open(spec.name(), mlops, loader, spec.findFeatures().orElse(null), routing);
        LocalDeployment deployment;
        try {
            deployment = new LocalDeployment(spec, mlops, routes, onClose);
        } catch (RuntimeException e) {
            routes.close();
            throw e;
        }
        try {
            deployment.killSwitch.refresh();
            return deployment;
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public ModelVersion champion() {
        return routes.championVersion();
    }

    @Override
    public List<ModelVersion> versions() {
        return routes.table().routes().stream()
                .flatMap(route -> route.version().stream())
                .distinct()
                .toList();
    }

    @Override
    public Routing routing() {
        return routes.table().routing();
    }

    @Override
    public void change(UnaryOperator<Routing> change, String reason) {
        requireNonNull(reason, "reason");
        synchronized (routes) {
            requireOpen();
            Routing before = stored.find(name()).orElseThrow(this::closed);
            Routing next = change.apply(before);
            try {
                routes.follow(next);
                stored.change(name(), before, next, reason);
            } catch (RuntimeException e) {
                undo(before, e);
                throw e;
            }
        }
    }

    private void undo(Routing before, RuntimeException cause) {
        try {
            routes.follow(before);
        } catch (RuntimeException second) {
            cause.addSuppressed(second);
        }
    }

    @Override
    public void score(double[] in, double[] out) {
        requireServing();
        while (true) {
            RouteTable table = routes.table();
            long number = table.hasArms() ? scored.getAndIncrement() : 0;
            if (scored(table, table.chooseByNumber(number), in, out)) {
                return;
            }
        }
    }

    @Override
    public void score(String key, double[] in, double[] out) {
        requireServing();
        while (true) {
            RouteTable table = routes.table();
            if (scored(table, table.choose(key), in, out)) {
                return;
            }
        }
    }

    /** {@return whether there was an answer; if not, another table holds by now} */
    private boolean scored(RouteTable table, Route route, double[] in, double[] out) {
        int stripe = InFlight.stripe();
        boolean timed = route.times(stripe);
        long begin = timed ? System.nanoTime() : 0;
        try {
            ServedModel model = responder.answer(table, route, null, begin, in, out);
            if (model == null) {
                counts.besideRoutes();
            }
            if (timed) {
                long latency = System.nanoTime() - begin;
                route.record(stripe, latency);
                counts.answered(model, null, stripe, latency);
            }
            return true;
        } catch (Responder.GoneException e) {
            requireOpen();
            return false;
        }
    }

    @Override
    public Prediction predict(String requestId, Row request) {
        requireNonNull(requestId, "requestId");
        requireNonNull(request, "request");
        Requests way = requests();
        return predictFitted(way, requestId, way.fitted(requestId, request));
    }

    @Override
    public Prediction predict(String requestId, Map<String, ? extends @Nullable Object> values) {
        requireNonNull(requestId, "requestId");
        requireNonNull(values, "values");
        Requests way = requests();
        return predictFitted(way, requestId, way.fitted(requestId, values));
    }

    private Prediction predictFitted(Requests way, String requestId, Row request) {
        int stripe = InFlight.stripe();
        logging.enter(stripe);
        try {
            requireServing();
            return way.predict(requestId, request, openness);
        } finally {
            logging.leave(stripe);
        }
    }

    @Override
    public Prediction predictWith(
            ModelVersion version, String requestId, Map<String, ? extends @Nullable Object> values) {
        requireNonNull(version, "version");
        requireNonNull(requestId, "requestId");
        requireNonNull(values, "values");
        Requests way = requests();
        Row request = way.fitted(requestId, values);
        int stripe = InFlight.stripe();
        logging.enter(stripe);
        try {
            requireServing();
            return way.predictWith(version, requestId, request, openness);
        } finally {
            logging.leave(stripe);
        }
    }

    @Override
    public Schema request() {
        return features().request();
    }

    @Override
    public VectorReader features() {
        return requests().features();
    }

    private Requests requests() {
        Requests way = requests;
        if (way == null) {
            throw new IllegalStateException("deployment '" + name()
                    + "' has no features and its model no signature of numbers; deploy with DeploymentSpec.features(...),"
                    + " or call score with a vector");
        }
        return way;
    }

    @Override
    public void label(String requestId, double label) {
        requireNonNull(requestId, "requestId");
        if (Double.isNaN(label)) {
            throw new InvalidException("the label of request '" + requestId + "' must be a number, was NaN");
        }
        int stripe = InFlight.stripe();
        logging.enter(stripe);
        try {
            requireOpen();
            log.add(new LoggedLabel(requestId, Times.nanos(mlops.clock().instant()), label));
        } finally {
            logging.leave(stripe);
        }
    }

    @Override
    public boolean refresh() {
        requireOpen();
        killSwitch.refresh();
        synchronized (routes) {
            requireOpen();
            return routes.follow(stored.find(name()).orElseGet(this::routing));
        }
    }

    /** Reads the kill switch alone, which waits for no model to be loaded. */
    void readStop() {
        killSwitch.refresh();
    }

    @Override
    public void stop(String reason) {
        requireOpen();
        killSwitch.stop(requireNonNull(reason, "reason"));
    }

    @Override
    public void resume(String reason) {
        requireOpen();
        killSwitch.resume(requireNonNull(reason, "reason"));
    }

    @Override
    public DeploymentStatus status() {
        return new DeploymentStatus(
                killSwitch.reason(),
                routes.answered() + counts.answeredBesideRoutes(),
                routes.errors() + counts.unreadable(),
                log.lost() + shadow.lost(),
                log.queued() + shadow.queued(),
                shadow.errors(),
                counts.percentile(50),
                counts.percentile(99),
                routes.table().routes().stream().map(Route::status).toList());
    }

    @Override
    public void flush() {
        requireOpen();
        shadow.flush();
        log.flush();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
            logging.awaitEmpty();
            try {
                shadow.close();
                log.close();
            } finally {
                queuesMeasured.forEach(Runnable::run);
                routes.close();
            }
        }
    }

    private void requireServing() {
        requireOpen();
        String reason = killSwitch.reason();
        if (reason != null) {
            counts.stopped();
            throw new RejectedException("deployment '" + name() + "' is stopped: " + reason);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw closed();
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("deployment '" + name() + "' is closed");
    }
}
