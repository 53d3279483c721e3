// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.registry.Approval;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** The approvals that runs were given, each bound to everything the run had found out before. */
final class GivenApprovals {

    private static final String KIND = "pipeline-approval";

    private GivenApprovals() {}

    /**
     * {@return the digest of what an approval signs off: the parameters of the run and the outputs of the stages that
     * its stage waited for}
     */
    static Digest subject(StoredRun run, String stage, Collection<StageRecord> stages) {
        return Document.object()
                .with("run", run.id())
                .with("plan", run.plan())
                .with("input", InputDigest.of(run, Plan.ancestors(run.plan(), stage), stages))
                .digest();
    }

    /** {@return the approvals of a stage that were given for this subject, oldest first} */
    static List<Approval> of(MetadataReader reader, String run, String stage, Digest subject) {
        MetadataQuery query =
                MetadataQuery.of(KIND).whereEqual("stage", run + "/" + stage).ascending("order");
        return Pages.all(reader, query).stream()
                .map(stored -> Approval.from(stored.body()))
                .filter(approval -> approval.digest().equals(subject))
                .toList();
    }

    static void put(MetadataWriter writer, String run, String stage, Approval approval, int order) {
        String of = run + "/" + stage;
        writer.put(
                KIND,
                id(run, stage, approval.actor()),
                approval.toDocument(),
                Map.of("stage", Document.of(of), "order", Document.of(order)));
    }

    /** {@return whether there was an approval of the actor} */
    static boolean delete(MetadataWriter writer, String run, String stage, Actor actor) {
        return writer.delete(KIND, id(run, stage, actor));
    }

    private static String id(String run, String stage, Actor actor) {
        return run + "/" + stage + "/" + actor.name();
    }

    static Document toDocument(List<Approval> approvals) {
        return Document.list(approvals.stream().map(Approval::toDocument).toList());
    }
}
