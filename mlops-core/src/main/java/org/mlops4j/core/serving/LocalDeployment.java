// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
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
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.spi.Telemetry.Outcome;
import org.mlops4j.spi.Telemetry.PredictionMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A deployment in this process; see {@link ModelSlot} for why no call ever meets a closed predictor. */
final class LocalDeployment implements Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDeployment.class);

    private final DeploymentSpec spec;
    private final Mlops mlops;
    private final StoredDeployments stored;
    private final KillSwitch killSwitch;
    private final Consumer<LocalDeployment> onClose;
    private final @Nullable VectorReader features;
    private final Routes routes;
    private final Responder responder;
    private final DeploymentLog log;
    private final Shadow shadow;

    /** Takes what a constant answers. */
    private final PredictionMeter constantMeter;

    /** Takes what comes to no route. */
    private final PredictionMeter strayMeter;

    /** The calls that may add to the log, which is closed after the last of them. */
    private final InFlight logging = new InFlight();

    private final Latencies latencies = new Latencies();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder constants = new LongAdder();
    private final AtomicLong scored = new AtomicLong();
    private volatile boolean closed;

    private LocalDeployment(DeploymentSpec spec, Mlops mlops, Routes routes, Consumer<LocalDeployment> onClose) {
        this.spec = spec;
        this.mlops = mlops;
        this.stored = new StoredDeployments(mlops);
        this.onClose = onClose;
        this.killSwitch = new KillSwitch(mlops, spec.name());
        this.features = spec.findFeatures().orElse(null);
        this.routes = routes;
        this.responder = new Responder(spec.name());
        this.log = DeploymentLog.open(spec, mlops.events(), routes.outputs(), mlops.telemetry());
        this.shadow = new Shadow(spec.name(), routes, log);
        this.constantMeter = mlops.telemetry().predictions(spec.name(), Routing.FALLBACK, null);
        this.strayMeter = mlops.telemetry().predictions(spec.name(), Telemetry.NO_ROUTE, null);
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
        ServedModel model = routes.table().champion().slot().current();
        if (model == null) {
            throw closed();
        }
        return model.version();
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
                constants.increment();
            }
            if (timed) {
                long latency = System.nanoTime() - begin;
                route.record(stripe, latency);
                latencies.record(stripe, latency);
                meter(model).predicted(null, Outcome.SUCCEEDED, latency);
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
        // Whoever has no features hears of it before anything else.
        features();
        int stripe = InFlight.stripe();
        logging.enter(stripe);
        try {
            requireServing();
            return answered(requestId, request);
        } finally {
            logging.leave(stripe);
        }
    }

    @Override
    public Prediction predict(String requestId, Map<String, ? extends @Nullable Object> values) {
        return predict(requestId, row(requestId, values));
    }

    private Row row(String requestId, Map<String, ? extends @Nullable Object> values) {
        try {
            return Row.of(request(), values);
        } catch (InvalidException e) {
            unreadable.increment();
            strayMeter.predicted(requestId, Outcome.REFUSED, 0);
            throw e;
        }
    }

    @Override
    public Schema request() {
        return features().request();
    }

    @Override
    public VectorReader features() {
        VectorReader reader = features;
        if (reader == null) {
            throw new IllegalStateException("deployment '" + name()
                    + "' has no features and its model no signature of numbers; deploy with DeploymentSpec.features(...),"
                    + " or call score with a vector");
        }
        return reader;
    }

    private Prediction answered(String requestId, Row request) {
        long time = Times.nanos(mlops.clock().instant());
        long begin = System.nanoTime();
        double[] vector = new double[features().names().size()];
        double[] out = new double[routes.outputs()];
        boolean read = read(requestId, request, time, vector, out);
        ServedModel model = read ? answer(requestId, request, begin, vector, out) : null;
        if (model == null) {
            constants.increment();
        }
        String route = model == null ? Routing.FALLBACK : model.route();
        ModelVersion version = model == null ? champion() : model.version();
        long latency = System.nanoTime() - begin;
        latencies.record(InFlight.stripe(), latency);
        meter(model).predicted(requestId, Outcome.SUCCEEDED, latency);
        if (read && log.takes(requestId)) {
            LoggedRequest logged = new LoggedRequest(requestId, time, vector, request);
            log.add(new LoggedPrediction(logged, version, route, latency, out));
            shadow.answer(logged);
        }
        List<Double> values = new ArrayList<>(out.length);
        for (double value : out) {
            values.add(value);
        }
        return new Prediction(requestId, Times.instant(time), values, version, route, latency);
    }

    /** {@return whether the features were read; if not, a constant answers} */
    private boolean read(String requestId, Row request, long time, double[] vector, double[] out) {
        long begin = System.nanoTime();
        try {
            features().read(request, time, vector);
            return true;
        } catch (RuntimeException e) {
            unreadable.increment();
            strayMeter.predicted(requestId, Outcome.of(e), System.nanoTime() - begin);
            if (e instanceof InvalidException || !(routing().fallback() instanceof Fallback.Constant constant)) {
                throw e;
            }
            LOG.debug("the features of a request to deployment {} cannot be read", name(), e);
            Responder.fill(constant, out);
            return false;
        }
    }

    private @Nullable ServedModel answer(String requestId, Row request, long begin, double[] vector, double[] out) {
        while (true) {
            RouteTable table = routes.table();
            Route route = table.choose(requestId, request);
            try {
                ServedModel model = responder.answer(table, route, requestId, begin, vector, out);
                route.record(InFlight.stripe(), System.nanoTime() - begin);
                return model;
            } catch (Responder.GoneException e) {
                requireOpen();
            }
        }
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
                routes.answered() + constants.sum(),
                routes.errors() + unreadable.sum(),
                log.lost(),
                log.queued(),
                shadow.errors(),
                latencies.percentile(50),
                latencies.percentile(99),
                routes.table().routes().stream().map(Route::status).toList());
    }

    @Override
    public void flush() {
        requireOpen();
        log.flush();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
            logging.awaitEmpty();
            try {
                log.close();
            } finally {
                routes.close();
            }
        }
    }

    private PredictionMeter meter(@Nullable ServedModel answering) {
        return answering == null ? constantMeter : answering.meter();
    }

    private void requireServing() {
        requireOpen();
        String reason = killSwitch.reason();
        if (reason != null) {
            strayMeter.predicted(null, Outcome.REFUSED, 0);
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
