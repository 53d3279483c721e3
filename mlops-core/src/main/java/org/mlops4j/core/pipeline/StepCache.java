// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** Which run has already found out what a step is about to. The result itself stays in that run. */
final class StepCache {

    private static final String KIND = "pipeline-cache";

    private StepCache() {}

    static Optional<Hit> find(MetadataReader reader, Digest key) {
        return reader.find(KIND, key.hex()).flatMap(stored -> {
            String run = stored.body().get("run").text();
            int position = Math.toIntExact(stored.body().get("position").whole());
            return Stages.findRow(reader, run, position)
                    .filter(row -> StageOutputs.digest(row) != null)
                    .map(row -> new Hit(run, row));
        });
    }

    /** Notes that a run has the result for a key; the first that has it stays. */
    static void put(MetadataWriter writer, Digest key, String run, int position) {
        if (writer.find(KIND, key.hex()).isEmpty()) {
            writer.put(KIND, key.hex(), Document.object().with("run", run).with("position", position), Map.of());
        }
    }

    /**
     * A result that is there.
     *
     * @param run the run that found it out
     * @param row the row of its stage there
     */
    record Hit(String run, Document row) {}
}
