// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.content.Contents;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.data.RelativePath;
import org.mlops4j.data.Times;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.MetricSummary;
import org.mlops4j.tracking.PastRun;
import org.mlops4j.tracking.RunRecord;

/**
 * Stores runs that ended elsewhere. Bytes and points go first, under a number that no other run gets; the transaction
 * that makes the run comes last. So a process that dies within leaves nothing that anybody could take for a run.
 */
final class PastRuns {

    private static final int POINTS_AT_ONCE = 10_000;

    private final RunKeeper keeper;
    private final HashChain chain;

    PastRuns(RunKeeper keeper, HashChain chain) {
        this.keeper = keeper;
        this.chain = chain;
    }

    /** {@return the document of the run of an origin, if there is one} */
    static Optional<StoredDocument> find(MetadataReader reader, String origin) {
        return reader
                .query(MetadataQuery.of(RunDocuments.RUN)
                        .whereEqual("origin", origin)
                        .limit(1))
                .stream()
                .findFirst();
    }

    RunRecord restore(PastRun run) {
        Document.Fields logged = checked(run);
        long number = reserve(run);
        String id = RunDocuments.id(run.spec(), number);
        SortedMap<String, MetricSummary> summaries = storePoints(id, run.metrics());
        Digest points = Seal.points(keeper.series(), RunSeries.ofOwner(id), summaries.keySet());
        Document.Fields complete = RunDocuments.withSummaries(withArtifacts(logged, run), summaries);
        return chain.transact("run.import", id, "from " + run.origin(), writer -> {
            requireNew(writer, run.origin());
            RunDocuments.putEnded(
                    writer, started(run, id, number), complete, run.status(), run.ended(), failure(run), points);
            return RunDocuments.find(writer, id).orElseThrow();
        });
    }

    /** {@return all but metrics and artifacts, of which every rule holds; nothing is stored before} */
    private Document.Fields checked(PastRun run) {
        Limits limits = keeper.limits();
        limits.requireName("experiment", run.spec().experiment());
        Times.nanos(run.started());
        Times.nanos(run.ended());
        run.metrics().keySet().forEach(key -> limits.requireKey("metric", key));
        run.artifacts().keySet().forEach(RelativePath::new);
        Document.Fields logged =
                RunDocuments.withTags(RunDocuments.nothingLogged(), TextLimits.tags(limits, run.tags()));
        logged = RunDocuments.withParams(logged, Params.toDocuments(limits, run.params()));
        for (DatasetRef dataset : run.datasets()) {
            logged = RunDocuments.withDataset(logged, dataset);
        }
        return run.findNote().isEmpty()
                ? logged
                : RunDocuments.withNote(
                        logged,
                        TextLimits.note(limits, run.origin(), run.findNote().get()));
    }

    private long reserve(PastRun run) {
        return chain.transact("run.reserve", "", writer -> {
            requireNew(writer, run.origin());
            run.spec().findParent().ifPresent(parent -> LocalTracking.requireRun(writer, parent));
            long number = LocalTracking.nextNumber(writer, run.spec().experiment());
            return new HashChain.Deed<>(RunDocuments.id(run.spec(), number), number);
        });
    }

    private static void requireNew(MetadataReader reader, String origin) {
        find(reader, origin).ifPresent(before -> {
            throw new AlreadyExistsException("run '" + origin + "' was restored before, as '" + before.id() + "'");
        });
    }

    private SortedMap<String, MetricSummary> storePoints(String run, SortedMap<String, Iterable<MetricPoint>> metrics) {
        SortedMap<String, MetricSummary> summaries = new TreeMap<>();
        metrics.forEach((key, points) -> {
            String series = RunSeries.ofOwner(run).name(key);
            List<Point> batch = new ArrayList<>();
            long stored = 0;
            for (MetricPoint point : points) {
                batch.add(new Point(series, point.step(), point.time(), point.value()));
                stored++;
                if (batch.size() == POINTS_AT_ONCE) {
                    keeper.series().append(batch);
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                keeper.series().append(batch);
            }
            if (stored > 0) {
                // What was given may hold points twice; what is stored does not.
                summaries.put(key, SummaryBuilder.of(keeper.series(), series).build());
            }
        });
        return summaries;
    }

    private Document.Fields withArtifacts(Document.Fields logged, PastRun run) {
        SortedMap<String, Digest> files = new TreeMap<>();
        run.artifacts().forEach((path, content) -> {
            String what = "artifact '" + path + "' of run '" + run.origin() + "'";
            files.put(path, Contents.read(what, content, keeper.blobs()::put));
        });
        return RunDocuments.withArtifacts(logged, files);
    }

    private StoredDocument started(PastRun run, String id, long number) {
        Actor actor = run.findActor().orElse(chain.actor());
        Document.Fields body = RunDocuments.begun(run.spec(), number, actor, run.started(), run.environment())
                .with("origin", run.origin());
        return new StoredDocument(RunDocuments.RUN, id, body, new TreeMap<>(), 1);
    }

    private static @Nullable String failure(PastRun run) {
        return TextLimits.failure(run.findFailure().orElse(null));
    }
}
