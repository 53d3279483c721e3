// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.core.lease.Lease;
import org.mlops4j.data.Limits;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.tracking.Tracking;

/** The runs that go on in this process on one opened store, whoever acts. Thread-safe. */
public final class RunKeeper implements AutoCloseable {

    private final MetadataStore metadata;
    private final SeriesStore series;
    private final BlobStore blobs;
    private final InstantSource clock;
    private final Lease lease;
    private final Progress progress;
    private final Limits limits;
    private final MetricBuffer buffer;
    private final Set<LiveRun> open = ConcurrentHashMap.newKeySet();

    /** A keeper without runs. */
    public RunKeeper(
            MetadataStore metadata,
            SeriesStore series,
            BlobStore blobs,
            InstantSource clock,
            Lease lease,
            Progress progress,
            Limits limits) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.series = requireNonNull(series, "series");
        this.blobs = requireNonNull(blobs, "blobs");
        this.clock = requireNonNull(clock, "clock");
        this.lease = requireNonNull(lease, "lease");
        this.progress = requireNonNull(progress, "progress");
        this.limits = requireNonNull(limits, "limits");
        this.buffer = new MetricBuffer(metadata, series);
    }

    /** {@return tracking in the name of the chain's actor} */
    public Tracking tracking(HashChain chain, ModelRegistry registry) {
        return new LocalTracking(this, chain, registry);
    }

    /** Makes the metrics logged so far durable. */
    public void flush() {
        buffer.flush();
    }

    /** Samples the system metrics that are due. */
    public void sample() {
        open.forEach(LiveRun::sample);
    }

    /** Declares the runs of dead processes lost, in the name of the chain's actor. */
    public void sweep(HashChain chain) {
        new LostRuns(metadata, series, clock, lease).sweep(chain);
    }

    /** Fails the runs that are still open, all of them even if one was declared lost. */
    @Override
    public void close() {
        Throwable cause = new IllegalStateException("the store was closed before the run");
        Closing.all(
                open.stream().map(run -> (AutoCloseable) () -> run.fail(cause)).toList());
    }

    MetadataStore metadata() {
        return metadata;
    }

    SeriesStore series() {
        return series;
    }

    BlobStore blobs() {
        return blobs;
    }

    InstantSource clock() {
        return clock;
    }

    Lease lease() {
        return lease;
    }

    Progress progress() {
        return progress;
    }

    Limits limits() {
        return limits;
    }

    MetricBuffer buffer() {
        return buffer;
    }

    void started(LiveRun run) {
        open.add(run);
    }

    /** The document of a run that goes on is of no use any more; if the process dies here, a later sweep removes it. */
    void ended(LiveRun run) {
        open.remove(run);
        if (metadata.read(reader -> reader.find(RunDocuments.LIVE, run.id())).isPresent()) {
            metadata.write(writer -> writer.delete(RunDocuments.LIVE, run.id()));
        }
    }
}
