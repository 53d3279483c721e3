// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.pipeline.Pipeline.Stage;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.registry.Approval;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/**
 * What the owner of a run writes down. Every transaction checks that the owner still is the owner: one that was taken
 * for dead and wakes up writes nothing.
 */
final class Journal {

    private final MetadataStore metadata;
    private final HashChain chain;
    private final InstantSource clock;
    private final StoredRun claimed;

    Journal(MetadataStore metadata, HashChain chain, InstantSource clock, StoredRun claimed) {
        this.metadata = metadata;
        this.chain = chain;
        this.clock = clock;
        this.claimed = claimed;
    }

    StoredRun run() {
        return claimed;
    }

    List<StageRecord> stages() {
        return metadata.read(reader -> Stages.of(reader, claimed.id()));
    }

    /** {@return the record of a new try} */
    StageRecord begin(int position, String stage) {
        return write("pipeline.begin", stage, writer -> {
            int attempt = 1
                    + Stages.find(writer, claimed.id(), position)
                            .map(StageRecord::attempt)
                            .orElse(0);
            StageRecord begun = new StageRecord(stage, attempt, clock.instant(), null, null, null);
            Stages.put(writer, claimed.id(), position, begun);
            return begun;
        });
    }

    /** Notes the result of a stage and, in the same transaction, how the run ends by it if it does. */
    void finish(int position, StageRecord begun, Document output, @Nullable Status end) {
        write("pipeline.finish", begun.name(), writer -> {
            StageRecord finished =
                    new StageRecord(begun.name(), begun.attempt(), begun.started(), clock.instant(), output, null);
            Stages.put(writer, claimed.id(), position, finished);
            if (end != null) {
                claimed.released(end).put(writer);
            }
            return finished;
        });
    }

    /** Notes why a stage failed and lays the run down. */
    void fail(int position, StageRecord begun, String error) {
        write("pipeline.fail", begun.name(), writer -> {
            StageRecord failed = new StageRecord(begun.name(), begun.attempt(), begun.started(), null, null, error);
            Stages.put(writer, claimed.id(), position, failed);
            claimed.released(Status.FAILED).put(writer);
            return failed;
        });
    }

    /** {@return whether the approval was given; if not, the run waits for it from now on} */
    boolean passApproval(int position, Stage.Approval stage, @Nullable Status end) {
        return write("pipeline.approval", stage.name(), writer -> {
            StageRecord begun = Stages.find(writer, claimed.id(), position)
                    .orElseGet(() -> new StageRecord(stage.name(), 1, clock.instant(), null, null, null));
            List<Approval> given = given(writer, stage.name());
            boolean enough = stage.policy().satisfiedBy(given, claimed.author(), clock.instant());
            Stages.put(writer, claimed.id(), position, enough ? approved(begun, given) : begun);
            if (!enough) {
                claimed.released(Status.WAITING).put(writer);
            } else if (end != null) {
                claimed.released(end).put(writer);
            }
            return enough;
        });
    }

    private StageRecord approved(StageRecord begun, List<Approval> given) {
        return new StageRecord(
                begun.name(),
                begun.attempt(),
                begun.started(),
                clock.instant(),
                GivenApprovals.toDocument(given),
                null);
    }

    private List<Approval> given(MetadataWriter writer, String stage) {
        Digest subject = GivenApprovals.subject(claimed, Stages.of(writer, claimed.id()));
        return GivenApprovals.of(writer, claimed.id(), stage, subject);
    }

    private <T> T write(String action, String stage, Function<MetadataWriter, T> work) {
        return chain.transact(action, claimed.id() + "/" + stage, "", writer -> {
            if (!StoredRun.load(writer, claimed.id()).sameClaim(claimed)) {
                throw new ConflictException("pipeline run '" + claimed.id()
                        + "' was taken over by another process, which took this one for dead");
            }
            return work.apply(writer);
        });
    }
}
