// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun.StageRecord;

/** The digest of what a stage can see, made of the digests of its parts: large outputs are not read for it. */
final class InputDigest {

    private InputDigest() {}

    /**
     * {@return the digest of the parameters of a run and of the outputs of the stages that a stage waited for}
     *
     * @param before the names of these stages
     * @param stages those of the run; what else has finished does not count
     */
    static Digest of(StoredRun run, Set<String> before, Collection<StageRecord> stages) {
        Map<String, Document> outputs = new TreeMap<>();
        for (StageRecord record : stages) {
            if (record.outputDigest() != null && before.contains(record.name())) {
                outputs.put(record.name(), Document.of(record.outputDigest().hex()));
            }
        }
        return Document.object()
                .with("parameters", run.parameters())
                .with("outputs", Document.object(outputs))
                .digest();
    }
}
