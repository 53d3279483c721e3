// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.lease.Lease;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.MetricSummary;
import org.mlops4j.tracking.RunStatus;

/** Seals the runs whose process died, with what they had logged. */
final class LostRuns {

    private final MetadataStore metadata;
    private final SeriesStore series;
    private final InstantSource clock;
    private final Lease lease;

    LostRuns(MetadataStore metadata, SeriesStore series, InstantSource clock, Lease lease) {
        this.metadata = metadata;
        this.series = series;
        this.clock = clock;
        this.lease = lease;
    }

    void sweep(HashChain chain) {
        MetadataQuery running = MetadataQuery.of(RunDocuments.RUN).whereEqual("status", RunStatus.RUNNING.name());
        metadata.read(reader -> Pages.all(reader, running)).stream()
                .filter(run -> lease.expired(owner(run)))
                .forEach(run -> lose(chain, run));
        removeLeftovers();
    }

    private void lose(HashChain chain, StoredDocument run) {
        Document.Fields logged = metadata.read(reader -> RunDocuments.logged(reader, run.id()));
        List<Point> pending = PendingPoints.of(logged);
        if (!pending.isEmpty()) {
            series.append(pending);
        }
        SortedSet<String> keys = new TreeSet<>(logged.get("metrics").fields().keySet());
        pending.forEach(point -> keys.add(MetricLog.keyOf(run.id(), point.series())));
        SortedMap<String, MetricSummary> summaries = new TreeMap<>();
        // The stored summary may be older than the last points: the process may have died between the two.
        keys.forEach(key -> summaries.put(
                key,
                SummaryBuilder.of(series, MetricLog.seriesOf(run.id(), key)).build()));
        Digest points = Seal.points(series, run.id(), summaries.keySet());
        chain.transact(
                "run.lose",
                run.id(),
                "its process died",
                writer -> writer.find(RunDocuments.RUN, run.id())
                        .filter(RunDocuments::isRunning)
                        .map(still -> {
                            RunDocuments.putEnded(
                                    writer,
                                    still,
                                    RunDocuments.withSummaries(logged, summaries),
                                    RunStatus.LOST,
                                    clock.instant(),
                                    "the process that ran it died",
                                    points);
                            return still;
                        }));
    }

    /** A process that dies just after it sealed a run leaves the run's live document behind. */
    private void removeLeftovers() {
        List<String> leftovers = metadata.read(reader -> Pages.all(reader, MetadataQuery.of(RunDocuments.LIVE)).stream()
                .map(StoredDocument::id)
                .filter(run -> reader.find(RunDocuments.RUN, run)
                        .filter(RunDocuments::isRunning)
                        .isEmpty())
                .toList());
        if (!leftovers.isEmpty()) {
            metadata.write(writer -> {
                leftovers.forEach(run -> writer.delete(RunDocuments.LIVE, run));
                return leftovers;
            });
        }
    }

    private static String owner(StoredDocument run) {
        return run.body().get("owner").text();
    }
}
