// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.roles.LocalRoles;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.registry.Approval;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/** Pipelines in the name of one actor. */
public final class LocalPipelines implements Pipelines {

    private static final String KIND = "pipeline";
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9_.-]{1,300}");

    private final MetadataStore metadata;
    private final HashChain chain;
    private final InstantSource clock;
    private final Claims claims;

    /** Pipelines that act in the name of the chain's actor. */
    public LocalPipelines(MetadataStore metadata, HashChain chain, InstantSource clock, Claims claims) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.chain = requireNonNull(chain, "chain");
        this.clock = requireNonNull(clock, "clock");
        this.claims = requireNonNull(claims, "claims");
    }

    @Override
    public PipelineRun start(Pipeline pipeline, Document parameters) {
        requireNonNull(parameters, "parameters");
        String lease = claims.lease();
        return carryOn(
                pipeline,
                claims.claim(() -> chain.transact("pipeline.start", "", writer -> {
                    StoredRun run = next(writer, pipeline, parameters, lease);
                    run.put(writer);
                    return new HashChain.Deed<>(run.id(), run);
                })));
    }

    @Override
    public PipelineRun resume(Pipeline pipeline, String run) {
        StoredRun stored = metadata.read(reader -> StoredRun.load(reader, requireId(run)));
        Plan.check(stored, pipeline);
        if (stored.ended() || metadata.read(reader -> stillWaits(reader, stored))) {
            return load(run);
        }
        return carryOn(pipeline, claims.claim(() -> take(stored)));
    }

    @Override
    public PipelineRun approve(String run, String reason) {
        requireId(run);
        return chain.transact("pipeline.approve", reason, writer -> {
            StoredRun stored = StoredRun.load(writer, run);
            PendingApproval pending = PendingApproval.of(writer, stored);
            Instant now = clock.instant();
            Approval approval = new Approval(
                    chain.actor(), pending.subject(), now, reason, LocalRoles.held(writer, chain.actor(), now));
            pending.check(approval);
            GivenApprovals.put(
                    writer, run, pending.stage(), approval, pending.given().size() + 1);
            return new HashChain.Deed<>(run + "/" + pending.stage(), Stages.record(writer, stored));
        });
    }

    @Override
    public Optional<PipelineRun> find(String run) {
        if (!RUN_ID.matcher(run).matches()) {
            return Optional.empty();
        }
        return metadata.read(reader -> StoredRun.find(reader, run).map(stored -> Stages.record(reader, stored)));
    }

    @Override
    public List<PipelineRun> runs(String pipeline) {
        Name.require("pipeline", pipeline);
        MetadataQuery query = MetadataQuery.of(StoredRun.KIND)
                .whereEqual("pipeline", pipeline)
                .descending("number");
        return metadata.read(reader -> Pages.all(reader, query).stream()
                .map(stored -> Stages.record(reader, StoredRun.from(stored.body())))
                .toList());
    }

    private PipelineRun carryOn(Pipeline pipeline, StoredRun claimed) {
        try {
            new Execution(pipeline, new Journal(metadata, chain, clock, claimed)).carryOn();
        } finally {
            claims.release(claimed);
        }
        return load(claimed.id());
    }

    private StoredRun take(StoredRun stored) {
        claims.requireFree(stored);
        StoredRun claimed = stored.claimedBy(claims.lease());
        return chain.transact("pipeline.resume", stored.id(), "", writer -> {
            if (!StoredRun.load(writer, stored.id()).sameClaim(stored)) {
                throw new ConflictException("pipeline run '" + stored.id() + "' was taken up by another just now");
            }
            claimed.put(writer);
            return claimed;
        });
    }

    private StoredRun next(MetadataWriter writer, Pipeline pipeline, Document parameters, String lease) {
        String name = pipeline.name();
        long number = 1
                + writer.find(KIND, name).map(s -> s.body().get("runs").whole()).orElse(0L);
        writer.put(KIND, name, Document.object().with("name", name).with("runs", number), Map.of());
        return new StoredRun(
                name + "-" + number,
                number,
                name,
                Plan.of(pipeline),
                Status.RUNNING,
                chain.actor(),
                parameters,
                clock.instant(),
                1,
                lease);
    }

    private boolean stillWaits(MetadataReader reader, StoredRun run) {
        return run.status() == Status.WAITING
                && !PendingApproval.of(reader, run).satisfied(clock.instant());
    }

    private PipelineRun load(String run) {
        return metadata.read(reader -> Stages.record(reader, StoredRun.load(reader, run)));
    }

    private static String requireId(String run) {
        if (!RUN_ID.matcher(run).matches()) {
            throw new NotFoundException("there is no pipeline run of that id: an id is a pipeline's name and a number");
        }
        return run;
    }
}
