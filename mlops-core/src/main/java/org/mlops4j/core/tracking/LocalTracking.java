// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.environment.ClassPathEntries;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.core.environment.WorkTreeChanges;
import org.mlops4j.core.search.DocumentSearch;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.diff.RunDiff;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.search.Field;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.PastRun;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunArtifacts;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunWork;
import org.mlops4j.tracking.Tracking;

/**
 * Tracking in the name of one actor. A run's id is its experiment and its number in it, such as
 * {@code late-flights-12}; numbers order the runs, whatever the clock said when they started.
 */
final class LocalTracking implements Tracking {

    private static final DocumentSearch RUNS = new DocumentSearch(
            RunDocuments.RUN, RunAttributes::find, Field.attribute("started").descending());

    private final RunKeeper keeper;
    private final HashChain chain;
    private final ModelRegistry registry;

    LocalTracking(RunKeeper keeper, HashChain chain, ModelRegistry registry) {
        this.keeper = keeper;
        this.chain = chain;
        this.registry = registry;
    }

    @Override
    public Run start(String experiment) {
        return start(RunSpec.of(experiment));
    }

    @Override
    public Run start(RunSpec spec) {
        String experiment = keeper.limits().requireName("experiment", spec.experiment());
        String lease = keeper.lease().take();
        Document environment = ProcessEnvironment.current();
        ClassPathEntries.store(keeper.metadata());
        String id = chain.transact("run.start", "", writer -> {
            spec.findParent().ifPresent(parent -> requireRun(writer, parent));
            long number = nextNumber(writer, experiment);
            Instant now = keeper.clock().instant();
            String run = RunDocuments.id(spec, number);
            RunDocuments.putStarted(
                    writer,
                    RunDocuments.begun(spec, number, chain.actor(), now, environment)
                            .with("owner", lease));
            return new HashChain.Deed<>(run, run);
        });
        SystemMetrics system = spec.findSystemMetrics()
                .map(interval -> new SystemMetrics(interval, keeper.clock().instant()))
                .orElse(null);
        LiveRun run = new LiveRun(id, experiment, keeper, chain, registry, this, system);
        keeper.started(run);
        if (spec.keepsSourceChanges()) {
            ProcessEnvironment.changes()
                    .map(WorkTreeChanges::diff)
                    .filter(diff -> diff.length > 0)
                    .ifPresent(diff -> run.artifact(RunSpec.SOURCE_CHANGES, diff));
        }
        return run;
    }

    @Override
    public <T, E extends Exception> T during(RunSpec spec, RunWork<T, E> work) throws E {
        try (Run run = start(spec)) {
            try {
                return work.in(run);
            } catch (Throwable cause) {
                end(run, cause);
                throw cause;
            }
        }
    }

    /** The run's end must not hide why the work failed. */
    private static void end(Run run, Throwable cause) {
        try {
            if (cause instanceof InterruptedException || cause instanceof CancellationException) {
                run.kill(cause.toString());
            } else {
                run.fail(cause);
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public RunRecord restore(PastRun run) {
        return new PastRuns(keeper, chain).restore(run);
    }

    @Override
    public Optional<RunRecord> findRestored(String origin) {
        Name.requireKey("origin", origin);
        return keeper.metadata()
                .read(reader -> PastRuns.find(reader, origin).map(stored -> RunDocuments.record(reader, stored)));
    }

    @Override
    public Optional<RunRecord> find(String run) {
        keeper.flush();
        return keeper.metadata().read(reader -> RunDocuments.find(reader, run));
    }

    @Override
    public RunRecord load(String run) {
        return find(run).orElseThrow(() -> new NotFoundException("there is no run '" + shown(run) + "'"));
    }

    @Override
    public List<RunRecord> runs(String experiment) {
        Name.require("experiment", experiment);
        keeper.flush();
        MetadataQuery query = MetadataQuery.of(RunDocuments.RUN)
                .whereEqual("experiment", experiment)
                .descending("number");
        return keeper.metadata()
                .read(reader -> Pages.all(reader, query).stream()
                        .map(stored -> RunDocuments.record(reader, stored))
                        .toList());
    }

    @Override
    public List<RunRecord> search(String experiment, String search) {
        Name.require("experiment", experiment);
        keeper.flush();
        Search within = Search.of(search).where(Field.attribute("experiment").equalTo(experiment));
        return keeper.metadata()
                .read(reader -> RUNS.all(reader, within).stream()
                        .map(stored -> RunDocuments.record(reader, stored))
                        .toList());
    }

    @Override
    public Page<RunRecord> search(Search search) {
        keeper.flush();
        return keeper.metadata().read(reader -> {
            Page<StoredDocument> page = RUNS.page(reader, search);
            return new Page<>(
                    page.items().stream()
                            .map(stored -> RunDocuments.record(reader, stored))
                            .toList(),
                    page.next());
        });
    }

    @Override
    public Page<SearchRow> select(Search search, String... fields) {
        keeper.flush();
        return keeper.metadata().read(reader -> RUNS.select(reader, search, List.of(fields)));
    }

    @Override
    public RunArtifacts artifacts(String run) {
        return new StoredArtifacts(run, load(run).artifacts(), keeper.blobs());
    }

    @Override
    public List<RunRecord> nested(String run) {
        keeper.flush();
        return keeper.metadata().read(reader -> {
            requireRun(reader, run);
            return RunDocuments.nested(reader, run);
        });
    }

    @Override
    public List<String> experiments() {
        return keeper.metadata().read(reader -> Pages.all(reader, MetadataQuery.of(RunDocuments.EXPERIMENT))).stream()
                .map(StoredDocument::id)
                .toList();
    }

    @Override
    public List<MetricPoint> metric(String run, String key) {
        return keeper.series().read(series(run, key), Long.MIN_VALUE, Integer.MAX_VALUE).stream()
                .map(LocalTracking::point)
                .toList();
    }

    @Override
    public RunDiff diff(String before, String after) {
        return Ingredients.of(load(before)).to(Ingredients.of(load(after)));
    }

    @Override
    public Digest verify(String run) {
        StoredDocument stored = keeper.metadata().read(reader -> requireRun(reader, run));
        return Seal.verify(stored, keeper.series());
    }

    static StoredDocument requireRun(MetadataReader reader, String run) {
        return RunDocuments.stored(reader, run)
                .orElseThrow(() -> new NotFoundException("there is no run '" + shown(run) + "'"));
    }

    @Override
    public Optional<MetricPoint> latest(String run, String key) {
        return keeper.series().latest(series(run, key)).map(LocalTracking::point);
    }

    /** The run is read after the flush, which may find that it was declared lost. */
    private String series(String run, String key) {
        Name.requireKey("metric", key);
        keeper.flush();
        return keeper.metadata().read(reader -> StoredRuns.series(reader, run, key));
    }

    private static MetricPoint point(SeriesStore.Point point) {
        return new MetricPoint(point.step(), point.time(), point.value());
    }

    static long nextNumber(MetadataWriter writer, String experiment) {
        long number = 1
                + writer.find(RunDocuments.EXPERIMENT, experiment)
                        .map(stored -> stored.body().get("runs").whole())
                        .orElse(0L);
        writer.put(
                RunDocuments.EXPERIMENT,
                experiment,
                Document.object().with("name", experiment).with("runs", number),
                Map.of());
        return number;
    }

    private static String shown(String run) {
        return run.length() > 60 ? run.substring(0, 60) + "…" : run;
    }
}
