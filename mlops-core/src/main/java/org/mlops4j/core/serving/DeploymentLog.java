// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.features.VectorReader;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.Telemetry;

/** The predictions, failures and labels of a deployment on their way to the event log. Thread-safe. */
final class DeploymentLog implements AutoCloseable {

    private final Sampling sampling;
    private final @Nullable EventWriter<LoggedPrediction> predictions;
    private final @Nullable EventWriter<LoggedFailure> failures;
    private final EventWriter<LoggedLabel> labels;

    private DeploymentLog(
            Sampling sampling,
            @Nullable EventWriter<LoggedPrediction> predictions,
            @Nullable EventWriter<LoggedFailure> failures,
            EventWriter<LoggedLabel> labels) {
        this.sampling = sampling;
        this.predictions = predictions;
        this.failures = failures;
        this.labels = labels;
    }

    /**
     * Makes the streams, or checks those that are there.
     *
     * @throws org.mlops4j.error.IncompatibleException if a stream is there with other columns
     * @throws org.mlops4j.error.InvalidException if a field of the request cannot be logged
     */
    static DeploymentLog open(DeploymentSpec spec, EventLog events, int outputs, Telemetry telemetry) {
        LongConsumer unlogged = rows -> telemetry.unlogged(spec.name(), rows);
        String labels = PredictionStreams.labels(spec.name());
        events.create(labels, PredictionStreams.LABELS, PredictionStreams.TIME);
        VectorReader logged =
                spec.logging().sample() == 0 ? null : spec.findFeatures().orElse(null);
        return new DeploymentLog(
                new Sampling(spec.name(), spec.logging().sample()),
                logged == null ? null : predictions(spec, logged, events, outputs, unlogged),
                logged == null ? null : failures(spec, events, unlogged),
                new EventWriter<>(
                        events, labels, LoggedLabel::table, spec.logging().whenFull(), unlogged));
    }

    private static EventWriter<LoggedPrediction> predictions(
            DeploymentSpec spec, VectorReader reader, EventLog events, int outputs, LongConsumer unlogged) {
        PredictionTable table = PredictionTable.of(reader, outputs);
        String stream = PredictionStreams.predictions(spec.name(), reader);
        events.create(stream, table.schema(), PredictionStreams.TIME);
        return new EventWriter<>(events, stream, table::of, spec.logging().whenFull(), unlogged);
    }

    private static EventWriter<LoggedFailure> failures(DeploymentSpec spec, EventLog events, LongConsumer unlogged) {
        String stream = PredictionStreams.failures(spec.name());
        events.create(stream, PredictionStreams.FAILURES, PredictionStreams.TIME);
        return new EventWriter<>(
                events, stream, LoggedFailure::table, spec.logging().whenFull(), unlogged);
    }

    /** {@return whether predictions under that id are logged} */
    boolean takes(String requestId) {
        return predictions != null && sampling.takes(requestId);
    }

    /** Takes a prediction that {@link #takes} is true of. */
    void add(LoggedPrediction prediction) {
        if (predictions != null) {
            predictions.add(prediction);
        }
    }

    /** Takes a failure of a request that {@link #takes} is true of. */
    void add(LoggedFailure failure) {
        if (failures != null) {
            failures.add(failure);
        }
    }

    /** Takes a label if the prediction of that id is logged. */
    void add(LoggedLabel label) {
        if (sampling.takes(label.requestId())) {
            labels.add(label);
        }
    }

    long lost() {
        return writers().mapToLong(EventWriter::lost).sum();
    }

    /** {@return how many rows are not with the thread that appends yet} */
    long queued() {
        return writers().mapToLong(EventWriter::queued).sum();
    }

    /** {@return how many rows of each kind are not with the thread that appends yet} */
    Map<String, LongSupplier> queues() {
        Map<String, LongSupplier> queues = new TreeMap<>();
        queues.put("labels", labels::queued);
        if (predictions != null) {
            queues.put("predictions", predictions::queued);
        }
        if (failures != null) {
            queues.put("failures", failures::queued);
        }
        return queues;
    }

    void flush() {
        writers().forEach(EventWriter::flush);
    }

    /** Flushes and ends the threads, even if one of the streams cannot be synced. */
    @Override
    public void close() {
        Closing.all(writers().toList());
    }

    private Stream<EventWriter<?>> writers() {
        return Stream.of(predictions, failures, labels).filter(Objects::nonNull);
    }
}
