// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.function.Supplier;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.error.ConflictException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes runs up and carries them on, in the name of one actor. Thread-safe. */
final class RunOwner {

    private static final Logger LOG = LoggerFactory.getLogger(RunOwner.class);

    private final MetadataStore metadata;
    private final StageOutputs outputs;
    private final HashChain chain;
    private final RunClocks clocks;
    private final Claims claims;
    private final Audience audience;
    private volatile boolean environmentStored;

    RunOwner(
            MetadataStore metadata,
            StageOutputs outputs,
            HashChain chain,
            RunClocks clocks,
            Claims claims,
            Audience audience) {
        this.metadata = metadata;
        this.outputs = outputs;
        this.chain = chain;
        this.clocks = clocks;
        this.claims = claims;
        this.audience = audience;
    }

    /** {@return how a run stands that was taken up as it was read, and carried on} */
    PipelineRun resume(Pipeline pipeline, StoredRun stored, Carrier carrier) {
        return carryOn(pipeline, () -> take(pipeline, stored), carrier);
    }

    /** {@return how a run stands that the supplier stored under this process's lease, and that was carried on} */
    PipelineRun carryOn(Pipeline pipeline, Supplier<Journal> store, Carrier carrier) {
        if (!environmentStored) {
            // It is never taken away again, and too large to be read for each run.
            ProcessEnvironment.store(metadata);
            environmentStored = true;
        }
        Journal journal = claims.claim(store);
        StoredRun claimed = journal.run();
        try {
            journal.recall();
            Execution execution = new Execution(pipeline, journal, clocks.cpu(), audience);
            claims.carriedOnBy(execution);
            carrier.begins(execution);
            execution.carryOn();
            return journal.outcome();
        } catch (ConflictException e) {
            PipelineRun now = load(claimed.id());
            if (now.status() != Status.CANCELLED) {
                throw e;
            }
            return now;
        } finally {
            claims.release(claimed);
        }
    }

    PipelineRun load(String run) {
        return metadata.read(reader -> RunRows.of(reader, StoredRun.load(reader, run)))
                .record(outputs);
    }

    /** {@return the journal of a run that is taken up in a transaction} */
    Journal take(MetadataWriter writer, Pipeline pipeline, StoredRun claimed) {
        Fence fence = new Fence(metadata, chain, claimed, claimed.put(writer));
        Journal journal = new Journal(fence, outputs, clocks.wall(), pipeline.stages());
        journal.beginFirst(writer);
        return journal;
    }

    private Journal take(Pipeline pipeline, StoredRun stored) {
        claims.requireFree(stored);
        StoredRun claimed = stored.claimedBy(claims.lease(), ProcessEnvironment.code());
        String change = stored.findOtherCode(ProcessEnvironment.code())
                .map(before -> "the code has changed from class path " + before.brief() + " to "
                        + ProcessEnvironment.code().brief())
                .orElse("");
        if (!change.isEmpty()) {
            LOG.warn("Pipeline run {} goes on although {}", stored.id(), change);
        }
        return chain.transact("pipeline.resume", stored.id(), change, writer -> {
            if (!StoredRun.load(writer, stored.id()).sameClaim(stored)) {
                throw new ConflictException("pipeline run '" + stored.id() + "' was taken up by another just now");
            }
            return take(writer, pipeline, claimed);
        });
    }
}
