// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
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
import org.mlops4j.serving.PredictionStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deployment in this process. The champion is published by one volatile write; see {@link InFlight} for why no call
 * ever meets a closed predictor.
 */
final class LocalDeployment implements Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDeployment.class);

    /** One call in 16 is timed, since reading the clock twice costs as much as the rest of the management. */
    private static final int TIMED = 15;

    private static final long HIGHEST_LATENCY_NANOS = 60_000_000_000L;

    private final DeploymentSpec spec;
    private final Mlops mlops;
    private final ModelLoader loader;
    private final KillSwitch killSwitch;
    private final Consumer<LocalDeployment> onClose;
    private final @Nullable VectorReader features;
    private final @Nullable EventWriter<LoggedPrediction> predictionLog;
    private final EventWriter<LoggedLabel> labelLog;
    private final Sampling sampling;
    private final int outputs;
    private final Recorder latencies = new Recorder(HIGHEST_LATENCY_NANOS, 2);
    private final Histogram allLatencies = new Histogram(HIGHEST_LATENCY_NANOS, 2);
    private final LongAdder errors = new LongAdder();
    private final LongAdder shadowErrors = new LongAdder();
    private volatile ServedModel champion;
    private volatile @Nullable ServedModel shadow;
    private volatile @Nullable String stopped;
    private volatile boolean closed;
    private long retiredCalls;

    LocalDeployment(DeploymentSpec spec, Mlops mlops, ModelLoader loader, Consumer<LocalDeployment> onClose) {
        this.spec = spec;
        this.mlops = mlops;
        this.loader = loader;
        this.onClose = onClose;
        this.killSwitch = new KillSwitch(mlops, spec.name());
        this.features = spec.findFeatures().orElse(null);
        this.sampling = new Sampling(spec.name(), spec.logging().sample());
        this.champion = loader.load(mlops.registry().resolve(spec.champion()), features);
        this.outputs = champion.outputs();
        this.stopped = killSwitch.reason().orElse(null);
        String labels = PredictionStreams.labels(spec.name());
        mlops.events().create(labels, PredictionStreams.LABELS, PredictionStreams.TIME);
        this.labelLog = new EventWriter<>(
                mlops.events(), labels, LoggedLabel::table, spec.logging().whenFull());
        this.predictionLog = features == null || spec.logging().sample() == 0 ? null : openLog(features);
        followShadow();
    }

    private EventWriter<LoggedPrediction> openLog(VectorReader reader) {
        PredictionTable table = PredictionTable.of(reader, outputs);
        String stream = PredictionStreams.predictions(spec.name(), reader);
        mlops.events().create(stream, table.schema(), PredictionStreams.TIME);
        return new EventWriter<>(
                mlops.events(), stream, table::of, spec.logging().whenFull());
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public ModelVersion champion() {
        return champion.version();
    }

    @Override
    public void score(double[] in, double[] out) {
        requireServing();
        while (true) {
            ServedModel model = champion;
            InFlight calls = model.calls();
            int stripe = calls.stripe();
            long before = calls.enter(stripe);
            try {
                if (model == champion) {
                    if ((before & TIMED) == 0) {
                        scoreTimed(model, in, out);
                    } else {
                        model.predict(in, out);
                    }
                    return;
                }
            } catch (RuntimeException e) {
                errors.increment();
                throw e;
            } finally {
                calls.leave(stripe);
            }
        }
    }

    @Override
    public Prediction predict(String requestId, Row request) {
        requireNonNull(requestId, "requestId");
        VectorReader reader = features;
        if (reader == null) {
            throw new IllegalStateException("deployment '" + name()
                    + "' has no features; deploy with DeploymentSpec.features(...), or call score with a vector");
        }
        requireServing();
        long time = Times.nanos(mlops.clock().instant());
        long begin = System.nanoTime();
        double[] vector = new double[reader.names().size()];
        double[] out = new double[outputs];
        ModelVersion version;
        try {
            reader.read(request, time, vector);
            version = answer(vector, out);
        } catch (RuntimeException e) {
            errors.increment();
            throw e;
        }
        long latency = System.nanoTime() - begin;
        latencies.recordValue(Math.min(latency, HIGHEST_LATENCY_NANOS));
        log(requestId, time, version, "champion", latency, out, vector, request);
        answerInTheShadow(requestId, time, vector, request);
        List<Double> values = new ArrayList<>(out.length);
        for (double value : out) {
            values.add(value);
        }
        return new Prediction(requestId, Times.instant(time), values, version, "champion", latency);
    }

    @Override
    public void label(String requestId, double label) {
        requireNonNull(requestId, "requestId");
        if (Double.isNaN(label)) {
            throw new InvalidException("the label of request '" + requestId + "' must be a number, was NaN");
        }
        requireOpen();
        if (sampling.takes(requestId)) {
            labelLog.add(new LoggedLabel(requestId, Times.nanos(mlops.clock().instant()), label));
        }
    }

    @Override
    public boolean refresh() {
        requireOpen();
        stopped = killSwitch.reason().orElse(null);
        followShadow();
        return followChampion();
    }

    @Override
    public void stop(String reason) {
        requireOpen();
        killSwitch.stop(requireNonNull(reason, "reason"));
        stopped = reason;
    }

    @Override
    public void resume(String reason) {
        requireOpen();
        killSwitch.resume(requireNonNull(reason, "reason"));
        stopped = null;
    }

    @Override
    public synchronized DeploymentStatus status() {
        allLatencies.add(latencies.getIntervalHistogram());
        long lost = labelLog.lost() + (predictionLog == null ? 0 : predictionLog.lost());
        return new DeploymentStatus(
                stopped,
                retiredCalls + champion.calls().entered(),
                errors.sum(),
                lost,
                shadowErrors.sum(),
                Duration.ofNanos(allLatencies.getValueAtPercentile(50)),
                Duration.ofNanos(allLatencies.getValueAtPercentile(99)));
    }

    @Override
    public void flush() {
        requireOpen();
        flushLogs();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
            if (predictionLog != null) {
                predictionLog.close();
            }
            labelLog.close();
            champion.retire();
            ServedModel second = shadow;
            if (second != null) {
                second.retire();
            }
        }
    }

    /**
     * Puts the version that the alias points at in place, if it is another one. {@code synchronized}: one swap at a
     * time.
     */
    private synchronized boolean followChampion() {
        ModelVersion wanted = mlops.registry().resolve(spec.champion());
        ServedModel old = champion;
        if (wanted.equals(old.version())) {
            return false;
        }
        ServedModel next = loadLikeFirst(wanted);
        champion = next;
        retiredCalls += old.calls().entered();
        old.retire();
        LOG.info("deployment {} now answers with {} instead of {}", name(), wanted, old.version());
        return true;
    }

    private synchronized void followShadow() {
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
        ServedModel old = shadow;
        boolean answersAlready = wanted.equals(champion.version());
        if (old != null && !answersAlready && wanted.equals(old.version())) {
            return;
        }
        shadow = answersAlready ? null : loadLikeFirst(wanted);
        if (old != null) {
            old.retire();
        }
    }

    private ServedModel loadLikeFirst(ModelVersion version) {
        ServedModel next = loader.load(version, features);
        if (next.outputs() != outputs) {
            next.retire();
            throw new IncompatibleException(version + " has " + next.outputs() + " outputs, deployment '" + name()
                    + "' answers with " + outputs);
        }
        return next;
    }

    private ModelVersion answer(double[] vector, double[] out) {
        while (true) {
            ServedModel model = champion;
            int stripe = model.calls().stripe();
            model.calls().enter(stripe);
            try {
                if (model == champion) {
                    model.predict(vector, out);
                    return model.version();
                }
            } finally {
                model.calls().leave(stripe);
            }
        }
    }

    private void answerInTheShadow(String requestId, long time, double[] vector, Row request) {
        ServedModel model = shadow;
        if (model == null || predictionLog == null) {
            return;
        }
        int stripe = model.calls().stripe();
        model.calls().enter(stripe);
        try {
            if (model == shadow) {
                double[] out = new double[outputs];
                long begin = System.nanoTime();
                model.predict(vector, out);
                log(requestId, time, model.version(), "shadow", System.nanoTime() - begin, out, vector, request);
            }
        } catch (RuntimeException e) {
            shadowErrors.increment();
            LOG.debug("the shadow {} of deployment {} failed", model.version(), name(), e);
        } finally {
            model.calls().leave(stripe);
        }
    }

    private void log(
            String requestId,
            long time,
            ModelVersion version,
            String route,
            long latency,
            double[] out,
            double[] vector,
            Row request) {
        if (predictionLog != null && sampling.takes(requestId)) {
            predictionLog.add(new LoggedPrediction(requestId, time, version, route, latency, out, vector, request));
        }
    }

    private void scoreTimed(ServedModel model, double[] in, double[] out) {
        long begin = System.nanoTime();
        model.predict(in, out);
        latencies.recordValue(Math.min(System.nanoTime() - begin, HIGHEST_LATENCY_NANOS));
    }

    private void flushLogs() {
        if (predictionLog != null) {
            predictionLog.flush();
        }
        labelLog.flush();
    }

    private void requireServing() {
        requireOpen();
        String reason = stopped;
        if (reason != null) {
            throw new RejectedException("deployment '" + name() + "' is stopped: " + reason);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("deployment '" + name() + "' is closed");
        }
    }
}
