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
import org.mlops4j.core.documents.PointPages;
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

/**
 * Seals the runs whose process died, with what they had logged. An owner that was taken for dead may wake at any
 * moment: what it was told to be stored before the seal is in it, what comes later is not. Costs as much as to read and
 * append every point of a lost run.
 */
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
        RunSeries kept = RunSeries.ofLost(run.id(), lease.id());
        SortedMap<String, MetricSummary> summaries = new TreeMap<>();
        // The stored summary may be older than the last points: the process may have died between the two.
        keep(run.id(), logged, kept)
                .forEach(key -> summaries.put(
                        key, SummaryBuilder.of(series, kept.name(key)).build()));
        Digest points = Seal.points(series, kept, summaries.keySet());
        chain.transact(
                "run.lose",
                run.id(),
                "its process died",
                writer -> writer.find(RunDocuments.RUN, run.id())
                        .filter(RunDocuments::isRunning)
                        // An owner that wrote meanwhile lives after all.
                        .filter(still -> RunDocuments.logged(writer, run.id()).equals(logged))
                        .map(still -> {
                            RunDocuments.putEnded(
                                    writer,
                                    withPointsIn(kept, still),
                                    RunDocuments.withSummaries(logged, summaries),
                                    RunStatus.LOST,
                                    clock.instant(),
                                    "the process that ran it died",
                                    points);
                            return still;
                        }));
    }

    /** {@return the metrics of a run, whose points were copied to where they are kept} */
    private SortedSet<String> keep(String run, Document logged, RunSeries kept) {
        RunSeries owned = RunSeries.ofOwner(run);
        SortedSet<String> keys = new TreeSet<>(logged.get("metrics").fields().keySet());
        keys.forEach(key ->
                PointPages.forEachPage(series, owned.name(key), page -> series.append(renamed(page, owned, kept))));
        List<Point> pending = renamed(PendingPoints.of(logged), owned, kept);
        if (!pending.isEmpty()) {
            series.append(pending);
        }
        pending.forEach(point -> keys.add(kept.metric(point.series())));
        return keys;
    }

    private static List<Point> renamed(List<Point> points, RunSeries from, RunSeries to) {
        return points.stream()
                .map(point ->
                        new Point(to.name(from.metric(point.series())), point.step(), point.time(), point.value()))
                .toList();
    }

    private static StoredDocument withPointsIn(RunSeries kept, StoredDocument run) {
        return new StoredDocument(run.kind(), run.id(), kept.in(run.body()), run.attributes(), run.version());
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
