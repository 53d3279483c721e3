// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.RelativePath;
import org.mlops4j.data.Times;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunBatch;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;
import org.mlops4j.tracking.Tracking;

/**
 * A run of this process. The monitor of the object orders every call with the end of the run, so nothing slips in
 * behind the seal.
 */
final class LiveRun implements Run {

    private final String id;
    private final String experiment;
    private final RunKeeper keeper;
    private final HashChain chain;
    private final ModelRegistry registry;
    private final Tracking tracking;
    private final MetricLog metrics;
    private final @Nullable SystemMetrics system;
    private Progress.@Nullable Work shown;
    private long samples;
    private boolean ended;

    LiveRun(
            String id,
            String experiment,
            RunKeeper keeper,
            HashChain chain,
            ModelRegistry registry,
            Tracking tracking,
            @Nullable SystemMetrics system) {
        this.id = id;
        this.experiment = experiment;
        this.keeper = keeper;
        this.chain = chain;
        this.registry = registry;
        this.tracking = tracking;
        this.system = system;
        this.metrics = new MetricLog(id, keeper.limits());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String experiment() {
        return experiment;
    }

    @Override
    public void param(String key, Object value) {
        params(Map.of(key, value));
    }

    @Override
    public void params(Map<String, ?> values) {
        Map<String, Document> params = Params.toDocuments(keeper.limits(), values);
        change(live -> withParams(live, params));
    }

    @Override
    public void tag(String key, String value) {
        Map<String, String> tags = TextLimits.tags(keeper.limits(), Map.of(key, value));
        change(live -> RunDocuments.withTags(live, tags));
    }

    @Override
    public synchronized void log(RunBatch batch) {
        requireOpen();
        Map<String, Document> params = Params.toDocuments(keeper.limits(), batch.params());
        Map<String, String> tags = TextLimits.tags(keeper.limits(), batch.tags());
        Instant now = keeper.clock().instant();
        List<MetricBuffer.Logged> points = batch.metrics().stream()
                .map(metric -> logged(
                        metric.key(), metric.step(), metric.time() == null ? now : metric.time(), metric.value()))
                .toList();
        keeper.buffer()
                .storeAnnounced(
                        points,
                        () -> change(live -> PendingPoints.with(
                                RunDocuments.withTags(withParams(live, params), tags),
                                points.stream().map(MetricBuffer.Logged::point).toList())));
    }

    @Override
    public void note(String markdown) {
        String note = TextLimits.note(keeper.limits(), id, markdown);
        change(live -> RunDocuments.withNote(live, note));
    }

    @Override
    public void metric(String key, double value) {
        metric(key, value, 0);
    }

    @Override
    public void metric(String key, double value, long step) {
        add(key, value, step, keeper.clock().instant());
    }

    @Override
    public void metric(String key, double value, long step, Instant time) {
        Times.nanos(time);
        add(key, value, step, time);
    }

    @Override
    public void dataset(DatasetRef data) {
        change(live -> RunDocuments.withDataset(live, data));
    }

    @Override
    public void artifacts(String folder, Path directory) {
        synchronized (this) {
            requireOpen();
        }
        Map<String, Digest> files = FolderFiles.store(folder, directory, keeper.blobs());
        change(live -> RunDocuments.withArtifacts(live, files));
    }

    @Override
    public Digest artifact(String name, Path file) {
        requireNonNull(file, "file");
        try (InputStream in = Files.newInputStream(file)) {
            return artifact(name, in);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("there is no file " + file + " for artifact '" + name + "'", e);
        } catch (IOException e) {
            throw new StorageException("could not read " + file + " for artifact '" + name + "'", e);
        }
    }

    @Override
    public Digest artifact(String name, byte[] bytes) {
        return artifact(name, new ByteArrayInputStream(bytes));
    }

    /** The bytes are stored outside of the monitor, so that a slow stream does not hold up who logs. */
    @Override
    public Digest artifact(String name, InputStream bytes) {
        String path = new RelativePath(name).text();
        synchronized (this) {
            requireOpen();
        }
        Digest digest = keeper.blobs().put(bytes);
        change(live -> RunDocuments.withArtifacts(live, Map.of(path, digest)));
        return digest;
    }

    @Override
    public synchronized ModelVersion register(String model, ModelPackage contents) {
        requireOpen();
        return registry.register(model, contents, id);
    }

    @Override
    public synchronized void progress(long done, long total) {
        requireOpen();
        if (shown == null) {
            shown = keeper.progress().start(id, total);
        }
        shown.at(done);
    }

    @Override
    public void flush() {
        keeper.buffer().flush();
        if (metrics.isLost()) {
            throw lost();
        }
    }

    @Override
    public Run nested(String name) {
        return tracking.start(RunSpec.of(experiment).named(name).within(id));
    }

    @Override
    public void fail(Throwable cause) {
        end(RunStatus.FAILED, cause.toString());
    }

    @Override
    public void kill(String reason) {
        end(RunStatus.KILLED, requireNonNull(reason, "reason"));
    }

    @Override
    public void close() {
        end(RunStatus.FINISHED, null);
    }

    private synchronized void add(String key, double value, long step, Instant time) {
        MetricBuffer.Logged point = logged(key, step, time, value);
        requireOpen();
        keeper.buffer().add(point);
    }

    /** Logs the system metrics if they are due. */
    synchronized void sample() {
        if (system == null || ended || metrics.isLost()) {
            return;
        }
        Instant now = keeper.clock().instant();
        Map<String, Double> sample = system.sampleIfDue(now);
        if (!sample.isEmpty()) {
            samples++;
            sample.forEach((key, value) -> keeper.buffer().add(logged(key, samples, now, value)));
        }
    }

    private synchronized void change(UnaryOperator<Document.Fields> change) {
        requireOpen();
        keeper.metadata().write(writer -> {
            StoredDocument running = running(writer);
            return RunDocuments.putLive(writer, running, change.apply(RunDocuments.logged(writer, id)));
        });
    }

    private synchronized void end(RunStatus status, @Nullable String failure) {
        if (ended) {
            return;
        }
        keeper.buffer().flush();
        try {
            seal(status, failure);
        } catch (ConflictException e) {
            if (metrics.isLost()) {
                leave();
            }
            throw e;
        }
        leave();
    }

    private void seal(RunStatus status, @Nullable String failure) {
        Digest points = Seal.points(
                keeper.series(),
                RunSeries.ofOwner(id),
                keeper.buffer().summaries(metrics).keySet());
        chain.transact(action(status), id, "", writer -> {
            StoredDocument run = running(writer);
            Document logged = RunDocuments.logged(writer, id);
            RunDocuments.putEnded(
                    writer, run, logged, status, keeper.clock().instant(), TextLimits.failure(failure), points);
            return run;
        });
    }

    /** Nobody can log to the run any more, whether this process ended it or another. */
    private void leave() {
        ended = true;
        if (shown != null) {
            shown.close();
        }
        keeper.ended(this);
    }

    private MetricBuffer.Logged logged(String key, long step, Instant time, double value) {
        return new MetricBuffer.Logged(metrics, key, new SeriesStore.Point(metrics.series(key), step, time, value));
    }

    private Document.Fields withParams(Document live, Map<String, Document> params) {
        Params.requireSetOnce(id, live.get("params").fields(), params);
        return RunDocuments.withParams(live, params);
    }

    private static String action(RunStatus status) {
        return switch (status) {
            case FINISHED -> "run.finish";
            case KILLED -> "run.kill";
            default -> "run.fail";
        };
    }

    private StoredDocument running(MetadataReader reader) {
        return reader.find(RunDocuments.RUN, id).filter(RunDocuments::isRunning).orElseThrow(() -> {
            metrics.lose();
            return lost();
        });
    }

    private ConflictException lost() {
        return new ConflictException("run '" + id
                + "' was declared lost by another process, which took this one for dead; its record is sealed."
                + " Start a new run.");
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("run '" + id + "' has ended; an ended run never changes");
        }
        if (metrics.isLost()) {
            throw lost();
        }
    }
}
