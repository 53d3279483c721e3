// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Times;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.DeploymentStatus;
import org.mlops4j.serving.Prediction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A deployment in this process; see {@link ModelSlot} for why no call ever meets a closed predictor. */
final class LocalDeployment implements Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDeployment.class);
    private static final String CHAMPION = "champion";
    private static final String SHADOW = "shadow";

    /** One call in 16 is timed, since reading the clock twice costs as much as the rest of the management. */
    private static final int TIMED = 15;

    private final DeploymentSpec spec;
    private final Mlops mlops;
    private final ModelLoader loader;
    private final KillSwitch killSwitch;
    private final Consumer<LocalDeployment> onClose;
    private final @Nullable VectorReader features;
    private final DeploymentLog log;
    private final int outputs;
    private final ModelSlot champion;
    private final ModelSlot shadow = new ModelSlot(null);

    /** The calls that may add to the log, which is closed after the last of them. */
    private final InFlight logging = new InFlight();

    private final Latencies latencies = new Latencies();
    private final LongAdder errors = new LongAdder();
    private final LongAdder shadowErrors = new LongAdder();
    private volatile boolean closed;

    private LocalDeployment(
            DeploymentSpec spec,
            Mlops mlops,
            ModelLoader loader,
            ServedModel champion,
            Consumer<LocalDeployment> onClose) {
        this.spec = spec;
        this.mlops = mlops;
        this.loader = loader;
        this.onClose = onClose;
        this.killSwitch = new KillSwitch(mlops, spec.name());
        this.features = spec.findFeatures().orElse(null);
        this.outputs = champion.outputs();
        this.champion = new ModelSlot(champion);
        this.log = DeploymentLog.open(spec, mlops.events(), outputs);
    }

    /** {@return a deployment that serves} What was opened on the way is freed if it cannot. */
    static LocalDeployment open(
            DeploymentSpec spec, Mlops mlops, ModelLoader loader, Consumer<LocalDeployment> onClose) {
        ServedModel first = loader.load(
                mlops.registry().resolve(spec.champion()),
                spec.name(),
                spec.findFeatures().orElse(null));
        LocalDeployment deployment;
        try {
            deployment = new LocalDeployment(spec, mlops, loader, first, onClose);
        } catch (RuntimeException e) {
            first.retire();
            throw e;
        }
        try {
            deployment.killSwitch.refresh();
            deployment.followShadow();
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
        ServedModel model = champion.current();
        if (model == null) {
            throw closed();
        }
        return model.version();
    }

    @Override
    public void score(double[] in, double[] out) {
        requireServing();
        int stripe = InFlight.stripe();
        ServedModel model = enterChampion(stripe);
        boolean answered = false;
        try {
            if ((model.calls().entered(stripe) & TIMED) == 0) {
                scoreTimed(model, in, out);
            } else {
                model.predict(in, out);
            }
            answered = true;
        } finally {
            leaveChampion(model, stripe, answered);
        }
    }

    @Override
    public Prediction predict(String requestId, Row request) {
        requireNonNull(requestId, "requestId");
        requireNonNull(request, "request");
        VectorReader reader = features;
        if (reader == null) {
            throw new IllegalStateException("deployment '" + name()
                    + "' has no features; deploy with DeploymentSpec.features(...), or call score with a vector");
        }
        int stripe = InFlight.stripe();
        logging.enter(stripe);
        try {
            requireServing();
            return predict(requestId, request, reader);
        } finally {
            logging.leave(stripe);
        }
    }

    private Prediction predict(String requestId, Row request, VectorReader reader) {
        long time = Times.nanos(mlops.clock().instant());
        long begin = System.nanoTime();
        double[] vector = new double[reader.names().size()];
        double[] out = new double[outputs];
        try {
            reader.read(request, time, vector);
        } catch (RuntimeException e) {
            errors.increment();
            throw e;
        }
        ModelVersion version = answer(vector, out);
        long latency = System.nanoTime() - begin;
        latencies.record(latency);
        if (log.takes(requestId)) {
            LoggedRequest logged = new LoggedRequest(requestId, time, vector, request);
            log.add(new LoggedPrediction(logged, version, CHAMPION, latency, out));
            answerInTheShadow(logged);
        }
        List<Double> values = new ArrayList<>(out.length);
        for (double value : out) {
            values.add(value);
        }
        return new Prediction(requestId, Times.instant(time), values, version, CHAMPION, latency);
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
        boolean moved;
        try {
            moved = followChampion();
        } catch (RuntimeException e) {
            // A champion that cannot be loaded does not keep the shadow from moving.
            try {
                followShadow();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        followShadow();
        return moved;
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
                champion.answered(),
                errors.sum(),
                log.lost(),
                shadowErrors.sum(),
                latencies.percentile(50),
                latencies.percentile(99));
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
                try {
                    champion.put(null);
                } finally {
                    shadow.put(null);
                }
            }
        }
    }

    /**
     * Puts the version that the alias points at in place, if it is another one. {@code synchronized}: one swap at a
     * time, and none after the deployment was closed, since nobody would free the new model.
     */
    private synchronized boolean followChampion() {
        requireOpen();
        ModelVersion wanted = mlops.registry().resolve(spec.champion());
        ModelVersion old = champion();
        if (wanted.equals(old)) {
            return false;
        }
        champion.put(loadLikeFirst(wanted));
        LOG.info("deployment {} now answers with {} instead of {}", name(), wanted, old);
        return true;
    }

    private synchronized void followShadow() {
        requireOpen();
        String reference = spec.findShadow().orElse(null);
        if (reference == null) {
            return;
        }
        ModelVersion wanted;
        try {
            wanted = mlops.registry().resolve(reference);
        } catch (NotFoundException nowhereYet) {
            LOG.debug("deployment {} has no shadow: {}", name(), nowhereYet.getMessage());
            return;
        }
        ServedModel old = shadow.current();
        if (wanted.equals(champion())) {
            shadow.put(null);
        } else if (old == null || !wanted.equals(old.version())) {
            shadow.put(loadLikeFirst(wanted));
        }
    }

    private ServedModel loadLikeFirst(ModelVersion version) {
        ServedModel next = loader.load(version, name(), features);
        if (next.outputs() != outputs) {
            next.retire();
            throw new IncompatibleException(version + " has " + next.outputs() + " outputs, deployment '" + name()
                    + "' answers with " + outputs);
        }
        return next;
    }

    private ModelVersion answer(double[] vector, double[] out) {
        int stripe = InFlight.stripe();
        ServedModel model = enterChampion(stripe);
        boolean answered = false;
        try {
            model.predict(vector, out);
            answered = true;
            return model.version();
        } finally {
            leaveChampion(model, stripe, answered);
        }
    }

    private ServedModel enterChampion(int stripe) {
        ServedModel model = champion.enter(stripe);
        if (model == null) {
            throw closed();
        }
        return model;
    }

    private void leaveChampion(ServedModel model, int stripe, boolean answered) {
        if (answered) {
            model.calls().leave(stripe);
        } else {
            model.calls().cancel(stripe);
            errors.increment();
        }
    }

    private void answerInTheShadow(LoggedRequest request) {
        int stripe = InFlight.stripe();
        ServedModel model = shadow.enter(stripe);
        if (model == null) {
            return;
        }
        try {
            double[] out = new double[outputs];
            long begin = System.nanoTime();
            model.predict(request.features, out);
            log.add(new LoggedPrediction(request, model.version(), SHADOW, System.nanoTime() - begin, out));
        } catch (RuntimeException | LinkageError e) {
            shadowErrors.increment();
            LOG.debug("the shadow {} of deployment {} failed", model.version(), name(), e);
        } finally {
            model.calls().leave(stripe);
        }
    }

    private void scoreTimed(ServedModel model, double[] in, double[] out) {
        long begin = System.nanoTime();
        model.predict(in, out);
        latencies.record(System.nanoTime() - begin);
    }

    private void requireServing() {
        requireOpen();
        String reason = killSwitch.reason();
        if (reason != null) {
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
