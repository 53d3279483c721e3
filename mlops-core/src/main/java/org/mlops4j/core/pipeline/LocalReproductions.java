// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mlops4j.Mlops;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.reproduction.Reproduction;
import org.mlops4j.reproduction.Reproductions;
import org.mlops4j.reproduction.Tolerance;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;

/** Reproductions in the name of one actor, as documents. */
public final class LocalReproductions implements Reproductions {

    private static final String KIND = "reproduction";

    /** How often a run was begun again. */
    private static final String COUNT = "reproduction-count";

    private final Mlops mlops;
    private final HashChain chain;

    /** Reproductions of the runs of a store, in the name of the chain's actor. */
    public LocalReproductions(Mlops mlops, HashChain chain) {
        this.mlops = requireNonNull(mlops, "mlops");
        this.chain = requireNonNull(chain, "chain");
    }

    @Override
    public Reproduction rerun(Pipeline pipeline, String run, Tolerance tolerance) {
        requireNonNull(tolerance, "tolerance");
        String id = LocalPipelines.requireId(run);
        StoredRun stored = mlops.metadata().read(reader -> StoredRun.load(reader, id));
        Plan.check(stored, pipeline);
        ProcessEnvironment.store(mlops.metadata());
        long number = chain.transact("pipeline.rerun", run, "", writer -> count(writer, run));
        Reproduction found = reproduce(pipeline, stored, run + "/rerun-" + number, tolerance);
        return chain.transact("pipeline.reproduced", run, "", writer -> {
            writer.put(
                    KIND,
                    found.id(),
                    found.toDocument(),
                    Map.of("run", Document.of(run), "number", Document.of(number)));
            return found;
        });
    }

    private Reproduction reproduce(Pipeline pipeline, StoredRun run, String id, Tolerance tolerance) {
        SortedMap<Integer, StageRecord> before = new StageOutputs(mlops.blobs(), mlops.json())
                .records(mlops.metadata().read(reader -> Stages.rows(reader, run.id())));
        Rerun rerun = new Rerun(pipeline, run, before, id, mlops.progress());
        List<Repeated> repeated = rerun.run();
        repeated.forEach(again -> tagModels(again, id));
        StageComparison comparison = new StageComparison(mlops, tolerance);
        return new Reproduction(
                id,
                run.id(),
                chain.actor(),
                mlops.clock().instant(),
                tolerance,
                repeated.stream().map(comparison::compare).toList(),
                rerun.taken());
    }

    @Override
    public Reproduction rerun(Pipeline pipeline, ModelVersion version, Tolerance tolerance) {
        String run = findMaker(version)
                .orElseThrow(() -> new NotFoundException("no stage of a pipeline run said that it made version "
                        + version.id() + "; a step says so by step.made(version)"));
        return rerun(pipeline, run, tolerance);
    }

    @Override
    public List<Reproduction> of(String run) {
        MetadataQuery query = MetadataQuery.of(KIND).whereEqual("run", run).descending("number");
        return mlops.metadata().read(reader -> Pages.all(reader, query)).stream()
                .map(stored -> Reproduction.from(stored.body()))
                .toList();
    }

    @Override
    public List<Reproduction> of(ModelVersion version) {
        return findMaker(version).map(this::of).orElse(List.of());
    }

    private Optional<String> findMaker(ModelVersion version) {
        return mlops.metadata().read(reader -> Stages.findMaker(reader, version.id()));
    }

    private void tagModels(Repeated again, String id) {
        again.notes()
                .origins()
                .models()
                .values()
                .forEach(version -> mlops.registry()
                        .tags(StageComparison.load(mlops, version))
                        .set(TAG, id));
    }

    private static long count(MetadataWriter writer, String run) {
        long number = 1
                + writer.find(COUNT, run)
                        .map(stored -> stored.body().get("count").whole())
                        .orElse(0L);
        writer.put(COUNT, run, Document.object().with("count", number), Map.of());
        return number;
    }
}
