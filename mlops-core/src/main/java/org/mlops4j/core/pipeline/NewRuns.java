// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** The beginnings of runs: each has the next number of its pipeline. */
final class NewRuns {

    private static final String KIND = "pipeline";

    private NewRuns() {}

    /**
     * {@return a run that anybody who works on the pipeline can take up at once; it is still to be stored, but its
     * number is taken}
     */
    static StoredRun next(MetadataWriter writer, Pipeline pipeline, Document parameters, Actor author, Instant now) {
        return next(writer, pipeline, parameters, pipeline.priority(), author, now);
    }

    /** {@return such a run of another priority than its pipeline has} */
    static StoredRun next(
            MetadataWriter writer, Pipeline pipeline, Document parameters, int priority, Actor author, Instant now) {
        String name = pipeline.name();
        long number = last(writer, name) + 1;
        writer.put(KIND, name, Document.object().with("name", name).with("runs", number), Map.of());
        return new StoredRun(
                name + "-" + number,
                number,
                name,
                Plan.of(pipeline),
                Status.WAITING,
                author,
                parameters,
                now,
                priority,
                0,
                null,
                now,
                pipeline.findProduct().orElse(null),
                List.of());
    }

    /** {@return the number of the last run of a pipeline, 0 if there is none} */
    static long last(MetadataReader reader, String pipeline) {
        return reader.find(KIND, pipeline)
                .map(stored -> stored.body().get("runs").whole())
                .orElse(0L);
    }
}
