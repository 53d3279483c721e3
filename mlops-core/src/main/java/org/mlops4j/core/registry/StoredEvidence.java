// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.governance.Evidence;
import org.mlops4j.governance.Validation;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PromotionPolicy;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/**
 * The evidence of moves as documents under the id of the move, one for each part. They are copies, so the entry of the
 * audit log about a move has the same digests as the entries that tell when the policy was set and the version
 * validated.
 */
final class StoredEvidence {

    private static final String POLICY = "move-policy";
    private static final String VALIDATION = "move-validation";
    private static final String APPROVALS = "move-approvals";

    private StoredEvidence() {}

    /** {@return what there is now for a version to which an alias is to be moved} */
    static Evidence now(MetadataReader reader, String target, ModelVersion version) {
        return new Evidence(
                Protection.of(reader, version.model(), target).orElse(null),
                Validations.find(reader, version).orElse(null),
                Approvals.of(reader, version));
    }

    static void put(MetadataWriter writer, String target, Alias.Move move, Evidence evidence) {
        String id = Moves.id(target, move.revision());
        evidence.findPolicy().ifPresent(policy -> writer.put(POLICY, id, policy.toDocument(), Map.of()));
        evidence.findValidation()
                .ifPresent(validation -> writer.put(VALIDATION, id, validation.toDocument(), Map.of()));
        if (!evidence.approvals().isEmpty()) {
            Document approvals = Document.list(
                    evidence.approvals().stream().map(Approval::toDocument).toList());
            writer.put(APPROVALS, id, Document.object().with("approvals", approvals), Map.of());
        }
    }

    /** {@return the evidence of a move; none of a move from before evidence was kept} */
    static Evidence of(MetadataReader reader, String target, long revision) {
        String id = Moves.id(target, revision);
        return new Evidence(
                body(reader, POLICY, id).map(PromotionPolicy::from).orElse(null),
                body(reader, VALIDATION, id).map(Validation::from).orElse(null),
                body(reader, APPROVALS, id)
                        .map(body -> body.get("approvals").list().stream()
                                .map(Approval::from)
                                .toList())
                        .orElse(List.of()));
    }

    private static Optional<Document> body(MetadataReader reader, String kind, String id) {
        return reader.find(kind, id).map(StoredDocument::body);
    }
}
