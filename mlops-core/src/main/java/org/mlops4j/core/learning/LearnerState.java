// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * What a continuous learner knows and how far it has read, in one document: so a label is learned once, wherever the
 * process dies.
 *
 * @param learner the learner, see {@link LinearLearner#toDocument()}
 * @param labels the position up to which labels are learned
 * @param oldest where requests that wait for a label begin
 * @param unmatched how many labels belong to no request that waited
 * @param refused how many labels or their inputs cannot be learned from
 */
record LearnerState(Document learner, long labels, PendingRequests.Place oldest, long unmatched, long refused) {

    private static final String KIND = "learner";

    static LearnerState of(LinearLearner fresh) {
        return new LearnerState(fresh.toDocument(), 0, new PendingRequests.Place(0, 0), 0, 0);
    }

    static Optional<LearnerState> find(MetadataReader reader, String deployment) {
        return reader.find(KIND, deployment).map(stored -> from(stored.body()));
    }

    void put(MetadataWriter writer, String deployment) {
        writer.put(
                KIND,
                deployment,
                Document.object()
                        .with("learner", learner)
                        .with("labels", labels)
                        .with("oldestPrediction", oldest.predictions())
                        .with("oldestLabel", oldest.labels())
                        .with("unmatched", unmatched)
                        .with("refused", refused),
                Map.of());
    }

    private static LearnerState from(Document document) {
        return new LearnerState(
                document.get("learner"),
                document.get("labels").whole(),
                new PendingRequests.Place(
                        document.get("oldestPrediction").whole(),
                        document.get("oldestLabel").whole()),
                document.get("unmatched").whole(),
                document.get("refused").whole());
    }
}
