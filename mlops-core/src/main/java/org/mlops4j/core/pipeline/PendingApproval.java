// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.spi.MetadataReader;

/**
 * The approval that a run waits for.
 *
 * @param run the run
 * @param stage the name of the stage
 * @param policy who has to approve
 * @param subject what is to be approved
 * @param given the approvals so far
 */
record PendingApproval(StoredRun run, String stage, ApprovalPolicy policy, Digest subject, List<Approval> given) {

    /** {@return the approval that a run waits for, if it waits for one; other stages may be at work meanwhile} */
    static Optional<PendingApproval> find(MetadataReader reader, StoredRun run) {
        if (run.status() != Status.WAITING && run.status() != Status.RUNNING) {
            return Optional.empty();
        }
        SortedMap<Integer, StageRecord> stages = Stages.of(reader, run.id());
        return stages.entrySet().stream()
                .filter(entry -> !entry.getValue().finished())
                .map(entry -> run.plan().list().get(entry.getKey()))
                .filter(planned -> planned.get("kind").text().equals("approval"))
                .findFirst()
                .map(planned -> of(reader, run, planned, stages.values()));
    }

    private static PendingApproval of(
            MetadataReader reader, StoredRun run, Document planned, Collection<StageRecord> stages) {
        String stage = planned.get("name").text();
        Digest subject = GivenApprovals.subject(run, stage, stages);
        return new PendingApproval(
                run,
                stage,
                ApprovalPolicy.from(planned.get("policy")),
                subject,
                GivenApprovals.of(reader, run.id(), stage, subject));
    }

    /** {@return this with one more approval} */
    PendingApproval with(Approval approval) {
        List<Approval> more = new ArrayList<>(given);
        more.add(approval);
        return new PendingApproval(run, stage, policy, subject, List.copyOf(more));
    }

    boolean satisfied(Instant now) {
        return policy.satisfiedBy(given, run.author(), now);
    }

    /** Refuses an approval that the policy does not count. */
    void check(Approval approval) {
        Actor actor = approval.actor();
        if (policy.person(approval, run.author(), approval.time()).isEmpty()) {
            boolean own = !policy.authorCounts() && actor.equals(run.author());
            throw new RejectedException("'" + actor + "' "
                    + (own ? "started pipeline run '" + run.id() + "' and" : "has not the role for it and")
                    + " may not approve stage '" + stage + "' of pipeline run '" + run.id() + "'; the policy is "
                    + policy);
        }
        if (given.stream()
                .anyMatch(before -> before.actor().equals(actor) && !policy.isExpired(before, approval.time()))) {
            throw new RejectedException("'" + actor + "' has approved stage '" + stage + "' of pipeline run '"
                    + run.id() + "' already; the policy is " + policy);
        }
    }
}
